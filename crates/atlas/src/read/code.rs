//! Codes of areas, in the dotted form of the Ministry of Home Affairs.

use serde_json::Value;

/// `190601` and `1906012001` become `19.06.01` and `19.06.01.2001`; other codes
/// stay as they are, without the space around them.
pub fn normalise(code: &str) -> String {
    let code = code.trim();
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || !matches!(code.len(), 2 | 4 | 6 | 10) {
        return code.to_owned();
    }
    let mut dotted = String::new();
    for (i, digit) in code.chars().enumerate() {
        if matches!(i, 2 | 4 | 6) {
            dotted.push('.');
        }
        dotted.push(digit);
    }
    dotted
}

/// Whether this looks like a code of BPS (Statistics Indonesia): seven digits for a
/// district, ten for a village. The ministry's have six, and ten of which the last
/// four begin with 1, 2 or 3. The two number districts differently.
pub fn is_of_bps(code: &str) -> bool {
    let code = code.trim();
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    let village = |code: &str| !matches!(code.as_bytes()[6], b'1'..=b'3');
    digits && (code.len() == 7 || (code.len() == 10 && village(code)))
}

/// Whether this is a code as the ministry gives it to a province, a regency or a city.
pub(super) fn is_of_ministry(code: &str) -> bool {
    code.split('.')
        .all(|part| part.len() == 2 && part.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a code has only digits, and as many as none of the ministry's.
pub(super) fn is_odd(code: &str) -> bool {
    code.len() > 2 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// A code as a spreadsheet or a GIS may have stored it.
pub(super) fn from_json(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        // 19.1 was 19.10 before it became a number.
        Value::Number(number) => {
            let text = number.to_string();
            match text.split_once('.') {
                Some((whole, "0")) => whole.to_owned(),
                Some((_, part)) if part.len() == 1 => text + "0",
                _ => text,
            }
        }
        _ => return None,
    };
    let code = normalise(&text);
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    (!code.is_empty() && code.len() <= 32 && code.bytes().all(sound)).then_some(code)
}

/// Whether `code` lies in the area `of`, told from the codes.
pub(super) fn is_within(code: &str, of: &str) -> bool {
    code.strip_prefix(of)
        .is_some_and(|rest| rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn codes_get_their_dots() {
        for (found, expected) in [
            (json!("19.06.01"), Some("19.06.01")),
            (json!("190601"), Some("19.06.01")),
            (json!(190_601), Some("19.06.01")),
            (json!(1_906_012_001), Some("19.06.01.2001")),
            (json!(190_601.0), Some("19.06.01")),
            (json!(19.06), Some("19.06")),
            (json!(19.1), Some("19.10")),
            (json!(" 19 "), Some("19")),
            (json!("1906030"), Some("1906030")),
            (json!("a b"), None),
            (json!(""), None),
            (json!(null), None),
            (json!([1]), None),
        ] {
            assert_eq!(from_json(&found).as_deref(), expected, "{found}");
        }
    }

    #[test]
    fn codes_of_bps_are_known() {
        for code in ["1906010", " 3201210 ", "1906010001", "1906010012"] {
            assert!(is_of_bps(code), "{code}");
        }
        for code in [
            "190601",
            "1906012001",
            "1906011001",
            "19.06.01",
            "19",
            "Manggar",
            "",
        ] {
            assert!(!is_of_bps(code), "{code}");
        }
    }

    #[test]
    fn prefixes_end_at_dots() {
        assert!(is_within("19.06.01", "19.06"));
        assert!(!is_within("19.06.011", "19.06.01"));
        assert!(!is_within("19.06", "19.06"));
    }
}
