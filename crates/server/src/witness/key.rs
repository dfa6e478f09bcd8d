//! The witness's own key: made once, and readable by its owner only.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
};

use ledger::log::Cosigner;
use wire::Hex;

use super::WitnessError;

/// That of the folder, or a new one with that name.
pub(super) fn load(folder: &Path, name: Option<&str>) -> Result<Cosigner, WitnessError> {
    let path = folder.join("key");
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return make(&path, name.ok_or(WitnessError::Nameless)?);
        }
        Err(error) => return Err(error.into()),
    };
    let (kept, seed) = text
        .trim_end()
        .split_once('\n')
        .ok_or(WitnessError::KeyFile)?;
    if name.is_some_and(|it| it != kept) {
        return Err(WitnessError::OtherName(kept.to_owned()));
    }
    let Hex(seed) = seed.parse().map_err(|_| WitnessError::KeyFile)?;
    Ok(Cosigner::from_seed(kept, seed)?)
}

fn make(path: &Path, name: &str) -> Result<Cosigner, WitnessError> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    // A name that is none is no reason to keep a key.
    let cosigner = Cosigner::from_seed(name, seed)?;
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    write!(file, "{name}\n{}\n", Hex(seed))?;
    file.sync_all()?;
    Ok(cosigner)
}
