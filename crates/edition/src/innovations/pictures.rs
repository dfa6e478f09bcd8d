//! The pictures of an innovation, each with its alternative text.

use wire::{MediaFile, Picture};

use crate::cells::Cells;
use crate::fault::Expected;
use crate::media::is_name;
use crate::text::guess;

/// The card's picture, and all of them.
pub(super) fn read(cells: &mut Cells, media: &[MediaFile]) -> (Option<Picture>, Vec<Picture>) {
    let files = cells.list("pictures", 100);
    let alts = cells.list("picture_alts", 300);
    for file in &files {
        if !is_name(file) {
            let expected = "the name of a file in media/, without folders";
            cells.wrong_part("pictures", file, expected);
        } else if !media.iter().any(|known| known.name == *file) {
            let hint = guess(file, media.iter().map(|known| known.name.as_str()));
            let expected = Expected::new("a file in media/").but(hint);
            cells.wrong_part("pictures", file, expected);
        }
    }
    if files.len() != alts.len() {
        let expected = format!("an alternative text for each of {} pictures", files.len());
        cells.wrong("picture_alts", expected);
    }
    let pictures: Vec<Picture> = files
        .into_iter()
        .zip(alts)
        .map(|(file, alt)| Picture { file, alt })
        .collect();
    (pictures.first().cloned(), pictures)
}
