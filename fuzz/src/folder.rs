//! An edition folder, as one text: `=== NAME` on a line, then the file.

use std::{env, fs, io, path::Path, process};

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
    for name in FILES {
        match file(bytes, name) {
            Some(contents) => fs::write(dir.join(name), contents)?,
            None => remove(&dir.join(name))?,
        }
    }
    Ok(())
}

/// The lines below the first heading of that name, up to the next heading.
fn file<'a>(bytes: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let heading = [HEADING, name.as_bytes(), b"\n"].concat();
    let starts = |at: &usize| *at == 0 || bytes[at - 1] == b'\n';
    let places = |of: &'a [u8], what: Vec<u8>| {
        of.windows(what.len())
            .enumerate()
            .filter_map(move |(at, it)| (it == what).then_some(at))
    };
    let start = places(bytes, heading.clone()).find(starts)? + heading.len();
    let rest = &bytes[start..];
    let end = places(rest, [b"\n", HEADING].concat())
        .next()
        .map_or(rest.len(), |it| it + 1);
    Some(&rest[..end])
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
