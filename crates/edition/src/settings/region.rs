//! `[region]`: whose event it is, and in which zone its hours are told.

use wire::{Localized, Offset, Region};

use crate::keys::Keys;
use crate::zone::{self, Span, Zone};

/// Stands in for a region whose lack has been noted.
pub(super) fn no_region() -> Region {
    Region {
        code: String::new(),
        name: String::new(),
        timezone: String::new(),
        offsets: Vec::new(),
        district_word: Localized::default(),
        village_word: Localized::default(),
    }
}

pub(super) fn region(keys: Keys, span: Span) -> Region {
    let code = atlas::read::normalise(&keys.required("code", 32));
    let timezone = keys.required("timezone", 64);
    let label = keys.optional("timezone_label", 10);
    let offsets = if let Some(zone) = Zone::parse(&timezone) {
        elsewhere(&keys, zone, &code);
        offsets(&keys, zone, label.as_deref(), span)
    } else {
        if !timezone.is_empty() {
            let expected = zone::expected(&timezone, &code);
            keys.wrong("timezone", Some(&timezone), expected);
        }
        Vec::new()
    };
    let region = Region {
        code,
        name: keys.required("name", 100),
        timezone,
        offsets,
        district_word: keys.localized("district_word", true),
        village_word: keys.localized("village_word", true),
    };
    keys.finish();
    region
}

/// Notes a zone of Indonesia that is not that of the region's province: who copies
/// a folder from another island tells everybody the wrong hours.
fn elsewhere(keys: &Keys, zone: Zone, code: &str) {
    let (Some(label), Some(home)) = (zone.indonesian(), zone::of_province(code)) else {
        return;
    };
    if label != home.label {
        let expected = format!("{} ({}), the zone of region {code}", home.name, home.label);
        keys.wrong("timezone", Some(zone.name()), expected);
    }
}

/// Times as the zone itself names them, or as the folder does, where the zone's
/// people have no name that all agree on.
fn offsets(keys: &Keys, zone: Zone, label: Option<&str>, span: Span) -> Vec<Offset> {
    let mut offsets = zone.offsets(span);
    let Some(label) = label else { return offsets };
    if offsets.iter().any(|it| it.label == label) && zone.indonesian().is_none_or(|it| it == label)
    {
        return offsets;
    }
    if zone.indonesian().is_some() || zone::is_taken(label) {
        let mut names: Vec<String> = offsets
            .iter()
            .map(|it| format!("\"{}\"", it.label))
            .collect();
        names.dedup();
        names.truncate(2);
        let expected = format!(
            "{}, as in {}, or no such key",
            names.join(" and "),
            zone.name()
        );
        keys.wrong("timezone_label", Some(label), expected);
        return offsets;
    }
    for offset in &mut offsets {
        label.clone_into(&mut offset.label);
    }
    offsets
}
