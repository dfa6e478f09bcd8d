//! Writing the kit: all files or none, and codes for their owner's eyes only.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// Who may read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Secrecy {
    Public,
    /// Whoever reads it can vote with what it has.
    Codes,
}

pub(super) struct File {
    pub(super) name: String,
    pub(super) secrecy: Secrecy,
    pub(super) pages: usize,
    pub(super) bytes: Vec<u8>,
}

/// What was written under another name, and goes if something fails.
#[derive(Default)]
struct Drafts(Vec<PathBuf>);

impl Drop for Drafts {
    fn drop(&mut self) {
        for draft in &self.0 {
            // It was moved to its own name, or there is nothing more to be done.
            let _ = fs::remove_file(draft);
        }
    }
}

pub(super) fn write(folder: &Path, files: &[File]) -> Result<(), String> {
    let has_codes = files.iter().any(|it| it.secrecy == Secrecy::Codes);
    prepare(folder, has_codes)?;
    let taken = files
        .iter()
        .filter(|it| it.secrecy == Secrecy::Codes)
        .map(|it| folder.join(&it.name))
        .find(|path| path.symlink_metadata().is_ok());
    if let Some(path) = taken {
        return Err(exists(&path));
    }
    let mut drafts = Drafts::default();
    for file in files {
        let draft = folder.join(format!(".{}.part", file.name));
        // Left by a command that was killed.
        let _ = fs::remove_file(&draft);
        drafts.0.push(draft.clone());
        put(&draft, file).map_err(|error| format!("can't write {}: {error}", draft.display()))?;
    }
    let mut placed: Vec<PathBuf> = Vec::new();
    for (file, draft) in files.iter().zip(&drafts.0) {
        let path = folder.join(&file.name);
        if let Err(error) = place(draft, &path, file.secrecy) {
            // Slips of this run that are in place: the next run makes the same.
            for path in placed {
                let _ = fs::remove_file(path);
            }
            return Err(error);
        }
        if file.secrecy == Secrecy::Codes {
            placed.push(path);
        }
    }
    Ok(())
}

fn prepare(folder: &Path, has_codes: bool) -> Result<(), String> {
    let at = folder.display();
    let mode = if has_codes { 0o700 } else { 0o755 };
    DirBuilder::new()
        .recursive(true)
        .mode(mode)
        .create(folder)
        .map_err(|error| format!("can't make {at}: {error}"))?;
    if !has_codes {
        return Ok(());
    }
    let found = fs::metadata(folder).map_err(|error| format!("can't read {at}: {error}"))?;
    if found.permissions().mode() & 0o077 != 0 {
        return Err(format!(
            "others can read {at}, and slips are as good as votes: chmod 700 {at}, or name another folder"
        ));
    }
    Ok(())
}

fn put(path: &Path, file: &File) -> io::Result<()> {
    let mode = match file.secrecy {
        Secrecy::Public => 0o644,
        Secrecy::Codes => 0o600,
    };
    let mut out = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?;
    out.write_all(&file.bytes)?;
    out.sync_all()
}

/// Codes never over a file that is there, also if it came up just now; what is
/// public in place of its older version.
fn place(draft: &Path, path: &Path, secrecy: Secrecy) -> Result<(), String> {
    let done = match secrecy {
        Secrecy::Public => fs::rename(draft, path),
        Secrecy::Codes => fs::hard_link(draft, path),
    };
    done.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(path),
        _ => format!("can't write {}: {error}", path.display()),
    })
}

fn exists(path: &Path) -> String {
    let path = path.display();
    format!("{path} is there already: slips are not printed over; move it away first")
}
