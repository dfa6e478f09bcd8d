//! The log's last heads, which stand outside of the database and go with its copy.

use std::{
    error::Error,
    ffi::OsStr,
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use ledger::log::{Checkpoint, Note};
use store::HeadFile;
use wire::EditionSlug;

/// The last head of an edition's log.
pub(super) struct Kept {
    pub(super) edition: EditionSlug,
    pub(super) text: String,
}

/// Those beside the database, and the one that was named. The database is not asked: it
/// may have an older layout, which a backup leaves as it is.
pub(super) fn read(database: &Path, named: Option<&Path>) -> Result<Vec<Kept>, Box<dyn Error>> {
    let mut kept = Vec::new();
    if let Some(path) = named {
        let text = fs::read_to_string(path)
            .map_err(|error| format!("can't read {}: {error}", path.display()))?;
        let edition = edition(&text).map_err(|error| format!("{}: {error}", path.display()))?;
        kept.push(Kept { edition, text });
    }
    let folder = database.parent().filter(|it| !it.as_os_str().is_empty());
    let prefix = database.file_name().and_then(OsStr::to_str);
    let prefix = prefix.ok_or("the database has a name that is no text")?;
    for entry in fs::read_dir(folder.unwrap_or(Path::new(".")))? {
        let path = entry?.path();
        let name = path.file_name().and_then(OsStr::to_str);
        let slug = name
            .and_then(|it| {
                it.strip_prefix(prefix)?
                    .strip_prefix('.')?
                    .strip_suffix(".head")
            })
            .filter(|it| !kept.iter().any(|kept| kept.edition.as_str() == *it));
        let Some(slug) = slug else { continue };
        let text = fs::read_to_string(&path)
            .map_err(|error| format!("can't read {}: {error}", path.display()))?;
        kept.push(Kept {
            edition: slug.into(),
            text,
        });
    }
    Ok(kept)
}

/// Whose log it is: the origin of a log is `host/EDITION`, or with `/log-2` behind it.
fn edition(text: &str) -> Result<EditionSlug, Box<dyn Error>> {
    let checkpoint: Checkpoint = Note::parse(text.as_bytes())?.text().parse()?;
    let slug = checkpoint.origin().split('/').nth(1);
    Ok(slug.ok_or("not the head of an edition's log")?.into())
}

/// Head files of a copy; those of a copy that is not kept go again.
#[derive(Default)]
pub(super) struct Written(Vec<PathBuf>);

impl Written {
    pub(super) fn put(copy: &Path, kept: &[Kept]) -> Result<Self, Box<dyn Error>> {
        let mut written = Self::default();
        let address = format!("sqlite:{}", copy.display());
        for Kept { edition, text } in kept {
            // Where a server with the copy looks for it.
            let path = HeadFile::beside(&address, edition)?.path().to_owned();
            written.0.push(path.clone());
            put(&path, text).map_err(|error| format!("can't write {}: {error}", path.display()))?;
        }
        Ok(written)
    }

    pub(super) fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        for path in &self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

fn put(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
