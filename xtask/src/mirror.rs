//! A folder that is made to hold certain files, and stays untouched where it does.
//!
//! Cargo tells by their times whether files have changed: writing the same bytes
//! once more would compile everything again that embeds them.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// Writes the file unless it holds just that. Says whether it was written.
pub(crate) fn write(file: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    if fs::read(file).is_ok_and(|known| known == bytes) {
        return Ok(false);
    }
    let folder = file.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, bytes))
        .map_err(|error| Failure::io(file, &error))?;
    Ok(true)
}

/// Makes `to` hold the files of these folders and nothing else: writes what differs,
/// removes what is too much. Returns how many files that were.
pub(crate) fn folder(from: &[&Path], to: &Path) -> Result<usize, Failure> {
    let mut wanted = BTreeMap::new();
    for folder in from {
        wanted.extend(files(folder)?);
    }
    let mut changed = 0;
    // What is too much goes first: a file may stand where a folder has to be.
    if to.is_dir() {
        for (name, file) in files(to)? {
            if !wanted.contains_key(&name) {
                fs::remove_file(&file).map_err(|error| Failure::io(&file, &error))?;
                changed += 1;
            }
        }
        prune(to).map_err(|error| Failure::io(to, &error))?;
    }
    for (name, file) in wanted {
        let bytes = fs::read(&file).map_err(|error| Failure::io(&file, &error))?;
        changed += usize::from(write(&to.join(name), &bytes)?);
    }
    Ok(changed)
}

/// All files under a folder, by their path in it.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, PathBuf>, Failure> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next).map_err(|error| Failure::io(&next, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| Failure::io(&next, &error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                found.insert(name.to_owned(), path);
            }
        }
    }
    Ok(found)
}

/// Removes the folders in it that hold no file.
fn prune(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            prune(&path)?;
            if fs::read_dir(&path)?.next().is_none() {
                fs::remove_dir(&path)?;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs::FileTimes, time::SystemTime};

    use super::*;

    fn room(name: &str) -> PathBuf {
        let room = std::env::temp_dir().join(format!("peta-mirror-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&room);
        for part in ["app/img", "page"] {
            fs::create_dir_all(room.join(part)).expect("the temporary folder is writable");
        }
        for (file, text) in [
            ("app/a.js", "a"),
            ("app/img/b.svg", "b"),
            ("page/c.html", "c"),
        ] {
            fs::write(room.join(file), text).expect("writable");
        }
        room
    }

    fn mirrored(room: &Path) -> usize {
        let from = [room.join("app"), room.join("page")];
        folder(&from.each_ref().map(PathBuf::as_path), &room.join("dist")).expect("mirrored")
    }

    fn names(room: &Path) -> Vec<String> {
        let found = files(&room.join("dist")).expect("readable");
        found.keys().map(|it| it.display().to_string()).collect()
    }

    /// Times of all files and folders in it, after they were set to long ago.
    fn times(folder: &Path) -> Vec<(PathBuf, SystemTime)> {
        let mut all: Vec<_> = files(folder).expect("readable").into_values().collect();
        all.extend([folder.to_owned(), folder.join("img")]);
        let time = |path: &PathBuf| path.metadata().and_then(|it| it.modified());
        all.into_iter()
            .map(|path| {
                let at = time(&path).expect("a time");
                (path, at)
            })
            .collect()
    }

    #[test]
    fn what_is_the_same_keeps_its_time_and_that_of_its_folder() {
        let room = room("same");
        assert_eq!(mirrored(&room), 3);
        let dist = room.join("dist");
        for (path, _) in times(&dist) {
            let old = FileTimes::new().set_modified(SystemTime::UNIX_EPOCH);
            let file = fs::File::open(path).expect("readable");
            file.set_times(old).expect("ours");
        }
        let before = times(&dist);
        // Made anew with the same bytes, as a build does.
        fs::write(room.join("app/a.js"), "a").expect("writable");
        assert_eq!(mirrored(&room), 0);
        assert_eq!(times(&dist), before);
        fs::remove_dir_all(room).expect("writable");
    }

    #[test]
    fn what_differs_is_written_and_what_is_too_much_goes() {
        let room = room("differs");
        mirrored(&room);
        fs::write(room.join("app/a.js"), "another").expect("writable");
        fs::remove_dir_all(room.join("app/img")).expect("writable");
        // A folder where a file was, and a file where a folder was.
        fs::remove_file(room.join("page/c.html")).expect("writable");
        fs::create_dir_all(room.join("page/c.html")).expect("writable");
        fs::write(room.join("page/c.html/d"), "d").expect("writable");
        fs::write(room.join("page/img"), "e").expect("writable");
        assert_eq!(mirrored(&room), 5);
        assert_eq!(names(&room), ["a.js", "c.html/d", "img"]);
        let text = fs::read_to_string(room.join("dist/a.js")).expect("readable");
        assert_eq!(text, "another");
        assert_eq!(mirrored(&room), 0);
        fs::remove_dir_all(room).expect("writable");
    }

    #[test]
    fn a_source_that_is_missing_is_named() {
        let room = room("missing");
        let missing = room.join("absent");
        let failure = folder(&[&missing], &room.join("dist")).expect_err("nothing is there");
        assert!(failure.to_string().contains("absent"), "{failure}");
        fs::remove_dir_all(room).expect("writable");
    }
}
