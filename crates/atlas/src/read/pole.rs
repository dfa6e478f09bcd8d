//! The point of an area that is farthest from its border, where its name fits
//! best ("pole of inaccessibility"; Agafonkin 2016, polylabel).

use std::collections::BinaryHeap;

use crate::outline::{Ring, crosses};

/// A square that may hold a better point.
struct Cell {
    at: [f64; 2],
    half: f64,
    /// From the middle to the border; negative outside.
    distance: f64,
}

impl Cell {
    fn new(at: [f64; 2], half: f64, polygon: &[Ring]) -> Self {
        Self {
            at,
            half,
            distance: distance(at, polygon),
        }
    }

    /// No point of the cell is farther from the border.
    fn most(&self) -> f64 {
        self.distance + self.half * core::f64::consts::SQRT_2
    }
}

impl PartialEq for Cell {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cell {}

impl PartialOrd for Cell {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cell {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        self.most().total_cmp(&other.most())
    }
}

/// Whole drawing units, for a polygon of an outer ring and its holes.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a point within the polygon's own bounds"
)]
pub(super) fn of(polygon: &[Ring]) -> [i32; 2] {
    let Some(outer) = polygon.first() else {
        return [0, 0];
    };
    let bounds = crate::Bounds::of(outer.iter().map(|point| point.map(f64::from)));
    let longer = bounds.width().max(bounds.height());
    let side = bounds
        .width()
        .min(bounds.height())
        .max(longer / 32.0)
        .max(1.0);
    let precision = (longer / 200.0).max(0.5);
    let half = side / 2.0;
    let mut best = Cell::new(bounds.centre(), 0.0, polygon);
    let mut cells = BinaryHeap::new();
    let mut y = bounds.north;
    while y < bounds.south {
        let mut x = bounds.west;
        while x < bounds.east {
            cells.push(Cell::new([x + half, y + half], half, polygon));
            x += side;
        }
        y += side;
    }
    while let Some(cell) = cells.pop() {
        if cell.most() - best.distance <= precision {
            break;
        }
        let half = cell.half / 2.0;
        for [x, y] in [[-1.0, -1.0], [1.0, -1.0], [-1.0, 1.0], [1.0, 1.0]] {
            cells.push(Cell::new(
                [cell.at[0] + x * half, cell.at[1] + y * half],
                half,
                polygon,
            ));
        }
        if cell.distance > best.distance {
            best = cell;
        }
    }
    best.at.map(|at| at.round() as i32)
}

fn distance(at: [f64; 2], polygon: &[Ring]) -> f64 {
    let mut inside = false;
    let mut least = f64::INFINITY;
    for ring in polygon {
        let points = ring.iter().map(|point| point.map(f64::from));
        inside ^= crosses(points.clone(), at);
        let next = points.clone().cycle().skip(1);
        for (a, b) in points.zip(next) {
            least = least.min(super::outlines::to_segment(at, a, b));
        }
    }
    if inside { least } else { -least }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_crescent_is_written_on_it() {
        // A "U": its centre of gravity lies outside.
        let u = vec![
            [0, 0],
            [30, 0],
            [30, 70],
            [70, 70],
            [70, 0],
            [100, 0],
            [100, 100],
            [0, 100],
        ];
        let [x, y] = of(&[u]);
        assert!(!(30..=70).contains(&x) || y > 70, "{x} {y}");
    }

    #[test]
    fn a_hole_is_avoided() {
        let outer = vec![[0, 0], [100, 0], [100, 100], [0, 100]];
        let hole = vec![[20, 20], [80, 20], [80, 95], [20, 95]];
        let [x, y] = of(&[outer, hole]);
        assert!(!(20..80).contains(&x) || !(20..95).contains(&y), "{x} {y}");
    }
}
