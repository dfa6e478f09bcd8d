//! Which ring is a hole of which, and one order for all of them.

use crate::outline::{Ring, crosses};

/// Polygons, largest first: each an outer ring and its holes, the outer ring
/// counter-clockwise on the earth (RFC 7946), holes the other way. Doing it
/// again changes nothing.
pub(super) fn nested(rings: Vec<Ring>) -> Vec<Vec<Ring>> {
    let mut rings: Vec<Ring> = rings.into_iter().filter(|ring| ring.len() >= 3).collect();
    rings.sort_by_cached_key(|ring| {
        (
            core::cmp::Reverse(doubled_area(ring).abs()),
            ring.iter().min().copied(),
        )
    });
    let mut polygons: Vec<Vec<Ring>> = Vec::new();
    // For each ring so far, whether it is a hole and the polygon that it is of.
    let mut known: Vec<(bool, usize)> = Vec::new();
    for i in 0..rings.len() {
        // The smallest ring around this one: rings are sorted by size.
        let around = (0..i).rev().find(|&j| is_inside(&rings[i], &rings[j]));
        let place = if let Some((false, polygon)) = around.map(|j| known[j]) {
            (true, polygon)
        } else {
            polygons.push(Vec::new());
            (false, polygons.len() - 1)
        };
        known.push(place);
        // y grows to the south, so a positive area is clockwise on the earth.
        let mut ring = rings[i].clone();
        if (doubled_area(&ring) > 0) != place.0 {
            ring.reverse();
        }
        polygons[place.1].push(ring);
    }
    polygons
}

/// Twice the area (the shoelace formula); its sign tells the way round.
pub(super) fn doubled_area(ring: &[[i32; 2]]) -> i64 {
    let Some(mut last) = ring.last().map(|point| point.map(i64::from)) else {
        return 0;
    };
    let mut area = 0;
    for point in ring {
        let point = point.map(i64::from);
        area += last[0] * point[1] - point[0] * last[1];
        last = point;
    }
    area
}

/// Whether most of the middles of the inner ring's sides lie in the outer one:
/// rings that touch have some on its border.
fn is_inside(inner: &Ring, outer: &Ring) -> bool {
    let around = outer.iter().map(|point| point.map(f64::from));
    let next = inner.iter().cycle().skip(1);
    let inside = inner.iter().zip(next).filter(|(a, b)| {
        let middle = [0, 1].map(|i| f64::midpoint(f64::from(a[i]), f64::from(b[i])));
        // A little aside of the grid, so that no middle lies on a corner.
        crosses(around.clone(), [middle[0] + 0.013, middle[1] + 0.017])
    });
    2 * inside.count() > inner.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(from: i32, to: i32) -> Ring {
        vec![[from, from], [to, from], [to, to], [from, to]]
    }

    #[test]
    fn holes_follow_their_ring_and_islands_in_them_stand_alone() {
        let nested = nested(vec![
            square(40, 60),
            square(0, 100),
            square(10, 90),
            square(200, 220),
        ]);
        let sizes: Vec<Vec<i64>> = nested
            .iter()
            .map(|polygon| polygon.iter().map(|ring| doubled_area(ring) / 2).collect())
            .collect();
        assert_eq!(sizes, [vec![-10_000, 6_400], vec![-400], vec![-400]]);
    }

    #[test]
    fn doing_it_again_changes_nothing() {
        let once = nested(vec![square(10, 90), square(0, 100), square(90, 120)]);
        assert_eq!(nested(once.iter().flatten().cloned().collect()), once);
    }
}
