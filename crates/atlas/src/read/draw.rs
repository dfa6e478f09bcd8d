//! From degrees to outlines in whole drawing units.

use wire::{AreaMap, AreaShape, Frame, Level};

use super::area::Area;
use super::topology::{self, Fine};
use super::{AreaFault, Point, Polygon, nest, pole};
use crate::outline::{self, Ring};
use crate::{Bounds, project, world};

/// Drawing units on the longer side.
const LONGER_SIDE: f64 = 8192.0;
/// Room around the government's own areas, as a part of the longer side.
const MARGIN: f64 = 0.03;
/// Neighbours are cut this many sides away from the frame.
const AROUND: f64 = 0.75;
/// Fine units in a drawing unit: points nearer than that are one point.
const FINE: f64 = 8.0;
/// How far a border may move, in drawing units. A phone's pixel is about 20
/// units when it shows everything, and 2 at the closest useful zoom.
const TOLERANCE: f64 = 4.0;
/// Parts smaller than this many square units (about a pixel at eightfold
/// zoom) are left out, but never the whole area.
const SMALLEST: i64 = 24;

/// A frame around the government's own areas.
pub(super) fn frame(areas: &[Area]) -> Frame {
    let own = areas.iter().filter(|area| area.level != Level::Neighbour);
    let points = own.flat_map(|area| area.polygons.iter().flatten().flatten());
    let bounds = Bounds::of(points.map(|point| world(*point)));
    let longer = bounds.width().max(bounds.height()).max(1e-7);
    let scale = LONGER_SIDE / (longer * (1.0 + 2.0 * MARGIN));
    let bounds = bounds.grown(longer * MARGIN);
    Frame {
        origin: [bounds.west, bounds.north],
        scale,
        width: whole(bounds.width() * scale).unsigned_abs().max(1),
        height: whole(bounds.height() * scale).unsigned_abs().max(1),
    }
}

/// Areas that are to be simplified.
pub(super) fn simplified(areas: &[Area], frame: Frame) -> AreaMap {
    let around = Bounds {
        west: 0.0,
        north: 0.0,
        east: f64::from(frame.width),
        south: f64::from(frame.height),
    }
    .grown(LONGER_SIDE * AROUND);
    let mut rings: Vec<Vec<Fine>> = Vec::new();
    let mut counts = Vec::new();
    for area in areas {
        let before = rings.len();
        for ring in area.polygons.iter().flatten() {
            let mut points: Vec<Point> = ring.iter().map(|point| project(&frame, *point)).collect();
            if area.level == Level::Neighbour {
                points = clipped(points, around);
            }
            let mut ring: Vec<Fine> = points.into_iter().map(fine).collect();
            ring.dedup();
            while ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            if !ring.is_empty() {
                rings.push(ring);
            }
        }
        counts.push(rings.len() - before);
    }
    let thin = topology::simplify(&rings, TOLERANCE * FINE);
    let mut start = 0;
    let mut shapes = Vec::new();
    for (area, count) in areas.iter().zip(counts) {
        let range = start..start + count;
        start += count;
        let drawn = thin[range.clone()]
            .iter()
            .map(|ring| coarse(ring))
            .collect();
        if let Some(rings) = visible(drawn).or_else(|| smallest(&rings[range])) {
            shapes.push(shape(area, rings));
        }
    }
    AreaMap {
        frame,
        areas: shapes,
    }
}

/// Areas that an export has drawn: nothing is left out or moved.
pub(super) fn as_it_is(areas: &[Area], frame: Frame) -> Result<AreaMap, Vec<AreaFault>> {
    let mut shapes = Vec::new();
    for area in areas {
        let on_grid = |polygon: &Polygon| -> Vec<Ring> {
            let ring = |ring: &Vec<Point>| {
                ring.iter()
                    .map(|point| project(&frame, *point).map(whole))
                    .collect()
            };
            polygon.iter().map(ring).collect()
        };
        let rings: Vec<Ring> = area.polygons.iter().flat_map(on_grid).collect();
        if rings
            .iter()
            .flatten()
            .flatten()
            .any(|at| at.abs() > 1_000_000)
        {
            let expected = format!("area {} inside the frame that the file names", area.code);
            return Err(vec![AreaFault::whole(None, expected)]);
        }
        shapes.push(shape(area, rings));
    }
    Ok(AreaMap {
        frame,
        areas: shapes,
    })
}

