//! Whether inputs are the same as the last time something was made of them.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    path::{Path, PathBuf},
};

use crate::failure::Failure;

/// A file that remembers the fingerprint of the inputs of the last success.
pub(crate) struct Stamp {
    file: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// `inputs` are files or folders under `root`; all of them have to be there.
    /// `more` is anything else that the result depends on, such as a tool's version.
    pub(crate) fn of(
        file: PathBuf,
        root: &Path,
        inputs: &[impl AsRef<str>],
        more: &str,
    ) -> Result<Self, Failure> {
        let mut hasher = DefaultHasher::new();
        more.hash(&mut hasher);
        for input in inputs.iter().map(AsRef::as_ref) {
            input.hash(&mut hasher);
            let path = root.join(input);
            add(&path, &mut hasher).map_err(|error| Failure::io(&path, &error))?;
        }
        Ok(Self {
            file,
            fingerprint: format!("{:016x}", hasher.finish()),
        })
    }

    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|text| text == self.fingerprint)
    }

    /// Before something is made: what is left half done must not pass for what it was.
    pub(crate) fn clear(&self) -> Result<(), Failure> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::io(&self.file, &error))
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn set(&self) -> Result<(), Failure> {
        let folder = self.file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&self.file, &self.fingerprint))
            .map_err(|error| Failure::io(&self.file, &error))
    }
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        for entry in entries {
            entry.file_name().hash(hasher);
            add(&entry, hasher)?;
        }
    } else {
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::Stamp;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("peta-stamp-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("src")).expect("the temporary folder is writable");
        folder
    }

    #[test]
    fn is_current_until_an_input_changes() {
        let root = folder("change");
        let stamp =
            |more: &str| Stamp::of(root.join("stamp"), &root, &["src"], more).expect("readable");
        fs::write(root.join("src/a.rs"), "one").expect("writable");
        assert!(!stamp("1").is_current());
        stamp("1").set().expect("writable");
        assert!(stamp("1").is_current());
        assert!(!stamp("2").is_current(), "another tool");
        fs::write(root.join("src/a.rs"), "two").expect("writable");
        assert!(!stamp("1").is_current(), "another text");
        fs::write(root.join("src/a.rs"), "one").expect("writable");
        assert!(stamp("1").is_current(), "the first text again");
        fs::rename(root.join("src/a.rs"), root.join("src/b.rs")).expect("writable");
        assert!(!stamp("1").is_current(), "another name");
        stamp("1").set().expect("writable");
        stamp("1").clear().expect("writable");
        assert!(!stamp("1").is_current(), "begun, not done");
        stamp("1").clear().expect("nothing to remove is no fault");
        fs::remove_dir_all(root).expect("writable");
    }

    #[test]
    fn an_input_that_is_not_there_is_named() {
        let root = folder("absent");
        let stamp = Stamp::of(root.join("stamp"), &root, &["src", "build.rs"], "");
        let failure = stamp.err().expect("build.rs is not there").to_string();
        assert!(failure.contains("build.rs"), "{failure}");
        fs::remove_dir_all(root).expect("writable");
    }
}
