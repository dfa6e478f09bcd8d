//! A file of the folder: looked at before it is read, and read as text.

use std::fs;
use std::path::Path;

use crate::fault::{Fault, Faults, Place};

/// Whether the folder has something of this name, whatever it is.
pub(crate) fn exists(dir: &Path, name: &str) -> bool {
    dir.join(name).symlink_metadata().is_ok()
}

/// The bytes of a regular, non-empty file of at most `most` bytes.
pub(crate) fn bytes(dir: &Path, name: &str, most: u64, faults: &mut Faults) -> Option<Vec<u8>> {
    let path = dir.join(name);
    let mut wrong = |found: Option<&str>, expected: String| {
        faults.add(Fault::new(name, Place::File, found, expected));
        None
    };
    let Ok(metadata) = path.symlink_metadata() else {
        return wrong(None, "this file".to_owned());
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

/// The text of a UTF-8 file, without its byte order mark.
pub(crate) fn text(dir: &Path, name: &str, most: u64, faults: &mut Faults) -> Option<String> {
    let bytes = bytes(dir, name, most, faults)?;
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
