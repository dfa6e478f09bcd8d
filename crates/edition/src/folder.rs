//! The folder as a whole: every file is read, whatever is wrong with others.

use std::path::Path;

use wire::Contents;

use crate::fault::{Expected, Fault, Faults, Place};
use crate::innovations::{self, Known};
use crate::text::guess;
use crate::{Folder, Limits, Origin, areas, categories, file, likely, media, settings, vocabulary};

/// Reads and checks a folder. Nothing of it is believed if anything is wrong.
pub fn read(dir: &Path, limits: &Limits) -> Result<Contents, Faults> {
    open(dir, limits).map(|folder| folder.contents)
}

/// The same, and where in it things stand.
pub fn open(dir: &Path, limits: &Limits) -> Result<Folder, Faults> {
    let mut faults = Faults::default();
    let mut origin = Origin::default();
    if !dir.is_dir() {
        let name = dir.display().to_string();
        faults.add(Fault::new(name, Place::File, None, "a folder"));
        return Err(faults);
    }
    check_names(dir, &mut faults);
    let edition = settings::read(dir, limits, &mut faults);
    let categories = categories::read(dir, limits, &mut origin, &mut faults);
    let vocabulary = vocabulary::read(dir, limits, &mut faults);
    let region = edition.as_ref().map(|edition| &edition.region);
    let areas = areas::read(dir, region, limits, &mut faults);
    let media = media::read(dir, limits, &mut faults);
    let known = Known {
        edition: edition.as_ref(),
        categories: categories.as_deref(),
        vocabulary: vocabulary.as_ref(),
        areas: areas.as_ref(),
        areas_file: areas::name(dir),
        media: &media,
    };
    let innovations = innovations::read(dir, limits, &known, &mut origin, &mut faults);
    match (edition, categories, vocabulary, areas, innovations) {
        (Some(edition), Some(categories), Some(vocabulary), Some(areas), Some(innovations))
            if faults.is_empty() =>
        {
            let map = areas.map;
            let contents = Contents {
                edition,
                categories,
                vocabulary,
                map,
                innovations,
                media,
            };
            Ok(Folder { contents, origin })
        }
        _ => Err(faults.in_order()),
    }
}

/// What may be missing. A misspelt name of these would be left out in silence; of
/// files that must be there, whoever reads them says that they are not. Where the
/// right one is there, another one is somebody's copy.
fn check_names(dir: &Path, faults: &mut Faults) {
    let optional = [vocabulary::FILE, media::FOLDER];
    let missing = || optional.into_iter().filter(|name| !file::exists(dir, name));
    for name in likely::names(dir) {
        let hint = guess(&name, missing());
        if !hint.is_empty() && !optional.contains(&name.as_str()) {
            let expected = Expected::new("no file of this name").but(hint);
            faults.add(Fault::new(name, Place::File, None, expected));
        }
    }
}
