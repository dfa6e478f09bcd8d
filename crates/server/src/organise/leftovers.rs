//! What an edition still has of the sample that it was copied from.

use wire::Edition;

/// Values of the sample edition (`data/belitung-timur/edition.toml`): what is right
/// there and nowhere else.
const SLUG: &str = "belitung-timur-2026";
const REGION: &str = "19.06";
const CONTACT: &str = "bappelitbangda@contoh.go.id";
const VENUE: &str = "Gedung Auditorium Zahari MZ, Manggar";
const AGENCY: &str = "Bappelitbangda Kabupaten Belitung Timur";
const NAME: &str = "Pekan Inovasi dan Kewirausahaan 2026";
const THEME: &str = "Berkarya dari kampung, tumbuh bersama laut";

/// A sentence for each thing.
pub(super) fn leftovers(edition: &Edition) -> Vec<String> {
    let mut found = Vec::new();
    if edition.example {
        found.push(
            "example = true: every page says that all of this is invented. Take the line out \
             of edition.toml for a real event"
                .to_owned(),
        );
    }
    if edition.release.ballots == 1 || edition.release.seconds == 0 {
        found.push(
            "release_ballots = 1 or release_seconds = 0: each ballot enters the counts at \
             once, so who looks at a screen can tell what the last voter picked. Take the \
             line out of edition.toml"
                .to_owned(),
        );
    }
    let is_elsewhere = edition.region.code != REGION;
    let same: Vec<String> = [
        ("slug", edition.slug.as_str(), SLUG, true),
        ("contact", &edition.contact, CONTACT, true),
        ("name", edition.name.get("id"), NAME, is_elsewhere),
        ("theme", edition.theme.get("id"), THEME, is_elsewhere),
        ("venue", &edition.venue, VENUE, is_elsewhere),
        ("agency", &edition.agency, AGENCY, is_elsewhere),
    ]
    .into_iter()
    .filter(|(_, found, sample, is_telling)| *is_telling && found == sample)
    .map(|(key, found, ..)| format!("{key} = \"{found}\""))
    .collect();
    if !same.is_empty() {
        found.push(format!(
            "still as in the sample edition: {}",
            same.join(", ")
        ));
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_sample_is_known_by_all_of_them() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/belitung-timur");
        let read = edition::read(Path::new(folder), &edition::Limits::default());
        let mut edition = read.expect("the sample has no faults").edition;
        let found = leftovers(&edition);
        assert_eq!(found.len(), 3, "{found:?}");
        edition.region.code = "32.01".into();
        let found = leftovers(&edition).pop().unwrap_or_default();
        for key in ["slug", "contact", "name", "theme", "venue", "agency"] {
            assert!(found.contains(&format!("{key} = ")), "{key}: {found}");
        }
        edition.example = false;
        edition.release = wire::Release::default();
        assert_eq!(leftovers(&edition).len(), 1);
    }
}