fn shape(area: &Area, rings: Vec<Ring>) -> AreaShape {
    outlined(
        &area.code,
        &area.name,
        area.level,
        area.parent.as_deref(),
        rings,
    )
}

/// A shape with all that follows from its rings.
pub(super) fn outlined(
    code: &str,
    name: &str,
    level: Level,
    parent: Option<&str>,
    rings: Vec<Ring>,
) -> AreaShape {
    let polygons = nest::nested(rings);
    let bounds = Bounds::of(
        polygons
            .iter()
            .flatten()
            .flatten()
            .map(|p| p.map(f64::from)),
    );
    let label = polygons.first().map_or([0, 0], |largest| pole::of(largest));
    let rings: Vec<Ring> = polygons.into_iter().flatten().collect();
    AreaShape {
        code: code.into(),
        name: name.to_owned(),
        level,
        parent: parent.map(Into::into),
        path: outline::path(&rings),
        bounds: [bounds.west, bounds.north, bounds.east, bounds.south].map(whole),
        label,
    }
}

/// Without what is too small to be seen; nothing if that is all of it.
fn visible(mut rings: Vec<Ring>) -> Option<Vec<Ring>> {
    let largest = rings
        .iter()
        .map(|ring| nest::doubled_area(ring).abs())
        .max()?;
    let least = (2 * SMALLEST).min(largest).max(2);
    rings.retain(|ring| ring.len() >= 3 && nest::doubled_area(ring).abs() >= least);
    (!rings.is_empty()).then_some(rings)
}

/// The sign of an area that would vanish otherwise: two units square.
fn smallest(rings: &[Vec<Fine>]) -> Option<Vec<Ring>> {
    let [x, y] = coarse(rings.first()?).first().copied()?;
    Some(vec![vec![
        [x - 1, y - 1],
        [x + 1, y - 1],
        [x + 1, y + 1],
        [x - 1, y + 1],
    ]])
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "casts saturate; degrees were checked"
)]
fn fine(point: Point) -> Fine {
    point.map(|at| (at * FINE).round() as i64)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "casts saturate; units are checked or cut"
)]
fn whole(at: f64) -> i32 {
    at.round() as i32
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the fine grid has fewer than 2^52 places"
)]
fn coarse(ring: &[Fine]) -> Ring {
    let mut ring: Ring = ring
        .iter()
        .map(|point| point.map(|at| whole(at as f64 / FINE)))
        .collect();
    ring.dedup();
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    ring
}

/// The part of a ring inside a rectangle (Sutherland and Hodgman 1974).
fn clipped(ring: Vec<Point>, around: Bounds) -> Vec<Point> {
    // Each side: the axis, the limit, and whether larger values are inside.
    let sides = [
        (0, around.west, true),
        (0, around.east, false),
        (1, around.north, true),
        (1, around.south, false),
    ];
    sides.into_iter().fold(ring, |ring, (axis, limit, above)| {
        let inside = |point: &Point| {
            if above {
                point[axis] >= limit
            } else {
                point[axis] <= limit
            }
        };
        let mut kept = Vec::with_capacity(ring.len());
        let Some(mut last) = ring.last().copied() else {
            return kept;
        };
        for point in ring {
            if inside(&point) != inside(&last) {
                let t = (limit - last[axis]) / (point[axis] - last[axis]);
                let mut cut = [0, 1].map(|i| last[i] + (point[i] - last[i]) * t);
                cut[axis] = limit;
                kept.push(cut);
            }
            if inside(&point) {
                kept.push(point);
            }
            last = point;
        }
        kept
    })
}
