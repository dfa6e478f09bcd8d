//! Where an innovation is: a point inside its area, or just the area.

use wire::{AreaShape, Level, Precision};

use super::Lookup;
use super::areas::{OwnAreas, Unknown};
use crate::cells::Cells;
use crate::fault::Expected;

/// How far outside its simplified borders a place may lie, kilometres.
const GRACE: f64 = 0.5;
/// The same where the borders are only approximate.
const APPROXIMATE: f64 = 5.0;

pub(super) struct Place {
    pub(super) area: String,
    pub(super) point: [f64; 2],
    pub(super) precision: Precision,
}

pub(super) fn read(cells: &mut Cells, lookup: &Lookup) -> Place {
    let faulty = || Place {
        area: String::new(),
        point: [0.0, 0.0],
        precision: Precision::Point,
    };
    let point = point(cells);
    let (Some(areas), Some(known)) = (&lookup.areas, lookup.known.areas) else {
        return faulty();
    };
    let Some(shape) = area(cells, areas, "area", cells.get("area")) else {
        return faulty();
    };
    let area = shape.code.as_str().to_owned();
    match point {
        Err(Noted) => faulty(),
        Ok(Some(point)) => {
            let approximate = lookup
                .known
                .edition
                .is_some_and(|it| it.approximate_borders);
            let grace = if approximate { APPROXIMATE } else { GRACE };
            let distance = known.outlines.distance_km(&area, point).unwrap_or(0.0);
            if distance > grace {
                let found = format!("{} {}", point[0], point[1]);
                let expected = Expected::new(format!("a place in {area} {}", shape.name))
                    .but(format!("this one is {distance:.1} km outside"));
                cells.wrong_part("longitude", &found, expected);
            }
            Place {
                area,
                point,
                precision: Precision::Point,
            }
        }
        Ok(None) => {
            let precision = match shape.level {
                Level::Village => Precision::Village,
                Level::District => Precision::District,
                Level::Region | Level::Neighbour => Precision::Region,
            };
            let point = atlas::unproject(&known.map.frame, shape.label.map(f64::from));
            Place {
                area,
                point,
                precision,
            }
        }
    }
}

/// The area that a part of a cell names; nothing where a fault has been noted.
pub(super) fn area<'a>(
    cells: &mut Cells,
    areas: &OwnAreas<'a>,
    column: &'static str,
    text: &str,
) -> Option<&'a AreaShape> {
    match areas.find(text, cells.row.number, column) {
        Ok(area) => Some(area),
        Err(Unknown::Missing) => None,
        Err(Unknown::Wrong(expected)) => {
            cells.wrong_part(column, text, expected);
            None
        }
    }
}

/// A fault is noted already.
struct Noted;

fn point(cells: &mut Cells) -> Result<Option<[f64; 2]>, Noted> {
    let has = |cells: &Cells, column| !cells.get(column).is_empty();
    match (has(cells, "longitude"), has(cells, "latitude")) {
        (false, false) => Ok(None),
        (true, false) => {
            cells.wrong("latitude", "a value, as there is a longitude");
            Err(Noted)
        }
        (false, true) => {
            cells.wrong("longitude", "a value, as there is a latitude");
            Err(Noted)
        }
        (true, true) => {
            let longitude = cells.degrees("longitude", 180.0);
            let latitude = cells.degrees("latitude", 90.0);
            match (longitude, latitude) {
                (Some(longitude), Some(latitude)) => Ok(Some([longitude, latitude])),
                _ => Err(Noted),
            }
        }
    }
}
