//! Borders that several areas share are cut into arcs, so that each is
//! simplified once and stays shared (Bostock 2013, "Inferring topology").

use std::collections::HashMap;

use super::simplify::simplified;

/// A point on a fine grid: equal points are the same point.
pub(super) type Fine = [i64; 2];

/// The rings with their arcs simplified to `tolerance` (fine units). Rings
/// that fall together to fewer than three points come back with those.
pub(super) fn simplify(rings: &[Vec<Fine>], tolerance: f64) -> Vec<Vec<Fine>> {
    let junctions = junctions(rings);
    let mut known: HashMap<Vec<Fine>, Vec<Fine>> = HashMap::new();
    rings
        .iter()
        .map(|ring| {
            let mut result: Vec<Fine> = Vec::new();
            for arc in arcs(ring, &junctions) {
                let (arc, backwards) = canonical(arc);
                let thin = known
                    .entry(arc)
                    .or_insert_with_key(|arc| simplified(arc, tolerance));
                result.pop();
                if backwards {
                    result.extend(thin.iter().rev());
                } else {
                    result.extend(thin.iter());
                }
            }
            // The last arc ends where the first one began.
            result.pop();
            result.dedup();
            result
        })
        .collect()
}

/// Points where rings meet or part: not the same two neighbours in all rings.
fn junctions(rings: &[Vec<Fine>]) -> HashMap<Fine, bool> {
    let mut seen: HashMap<Fine, [Fine; 2]> = HashMap::new();
    let mut junctions = HashMap::new();
    for ring in rings {
        for (i, point) in ring.iter().enumerate() {
            let before = ring[(i + ring.len() - 1) % ring.len()];
            let after = ring[(i + 1) % ring.len()];
            let pair = if before < after {
                [before, after]
            } else {
                [after, before]
            };
            if *seen.entry(*point).or_insert(pair) != pair {
                junctions.insert(*point, true);
            }
        }
    }
    junctions
}

/// A ring as arcs from junction to junction, in order; without a junction, one
/// closed arc from its least point.
fn arcs(ring: &[Fine], junctions: &HashMap<Fine, bool>) -> Vec<Vec<Fine>> {
    let start = ring
        .iter()
        .position(|point| junctions.contains_key(point))
        .or_else(|| {
            ring.iter()
                .enumerate()
                .min_by_key(|(_, point)| **point)
                .map(|(i, _)| i)
        });
    let Some(start) = start else {
        return Vec::new();
    };
    let mut arcs = Vec::new();
    let mut arc = vec![ring[start]];
    for i in 1..=ring.len() {
        let point = ring[(start + i) % ring.len()];
        arc.push(point);
        if i == ring.len() || junctions.contains_key(&point) {
            arcs.push(core::mem::replace(&mut arc, vec![point]));
        }
    }
    arcs
}

/// The same arc whichever way it is walked, and whether it was turned round.
fn canonical(arc: Vec<Fine>) -> (Vec<Fine>, bool) {
    if arc.iter().rev().lt(arc.iter()) {
        (arc.into_iter().rev().collect(), true)
    } else {
        (arc, false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares whose common border zigzags by less than the tolerance.
    #[test]
    fn a_shared_border_stays_shared() {
        let border: Vec<Fine> = (0..=10).map(|i| [100 + i % 2, i * 10]).collect();
        let mut left = vec![[0, 100], [0, 0]];
        left.extend(border.iter());
        let mut right = vec![[200, 0], [200, 100]];
        right.extend(border.iter().rev());
        let thin = simplify(&[left, right], 5.0);
        assert_eq!(thin.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4]);
        let on_border = |ring: &[Fine]| {
            let mut points: Vec<Fine> = ring
                .iter()
                .filter(|point| (99..=101).contains(&point[0]))
                .copied()
                .collect();
            points.sort_unstable();
            points
        };
        assert_eq!(on_border(&thin[0]), on_border(&thin[1]));
    }

    #[test]
    fn an_island_and_the_hole_around_it_stay_alike() {
        let island: Vec<Fine> = vec![[10, 10], [20, 11], [30, 10], [30, 30], [10, 30]];
        let mut hole: Vec<Fine> = island.iter().rev().copied().collect();
        hole.rotate_left(2);
        let mut thin = simplify(&[island, hole], 3.0);
        for ring in &mut thin {
            ring.sort_unstable();
        }
        assert_eq!(thin[0], thin[1]);
        assert_eq!(thin[0].len(), 4);
    }

    #[test]
    fn a_ring_that_touches_itself_keeps_both_its_parts() {
        let eight = vec![[0, 0], [10, 10], [20, 20], [20, 0], [10, 10], [0, 20]];
        assert_eq!(simplify(&[eight], 2.0)[0].len(), 6);
    }
}
