//! The folder media/: pictures, told by their first bytes.

use std::fs;
use std::path::Path;

use wire::MediaFile;

use crate::fault::{Fault, Faults, Place};
use crate::{Limits, file};

pub(crate) const FOLDER: &str = "media";

/// All files, by name. Faulty ones are noted and kept, so that rows that name
/// them aren't blamed too.
pub(crate) fn read(dir: &Path, limits: &Limits, faults: &mut Faults) -> Vec<MediaFile> {
    let mut wrong = |found: &str, expected: &str| {
        faults.add(Fault::new(FOLDER, Place::File, Some(found), expected));
    };
    let folder = dir.join(FOLDER);
    match folder.symlink_metadata() {
        Err(_) => return Vec::new(),
        Ok(metadata) if metadata.is_symlink() => {
            wrong("a symbolic link", "a folder");
            return Vec::new();
        }
        Ok(metadata) if !metadata.is_dir() => {
            wrong("a file", "a folder");
            return Vec::new();
        }
        Ok(_) => {}
    }
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) => {
            wrong(&error.to_string(), "a folder that can be read");
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort();
    let mut all = 0;
    let mut files = Vec::new();
    for name in names {
        let shown = format!("{FOLDER}/{name}");
        if !is_name(&name) {
            let expected = "a name of letters, digits, -, _ and dots, at most 100";
            faults.add(Fault::new(shown, Place::File, None, expected));
            continue;
        }
        let before = faults.len();
        let bytes = file::bytes(dir, &shown, limits.picture, faults).unwrap_or_default();
        all += bytes.len() as u64;
        if all > limits.pictures {
            let expected = format!("at most {} bytes in all pictures together", limits.pictures);
            faults.add(Fault::new(FOLDER, Place::File, None, expected));
            break;
        }
        if faults.len() == before {
            check(&shown, &name, &bytes, faults);
        }
        let content_type = content_type(&bytes).unwrap_or_default().to_owned();
        files.push(MediaFile {
            name,
            content_type,
            bytes,
        });
    }
    files
}

/// A file name that is safe in paths and URLs.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=100).contains(&name.len())
        && name
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"-_.".contains(&c))
        && !name.starts_with(['.', '-'])
}

/// What the first bytes say.
pub(crate) fn content_type(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Some("image/jpeg")
    } else {
        None
    }
}

fn check(shown: &str, name: &str, bytes: &[u8], faults: &mut Faults) {
    let mut wrong = |found: &str, expected: String| {
        faults.add(Fault::new(shown, Place::File, Some(found), expected));
    };
    let Some(content_type) = content_type(bytes) else {
        let start = String::from_utf8_lossy(&bytes[..bytes.len().min(400)]).to_ascii_lowercase();
        if start.contains("<svg") {
            wrong(
                "SVG",
                "WebP, PNG or JPEG (an SVG may hold scripts)".to_owned(),
            );
        } else if start.starts_with("gif8") {
            wrong("GIF", "WebP, PNG or JPEG".to_owned());
        } else {
            wrong("another kind of file", "WebP, PNG or JPEG".to_owned());
        }
        return;
    };
    let extension = name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase());
    let right: &[&str] = match content_type {
        "image/webp" => &["webp"],
        "image/png" => &["png"],
        _ => &["jpg", "jpeg"],
    };
    if !extension.is_some_and(|extension| right.contains(&extension.as_str())) {
        wrong(content_type, format!("a name that ends in .{}", right[0]));
    }
}
