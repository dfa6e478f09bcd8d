//! Borders to be asked whether a place lies in an area, and how far from it.

use std::collections::BTreeMap;

use super::area::Area;
use super::{Point, Polygon};
use crate::outline::crosses;

/// Kilometres in a degree of latitude.
const DEGREE: f64 = 111.195;

/// The borders of all areas as they were in the file, degrees.
#[derive(Clone, Debug)]
pub struct Outlines(BTreeMap<String, Vec<Polygon>>);

impl Outlines {
    pub(super) fn new(areas: Vec<Area>) -> Self {
        Self(
            areas
                .into_iter()
                .map(|area| (area.code, area.polygons))
                .collect(),
        )
    }

    /// Kilometres from a place (longitude, latitude) to the area: 0 inside,
    /// nothing where the area is not known. Flat-earth distance: good to a
    /// percent within a regency.
    pub fn distance_km(&self, code: &str, point: [f64; 2]) -> Option<f64> {
        let polygons = self.0.get(code)?;
        let rings = || polygons.iter().flatten();
        let inside = rings().fold(false, |inside, ring| {
            inside ^ crosses(ring.iter().copied(), point)
        });
        if inside {
            return Some(0.0);
        }
        let flat = |at: Point| {
            let across = DEGREE * point[1].to_radians().cos();
            [(at[0] - point[0]) * across, (at[1] - point[1]) * DEGREE]
        };
        let mut least = f64::INFINITY;
        for ring in rings() {
            let next = ring.iter().cycle().skip(1);
            for (a, b) in ring.iter().zip(next) {
                least = least.min(to_segment([0.0, 0.0], flat(*a), flat(*b)));
            }
        }
        Some(least)
    }
}

/// From a point to the nearest point of a line from `a` to `b`.
pub(super) fn to_segment(point: Point, a: Point, b: Point) -> f64 {
    let [px, py] = [point[0] - a[0], point[1] - a[1]];
    let [bx, by] = [b[0] - a[0], b[1] - a[1]];
    let length = bx * bx + by * by;
    let along = if length > 0.0 {
        ((px * bx + py * by) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (px - along * bx).hypot(py - along * by)
}
