//! areas.geojson or areas.topojson.

use std::path::Path;

use atlas::read::{Areas, Government};
use wire::Region;

use crate::fault::{Fault, Faults, Place};
use crate::{Limits, file};

pub(crate) const GEOJSON: &str = "areas.geojson";
pub(crate) const TOPOJSON: &str = "areas.topojson";

/// Nothing if there is anything wrong with the file.
pub(crate) fn read(
    dir: &Path,
    region: Option<&Region>,
    limits: &Limits,
    faults: &mut Faults,
) -> Option<Areas> {
    let name = match (file::exists(dir, GEOJSON), file::exists(dir, TOPOJSON)) {
        (true, true) => {
            let expected = format!("{GEOJSON} or {TOPOJSON}, not both");
            faults.add(Fault::new(TOPOJSON, Place::File, None, expected));
            return None;
        }
        (false, false) => {
            faults.add(Fault::new(
                GEOJSON,
                Place::File,
                None,
                format!("this file or {TOPOJSON}"),
            ));
            return None;
        }
        (true, false) => GEOJSON,
        (false, true) => TOPOJSON,
    };
    let bytes = file::bytes(dir, name, limits.areas, faults)?;
    let region = region?;
    if region.code.is_empty() {
        return None;
    }
    let government = Government {
        code: &region.code,
        name: &region.name,
    };
    match atlas::read::read(&bytes, government) {
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
