//! The folder back again: reading what was written gives the same contents,
//! but for the phase, which the folder does not hold, and ballot numbers,
//! which follow the rows.

mod settings;
mod tables;

use std::path::Path;
use std::{fs, io};

use wire::Contents;

use crate::{areas, categories, innovations, media, settings as toml_file, vocabulary};

/// Why a folder can't be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("the folder {0} is not empty")]
    NotEmpty(String),
    #[error("{file} can't be written")]
    Io {
        file: String,
        #[source]
        source: io::Error,
    },
    /// A value of a list holds the sign that separates such values.
    #[error("a value of column \"{column}\" holds a |: {value}")]
    Separator { column: &'static str, value: String },
    /// A file name that would lead out of the folder.
    #[error("the media file name {0:?} is not allowed")]
    MediaName(String),
}

/// Writes into a new or empty folder.
pub fn write(dir: &Path, contents: &Contents) -> Result<(), WriteError> {
    if let Some(file) = contents
        .media
        .iter()
        .find(|file| !media::is_name(&file.name))
    {
        return Err(WriteError::MediaName(file.name.clone()));
    }
    let files = [
        (toml_file::FILE, settings::text(&contents.edition)),
        (categories::FILE, tables::categories(&contents.categories)?),
        (vocabulary::FILE, tables::vocabulary(&contents.vocabulary)?),
        (
            innovations::FILE,
            tables::innovations(&contents.innovations)?,
        ),
        (areas::GEOJSON, atlas::read::to_geojson(&contents.map)),
    ];
    make(dir)?;
    if dir
        .read_dir()
        .is_ok_and(|mut entries| entries.next().is_some())
    {
        return Err(WriteError::NotEmpty(dir.display().to_string()));
    }
    for (name, text) in files {
        put(dir, name, text.as_bytes())?;
    }
    if !contents.media.is_empty() {
        let folder = dir.join(media::FOLDER);
        make(&folder)?;
        for file in &contents.media {
            put(&folder, &file.name, &file.bytes)?;
        }
    }
    Ok(())
}

fn make(dir: &Path) -> Result<(), WriteError> {
    fs::create_dir_all(dir).map_err(|source| WriteError::Io {
        file: dir.display().to_string(),
        source,
    })
}

fn put(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    fs::write(dir.join(name), bytes).map_err(|source| WriteError::Io {
        file: name.to_owned(),
        source,
    })
}
