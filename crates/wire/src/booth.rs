//! What a booth is called.

use alloc::{borrow::ToOwned as _, string::String};

/// Words that a booth's own name may begin with: it needs no other one before it.
const WORDS: [&str; 3] = ["stan", "booth", "stand"];

/// `Stan Manggar` from a pattern such as `Stan {name}`; a name such as `Stan 5` stays
/// as it is.
pub fn booth_title(pattern: &str, name: &str) -> String {
    let first = name.split(' ').next().unwrap_or(name);
    if WORDS.iter().any(|word| first.eq_ignore_ascii_case(word)) {
        return name.to_owned();
    }
    pattern.replace("{name}", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_booth_is_a_booth_twice() {
        for (pattern, name, expected) in [
            ("Stan {name}", "Manggar", "Stan Manggar"),
            ("Stan {name}", "Stan 5", "Stan 5"),
            ("Stan {name}", "STAN Gantung", "STAN Gantung"),
            ("Booth {name}", "Stan 5", "Stan 5"),
            ("Booth {name}", "booth 5", "booth 5"),
            ("Booth {name}", "Standar", "Booth Standar"),
            ("Stan {name}", "Stan", "Stan"),
        ] {
            assert_eq!(booth_title(pattern, name), expected, "{name}");
        }
    }
}
