//! The folder as a whole: every file is read, whatever is wrong with others.

use std::path::Path;

use wire::Contents;

use crate::fault::{Fault, Faults, Place};
use crate::innovations::{self, Known};
use crate::text::suggestion;
use crate::{Limits, areas, categories, media, settings, vocabulary};

/// Reads and checks a folder. Nothing of it is believed if anything is wrong.
pub fn read(dir: &Path, limits: &Limits) -> Result<Contents, Faults> {
    let mut faults = Faults::default();
    if !dir.is_dir() {
        let name = dir.display().to_string();
        faults.add(Fault::new(name, Place::File, None, "a folder"));
        return Err(faults);
    }
    check_names(dir, &mut faults);
    let edition = settings::read(dir, limits, &mut faults);
    let categories = categories::read(dir, limits, &mut faults);
    let vocabulary = vocabulary::read(dir, limits, &mut faults);
    let region = edition.as_ref().map(|edition| &edition.region);
    let areas = areas::read(dir, region, limits, &mut faults);
    let media = media::read(dir, limits, &mut faults);
    let known = Known {
        edition: edition.as_ref(),
        categories: categories.as_deref(),
        vocabulary: vocabulary.as_ref(),
        areas: areas.as_ref(),
        media: &media,
    };
    let innovations = innovations::read(dir, limits, &known, &mut faults);
    match (edition, categories, vocabulary, areas, innovations) {
        (Some(edition), Some(categories), Some(vocabulary), Some(areas), Some(innovations))
            if faults.is_empty() =>
        {
            let map = areas.map;
            Ok(Contents {
                edition,
                categories,
                vocabulary,
                map,
                innovations,
                media,
            })
        }
        _ => Err(faults),
    }
}

const NAMES: [&str; 7] = [
    settings::FILE,
    categories::FILE,
    innovations::FILE,
    vocabulary::FILE,
    areas::GEOJSON,
    areas::TOPOJSON,
    media::FOLDER,
];

/// A misspelt file would be left out in silence.
fn check_names(dir: &Path, faults: &mut Faults) {
    let Ok(entries) = dir.read_dir() else { return };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !NAMES.contains(&name.as_str()))
        .collect();
    names.sort();
    for name in names {
        let hint = suggestion(&name, NAMES.into_iter());
        if !hint.is_empty() {
            faults.add(Fault::new(
                name,
                Place::File,
                None,
                format!("no file of this name{hint}"),
            ));
        }
    }
}
