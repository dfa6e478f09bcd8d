//! The files of a database are for their owner's eyes only: they hold the keys
//! that open sealed ballots, and the marks.

use std::{
    fs::{self, File, OpenOptions, Permissions},
    io,
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// For the owner alone, whatever the umask.
const MODE: u32 = 0o600;

/// Makes it, empty, or finds it there: `SQLite` gives what it puts beside a
/// database the mode of the database.
pub(super) fn make(database: &Path) -> io::Result<()> {
    private(OpenOptions::new().write(true), database).map(drop)
}

/// Opens or makes a file for its owner alone.
pub(crate) fn private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.create(true).mode(MODE).open(path)
}

/// Takes from everybody else what is there of a database.
pub(super) fn tighten(database: &Path) {
    for suffix in ["", "-wal", "-shm", ".lock"] {
        let path = beside(database, suffix);
        if let Ok(found) = fs::metadata(&path)
            && found.permissions().mode() & 0o077 != 0
        {
            // Another user's file: what may be done with it is not ours to say.
            let _ = fs::set_permissions(&path, Permissions::from_mode(MODE));
        }
    }
}

/// The path with something more at its end.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(suffix);
    path.into()
}

/// A file that goes unless it is kept.
pub(super) struct Draft<'a>(&'a Path);

impl<'a> Draft<'a> {
    /// Empty; what was left of one before goes.
    pub(super) fn new(path: &'a Path) -> io::Result<Self> {
        private(OpenOptions::new().write(true).truncate(true), path)?;
        Ok(Self(path))
    }

    /// Under its own name, and durable.
    pub(super) fn keep(self, path: &Path) -> io::Result<()> {
        File::open(self.0)?.sync_all()?;
        fs::rename(self.0, path)?;
        sync_folder(path)
    }
}

impl Drop for Draft<'_> {
    fn drop(&mut self) {
        // Moved, or there is nothing more to be done.
        let _ = fs::remove_file(self.0);
    }
}

/// What was renamed in it stays renamed.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
