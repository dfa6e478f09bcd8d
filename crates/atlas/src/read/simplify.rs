//! Fewer points for the same line (Ramer 1972, Douglas and Peucker 1973).

use super::topology::Fine;

/// The arc without the points that lie closer than `tolerance` to what
/// remains. Its ends stay; a closed arc keeps at least its farthest point too.
pub(super) fn simplified(arc: &[Fine], tolerance: f64) -> Vec<Fine> {
    let Some(last) = arc.len().checked_sub(1) else {
        return Vec::new();
    };
    let mut keep = vec![false; arc.len()];
    keep[0] = true;
    keep[last] = true;
    let mut open = vec![(0, last)];
    if arc[0] == arc[last] && last > 2 {
        // A closed arc has no baseline: it gets one from its farthest point.
        let far = farthest(arc, 0, last).map_or(last, |(i, _)| i);
        keep[far] = true;
        open = vec![(0, far), (far, last)];
    }
    while let Some((from, to)) = open.pop() {
        if let Some((i, distance)) = farthest(arc, from, to)
            && distance > tolerance
        {
            keep[i] = true;
            open.push((from, i));
            open.push((i, to));
        }
    }
    arc.iter()
        .zip(keep)
        .filter(|(_, keep)| *keep)
        .map(|(point, _)| *point)
        .collect()
}

/// The point between two others that lies farthest from the line between them.
fn farthest(arc: &[Fine], from: usize, to: usize) -> Option<(usize, f64)> {
    let mut best: Option<(usize, f64)> = None;
    for (i, point) in arc.iter().enumerate().take(to).skip(from + 1) {
        let distance = distance(*point, arc[from], arc[to]);
        if best.is_none_or(|(_, most)| distance > most) {
            best = Some((i, distance));
        }
    }
    best
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the fine grid has fewer than 2^52 places"
)]
fn distance(point: Fine, a: Fine, b: Fine) -> f64 {
    let [px, py] = [(point[0] - a[0]) as f64, (point[1] - a[1]) as f64];
    let [bx, by] = [(b[0] - a[0]) as f64, (b[1] - a[1]) as f64];
    let length = bx * bx + by * by;
    let along = if length > 0.0 {
        ((px * bx + py * by) / length).clamp(0.0, 1.0)
    } else {
        0.0
    };
    (px - along * bx).hypot(py - along * by)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn what_lies_on_the_line_goes() {
        assert_eq!(
            simplified(&[[0, 0], [5, 1], [10, 0], [10, 10]], 2.0),
            [[0, 0], [10, 0], [10, 10]]
        );
    }

    proptest! {
        #[test]
        fn no_point_is_farther_from_the_result_than_the_tolerance(
            arc in proptest::collection::vec([-500..500i64, -500..500i64], 2..80),
        ) {
            let thin = simplified(&arc, 20.0);
            prop_assert_eq!(thin.first(), arc.first());
            prop_assert_eq!(thin.last(), arc.last());
            for point in &arc {
                let near = thin.windows(2).any(|pair| distance(*point, pair[0], pair[1]) <= 20.0);
                prop_assert!(near);
            }
        }
    }
}
