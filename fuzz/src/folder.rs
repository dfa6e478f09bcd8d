//! An edition folder, as one text: `=== NAME` on a line, then the file.

use std::{collections::BTreeMap, env, fs, io, path::Path, process};

use edition::{Limits, read, write};

const HEADING: &[u8] = b"=== ";
/// No other file is written: a name could lead anywhere.
const FILES: [&str; 7] = [
    "edition.toml",
    "categories.csv",
    "innovations.csv",
    "vocabulary.csv",
    "areas.geojson",
    "areas.topojson",
    "media/boat.png",
];

/// A folder is read and comes back the same, or each fault in it is one line.
///
/// # Panics
/// At a finding, and where the machine has no room for a folder.
pub fn folder(bytes: &[u8]) -> bool {
    let room = env::temp_dir().join(format!("peta-fuzz-{}", process::id()));
    let (dir, copy) = (room.join("edition"), room.join("copy"));
    lay_out(&dir, bytes).expect("the machine has room for a folder");
    match read(&dir, &Limits::default()) {
        Ok(contents) => {
            remove(&copy).expect("the copy is ours");
            if write(&copy, &contents).is_ok() {
                let again = read(&copy, &Limits::default());
                assert_eq!(again.as_ref(), Ok(&contents));
            }
            true
        }
        Err(faults) => {
            assert!(!faults.is_empty());
            for fault in &faults {
                assert!(!fault.to_string().contains('\n'), "{fault:?}");
            }
            false
        }
    }
}

fn lay_out(dir: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(dir.join("media"))?;
    let files = files(bytes);
    for name in FILES {
        match files.get(name) {
            Some(contents) => fs::write(dir.join(name), contents)?,
            None => remove(&dir.join(name))?,
        }
    }
    Ok(())
}

/// The lines below each heading that names a file.
fn files(bytes: &[u8]) -> BTreeMap<&'static str, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut current = None;
    for line in bytes.split_inclusive(|it| *it == b'\n') {
        let named = line
            .strip_prefix(HEADING)
            .and_then(|it| it.strip_suffix(b"\n"));
        if let Some(name) =
            named.and_then(|it| FILES.into_iter().find(|name| name.as_bytes() == it))
        {
            current = Some(files.entry(name).or_insert_with(Vec::new));
        } else if let Some(file) = &mut current {
            file.extend(line);
        }
    }
    files
}

fn remove(path: &Path) -> io::Result<()> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    removed.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Ok(()),
        _ => Err(error),
    })
}
