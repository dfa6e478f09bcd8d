//! The government's own outline, where the file holds only its districts.

use std::collections::{BTreeMap, BTreeSet};

use wire::{AreaMap, Level};

use super::area::Area;
use super::{AreaFault, Government, draw};
use crate::outline::{self, Ring};

/// Adds the region to the borders that can be asked.
pub(super) fn add_region(areas: &mut Vec<Area>, government: Government) {
    let Some(level) = missing(|level| areas.iter().any(|area| area.level == level)) else {
        return;
    };
    let parts = areas.iter().filter(|area| area.level == level);
    let polygons = parts.flat_map(|area| area.polygons.clone()).collect();
    areas.push(Area {
        code: government.code.to_owned(),
        name: government.name.to_owned(),
        level: Level::Region,
        parent: None,
        polygons,
    });
}

/// Adds the region to what is drawn: borders between its parts fall away. A fault
/// where none is left.
pub(super) fn with_region(
    mut map: AreaMap,
    government: Government,
) -> Result<AreaMap, Vec<AreaFault>> {
    let Some(level) = missing(|level| map.areas.iter().any(|area| area.level == level)) else {
        return Ok(map);
    };
    let parts = map.areas.iter().filter(|area| area.level == level);
    let rings = parts
        .filter_map(|area| outline::rings(&area.path))
        .flatten();
    let outer = united(rings);
    let region = draw::outlined(government.code, government.name, Level::Region, None, outer);
    if region.path.is_empty() {
        let expected = "areas beside each other; these cover each other, and nothing is left of \
                        the border around them";
        return Err(vec![AreaFault::whole(None, expected)]);
    }
    map.areas.insert(0, region);
    Ok(map)
}

/// The level that a missing region is made of; nothing if it is there.
fn missing(has: impl Fn(Level) -> bool) -> Option<Level> {
    if has(Level::Region) {
        return None;
    }
    [Level::District, Level::Village]
        .into_iter()
        .find(|&level| has(level))
}

/// What remains of the rings when sides that occur twice cancel out. With the
/// even-odd rule that is the union of areas that don't overlap.
fn united(rings: impl Iterator<Item = Ring>) -> Vec<Ring> {
    let mut sides: BTreeSet<([i32; 2], [i32; 2])> = BTreeSet::new();
    for ring in rings {
        let next = ring.iter().cycle().skip(1);
        for (a, b) in ring.iter().zip(next) {
            let side = if a < b { (*a, *b) } else { (*b, *a) };
            if !sides.remove(&side) {
                sides.insert(side);
            }
        }
    }
    let mut ways: BTreeMap<[i32; 2], Vec<[i32; 2]>> = BTreeMap::new();
    for (a, b) in &sides {
        ways.entry(*a).or_default().push(*b);
        ways.entry(*b).or_default().push(*a);
    }
    // Every point has an even number of sides, so each walk comes home.
    let mut united = Vec::new();
    while let Some(&(start, _)) = sides.first() {
        let mut ring = vec![start];
        let mut at = start;
        while let Some(next) = ways.get_mut(&at).and_then(Vec::pop) {
            let side = if at < next { (at, next) } else { (next, at) };
            if !sides.remove(&side) {
                continue;
            }
            if next == start {
                break;
            }
            ring.push(next);
            at = next;
        }
        united.push(ring);
    }
    united
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_squares_with_a_common_side_become_one() {
        let left = vec![[0, 0], [10, 0], [10, 10], [0, 10]];
        let right = vec![[10, 0], [20, 0], [20, 10], [10, 10]];
        let mut united = united([left, right].into_iter());
        united[0].sort_unstable();
        assert_eq!(
            united,
            [[[0, 0], [0, 10], [10, 0], [10, 10], [20, 0], [20, 10]]]
        );
    }

    #[test]
    fn squares_that_meet_at_a_corner_keep_all_their_sides() {
        let one = vec![[0, 0], [10, 0], [10, 10], [0, 10]];
        let other = vec![[10, 10], [20, 10], [20, 20], [10, 20]];
        let sides: usize = united([one, other].into_iter()).iter().map(Vec::len).sum();
        assert_eq!(sides, 8);
    }
}
