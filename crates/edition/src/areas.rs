//! areas.geojson or areas.topojson.

use std::path::Path;

use atlas::read::{Areas, Government};
use wire::Region;

use crate::fault::{Fault, Faults, Place};
use crate::tidy::tidy;
use crate::{Limits, file, likely};

pub(crate) const GEOJSON: &str = "areas.geojson";
pub(crate) const TOPOJSON: &str = "areas.topojson";

/// The name of the file that is there.
pub(crate) fn name(dir: &Path) -> &'static str {
    if !file::exists(dir, GEOJSON) && file::exists(dir, TOPOJSON) {
        TOPOJSON
    } else {
        GEOJSON
    }
}

/// Nothing if there is anything wrong with the file.
pub(crate) fn read(
    dir: &Path,
    region: Option<&Region>,
    limits: &Limits,
    faults: &mut Faults,
) -> Option<Areas> {
    if file::exists(dir, GEOJSON) && file::exists(dir, TOPOJSON) {
        let expected = format!("{GEOJSON} or {TOPOJSON}, not both");
        faults.add(Fault::new(TOPOJSON, Place::File, None, expected));
        return None;
    }
    let name = name(dir);
    if !file::exists(dir, name) {
        likely::say(dir, name, &format!("this file or {TOPOJSON}"), faults);
        return None;
    }
    let bytes = file::bytes(dir, name, limits.areas, faults)?;
    if let Some(kind) = likely::kind(&bytes) {
        let expected = format!("GeoJSON or TopoJSON; {}", likely::ADVICE_BORDERS);
        faults.add(Fault::new(name, Place::File, Some(kind), expected));
        return None;
    }
    let region = region?;
    if region.code.is_empty() {
        return None;
    }
    let government = Government {
        code: &region.code,
        name: &region.name,
    };
    let name_of = |text: &str| tidy(text).map_err(|untidy| untidy.to_string());
    match atlas::read::read(&bytes, government, &name_of) {
        Ok(areas) => Some(areas),
        Err(wrong) => {
            for fault in wrong {
                let place = match (&fault.layer, fault.feature, fault.property) {
                    (None, None, None) => Place::File,
                    _ => Place::Feature {
                        layer: fault.layer,
                        feature: fault.feature,
                        property: fault.property.map(str::to_owned),
                    },
                };
                faults.add(Fault::new(
                    name,
                    place,
                    fault.found.as_deref(),
                    fault.expected,
                ));
            }
            None
        }
    }
}
