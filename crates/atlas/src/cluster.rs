//! Points that lie too close together to be told apart, drawn as one with
//! their number.
//!
//! Points are sorted once along a Morton (Z-order) curve, so that the points
//! of any square cell of any level stand next to each other. A level is then
//! one pass over the selected points; cells whose centres come too close are
//! merged. Every selected point is in exactly one cluster of a level, so the
//! numbers add up. Levels cover the whole drawing, so nothing changes while
//! the map is moved.

// Indexes are 32 bits (a map holds fewer points than 2^32), grid coordinates 16.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]

mod level;
mod morton;

use crate::Bounds;

use level::{Level, Spot};

/// How many levels are kept: enough to zoom in and out again without working
/// any out anew. With 100,000 points they take about 10 MB.
const KEPT: usize = 12;
/// Cells on a side of the finest level: `2^FINEST`.
const FINEST: u32 = 16;

/// One or more points at one place of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cluster {
    /// The same for the same thing: for keyed lists. A single point keeps its
    /// id over all levels.
    pub id: u64,
    /// Drawing units.
    pub at: [f64; 2],
    /// How many points; at least 1.
    pub count: u32,
    /// One of them, as an index into the points; the only one if `count` is 1.
    pub first: u32,
    level: u8,
    /// Where it is among the clusters of its level.
    slot: u32,
}

/// All points, sorted, with the selected ones and some levels of clusters.
pub struct ClusterIndex {
    /// All points along the curve.
    spots: Vec<Spot>,
    /// Those that are selected, along the curve.
    selected: Vec<Spot>,
    /// The longer side of the square around all points, drawing units.
    side: f64,
    /// Most recently used last.
    levels: Vec<Level>,
    /// From this level on, every point is a cluster of its own: finer ones are all alike.
    parted: u32,
}

impl ClusterIndex {
    /// Points in drawing units; all are selected.
    pub fn new(points: &[[f64; 2]]) -> Self {
        let bounds = Bounds::of(points.iter().copied());
        let side = if points.is_empty() {
            1.0
        } else {
            bounds.width().max(bounds.height()).max(1e-6)
        };
        let spots = morton::sorted(points, [bounds.west, bounds.north], side);
        Self {
            selected: spots.clone(),
            spots,
            side,
            levels: Vec::new(),
            parted: FINEST,
        }
    }

    /// Selects the points whose index `included` accepts.
    pub fn select(&mut self, included: impl Fn(u32) -> bool) {
        self.selected.clear();
        self.selected.extend(
            self.spots
                .iter()
                .filter(|spot| included(spot.point))
                .copied(),
        );
        self.levels.clear();
        self.parted = FINEST;
    }

    /// How many points are selected: the sum of the counts of each level.
    pub fn total(&self) -> usize {
        self.selected.len()
    }

    /// The clusters that lie in `view` (drawing units), no two of all clusters
    /// closer than `spacing` drawing units to each other.
    pub fn query(&mut self, view: Bounds, spacing: f64) -> Vec<Cluster> {
        let depth = self.depth(spacing);
        let clusters = &self.level(depth).clusters;
        clusters
            .iter()
            .filter(|cluster| view.contains(cluster.at))
            .copied()
            .collect()
    }

    /// The points of a cluster, as indexes; empty if the selection has changed
    /// so that there is no such cluster any more.
    pub fn members(&mut self, cluster: &Cluster) -> Vec<u32> {
        self.level(u32::from(cluster.level))
            .members(cluster)
            .to_vec()
    }

    /// The rectangle around the points of a cluster. No width and no height:
    /// all are at one spot, and no zoom will part them.
    pub fn bounds(&mut self, cluster: &Cluster) -> Bounds {
        let mut is_member = vec![false; self.spots.len()];
        for member in self.members(cluster) {
            is_member[member as usize] = true;
        }
        Bounds::of(
            self.selected
                .iter()
                .filter(|spot| is_member[spot.point as usize])
                .map(|spot| spot.at),
        )
    }

    /// The finest level whose cells are at least `spacing` wide.
    fn depth(&self, spacing: f64) -> u32 {
        let mut depth = 0;
        let mut cell = self.side / 2.0;
        while depth < FINEST && cell >= spacing {
            depth += 1;
            cell /= 2.0;
        }
        depth
    }

    /// Works out one more level than has been asked for, the nearest to the last
    /// one: for a moment in which nobody waits. False when there is none to add.
    pub fn prepare(&mut self) -> bool {
        let Some(last) = self.levels.last().map(|level| level.depth) else {
            return false;
        };
        let missing = (0..=self.parted)
            .filter(|depth| self.levels.iter().all(|level| level.depth != *depth))
            .min_by_key(|depth| depth.abs_diff(last));
        match missing {
            Some(depth) if self.levels.len() < KEPT => {
                let level = self.build(depth);
                self.levels.insert(0, level);
                true
            }
            _ => false,
        }
    }

    fn build(&mut self, depth: u32) -> Level {
        let level = Level::new(&self.selected, depth, self.side);
        if level.clusters.len() == self.selected.len() {
            self.parted = self.parted.min(depth);
        }
        level
    }

    fn level(&mut self, depth: u32) -> &Level {
        let depth = depth.min(self.parted);
        if let Some(place) = self.levels.iter().position(|level| level.depth == depth) {
            let level = self.levels.remove(place);
            self.levels.push(level);
        } else {
            if self.levels.len() == KEPT {
                self.levels.remove(0);
            }
            let level = self.build(depth);
            self.levels.push(level);
        }
        let last = self.levels.len() - 1;
        &self.levels[last]
    }
}

#[cfg(test)]
mod tests;
