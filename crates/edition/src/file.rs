//! A file of the folder: looked at before it is read, and read as text.

use std::fs;
use std::path::Path;

use crate::fault::{Fault, Faults, Place};
use crate::likely;

/// Whether the folder has something of this name, whatever it is.
pub(crate) fn exists(dir: &Path, name: &str) -> bool {
    dir.join(name).symlink_metadata().is_ok()
}

/// The bytes of a regular, non-empty file of at most `most` bytes.
pub(crate) fn bytes(dir: &Path, name: &str, most: u64, faults: &mut Faults) -> Option<Vec<u8>> {
    let path = dir.join(name);
    let Ok(metadata) = path.symlink_metadata() else {
        likely::say(dir, name, "this file", faults);
        return None;
    };
    let mut wrong = |found: Option<&str>, expected: String| {
        faults.add(Fault::new(name, Place::File, found, expected));
        None
    };
    if metadata.is_symlink() {
        return wrong(Some("a symbolic link"), "a file".to_owned());
    }
    if !metadata.is_file() {
        return wrong(Some("a folder"), "a file".to_owned());
    }
    if metadata.len() > most {
        let found = format!("{} bytes", metadata.len());
        return wrong(Some(&found), format!("at most {most} bytes"));
    }
    if metadata.len() == 0 {
        return wrong(Some("an empty file"), "contents".to_owned());
    }
    match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) => wrong(
            Some(&error.to_string()),
            "a file that can be read".to_owned(),
        ),
    }
}

/// The text of a UTF-8 file, without its byte order mark; of a UTF-16 file, which
/// spreadsheets call "Unicode text", if it has the mark.
pub(crate) fn text(dir: &Path, name: &str, most: u64, faults: &mut Faults) -> Option<String> {
    let bytes = bytes(dir, name, most, faults)?;
    if let Some(kind) = likely::kind(&bytes) {
        let is_table = Path::new(name).extension().is_some_and(|it| it == "csv");
        let expected = if is_table {
            format!("CSV ({})", likely::ADVICE_TABLE)
        } else {
            "plain text".to_owned()
        };
        faults.add(Fault::new(name, Place::File, Some(kind), expected));
        return None;
    }
    let unit: fn([u8; 2]) -> u16 = match bytes.get(..2) {
        Some([0xff, 0xfe]) => u16::from_le_bytes,
        Some([0xfe, 0xff]) => u16::from_be_bytes,
        _ => return utf8(name, bytes, faults),
    };
    let units = bytes[2..].chunks(2).map(|it| match it {
        [a, b] => unit([*a, *b]),
        // Half a unit at the end is no letter at all.
        _ => 0xdc00,
    });
    let text: Result<String, _> = char::decode_utf16(units).collect();
    if text.is_err() {
        let expected = "UTF-16 or UTF-8 text (save the file as \"CSV UTF-8\" or \"UTF-8\")";
        faults.add(Fault::new(
            name,
            Place::File,
            Some("broken UTF-16"),
            expected,
        ));
    }
    text.ok()
}

fn utf8(name: &str, bytes: Vec<u8>, faults: &mut Faults) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.as_bytes();
            let line = 1 + bytes[..at]
                .iter()
                .map(|&byte| u64::from(byte == b'\n'))
                .sum::<u64>();
            let expected = "UTF-8 text (save the file as \"CSV UTF-8\" or \"UTF-8\")";
            let found = format!("byte 0x{:02X} at position {}", bytes[at], at + 1);
            faults.add(Fault::new(name, Place::Line(line), Some(&found), expected));
            None
        }
    }
}
