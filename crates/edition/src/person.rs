//! Contacts are of offices: a person's mobile number is not for the public.

/// What is expected instead.
pub(crate) const OFFICE: &str = "an office, never a person: this has a mobile number, which is \
    somebody's own; give the office's e-mail address or landline";

/// Whether the text holds an Indonesian mobile number: 08… or +62 8…, however it is
/// grouped. 0800 and 0804 are numbers of companies and offices.
pub(crate) fn has_mobile_number(text: &str) -> bool {
    let mut digits = String::new();
    let is_inner = |sign: char| matches!(sign, ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '–' | '‑');
    for sign in text.chars().chain(['|']) {
        if sign.is_ascii_digit() {
            digits.push(sign);
        } else if digits.is_empty() || is_inner(sign) {
            // Within a number, or before one.
        } else if is_mobile(&digits) {
            return true;
        } else {
            digits.clear();
        }
    }
    false
}

fn is_mobile(digits: &str) -> bool {
    // With the code of the country, or with 0, or both: +62 (0)812.
    let own = digits.strip_prefix("62").unwrap_or(digits);
    let own = match own.strip_prefix('0') {
        Some(own) => own,
        None if own.len() < digits.len() => own,
        None => return false,
    };
    let is_series = own.starts_with('8') && !own.starts_with("80");
    is_series && (9..=13).contains(&own.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_known_however_they_are_written() {
        for text in [
            "nama orang 0812-3456-7890",
            "Ibu Contoh (0812 3456 7890)",
            "+62 812 3456 7890",
            "+62 (0)812.3456.789",
            "6281234567890",
            "WA: 081234567890",
            "https://wa.me/6281234567890",
            "dinas@contoh.go.id / 0878‑1234‑5678",
        ] {
            assert!(has_mobile_number(text), "{text}");
        }
        for text in [
            "dinas@contoh.go.id",
            "(0719) 9220123",
            "0719 9220123, 0719 9220124",
            "021-8754321 ext. 12",
            "+62 21 875 4321",
            "0800 1234567, 0804 1 234567",
            "Jalan Raya 8, 33512",
            "Halo 112",
            "",
        ] {
            assert!(!has_mobile_number(text), "{text}");
        }
    }
}
