//! Base64 (RFC 4648): with padding in signed notes (section 4), without in URLs
//! and QR codes (section 5). Bytes have one spelling only.

const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
#[cfg(feature = "kiosk")]
const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut text = write(bytes, STANDARD);
    while !text.len().is_multiple_of(4) {
        text.push('=');
    }
    text
}

/// None where it isn't the one spelling of some bytes.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let padding = match text.len() % 4 {
        0 if text.ends_with("==") => 2,
        0 if text.ends_with('=') => 1,
        0 => 0,
        _ => return None,
    };
    read(text.get(..text.len() - padding)?, STANDARD)
        .filter(|bytes| (3 - bytes.len() % 3) % 3 == padding)
}

#[cfg(feature = "kiosk")]
pub(crate) fn encode_url(bytes: &[u8]) -> String {
    write(bytes, URL)
}

/// None where it isn't the one spelling of some bytes.
#[cfg(feature = "kiosk")]
pub(crate) fn decode_url(text: &str) -> Option<Vec<u8>> {
    read(text, URL)
}

fn write(bytes: &[u8], symbols: &[u8; 64]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for part in bytes.chunks(3) {
        let mut bits = 0_u32;
        for at in 0..3 {
            bits = bits << 8 | u32::from(part.get(at).copied().unwrap_or(0));
        }
        for at in 0..=part.len() {
            let symbol = (bits >> (18 - 6 * at) & 63) as usize;
            text.push(char::from(symbols[symbol]));
        }
    }
    text
}

fn read(text: &str, symbols: &[u8; 64]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let mut bits = 0_u32;
    let mut held = 0;
    for symbol in text.bytes() {
        let value = symbols.iter().position(|it| *it == symbol)?;
        bits = (bits << 6 | u32::try_from(value).ok()?) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    let is_whole = held < 6 && bits & ((1 << held) - 1) == 0;
    is_whole.then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4648, section 10.
    #[test]
    fn the_vectors_of_the_rfc() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        assert_eq!(encode(&[0xfb, 0xff]), "+/8=");
    }

    #[test]
    fn only_one_spelling_is_read() {
        for text in [
            "Z", "Zh==", "Zm9=", "Zg", "Zg=", "Zg===", "====", "=", "==", "A===", "Zm8 ", "Zm-v",
            "Zm9v====", "Z=8=", "Zg==Zg==", "é=",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[cfg(feature = "kiosk")]
    #[test]
    fn in_urls_there_is_no_padding() {
        assert_eq!(encode_url(&[0xfb, 0xff]), "-_8");
        assert_eq!(decode_url("-_8"), Some(vec![0xfb, 0xff]));
        for text in [
            "Z", "A", "AAAAA", "Zh", "Zm9", "Zg==", "Zm8 ", "Zm+v", "Zm/v", "é",
        ] {
            assert_eq!(decode_url(text), None, "{text}");
        }
    }
}
