//! The clusters of one level: cells of a square grid, merged where their
//! centres come closer than a cell's side.

use super::{Cluster, FINEST, morton};

/// A point on the curve.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) key: u32,
    /// Index into the points that the index was made of.
    pub(super) point: u32,
    pub(super) at: [f64; 2],
}

/// One level. `2^depth` cells on a side.
pub(super) struct Level {
    pub(super) depth: u32,
    pub(super) clusters: Vec<Cluster>,
    /// Points, grouped by cluster.
    members: Vec<u32>,
    /// Where each cluster's members begin; one more at the end.
    starts: Vec<u32>,
}

/// A cell with points in it.
struct Cell {
    /// Grid coordinates.
    x: i32,
    y: i32,
    /// Where its spots begin.
    start: u32,
    count: u32,
    centre: [f64; 2],
    /// Index of its cluster; `NONE` before it has one.
    cluster: u32,
}

const NONE: u32 = u32::MAX;

impl Level {
    pub(super) fn new(spots: &[Spot], depth: u32, side: f64) -> Self {
        let mut cells = cells(spots, depth);
        let reach = side / f64::from(1u32 << depth);
        let clusters = merge(&mut cells, depth, reach, spots);
        let mut starts = Vec::with_capacity(clusters.len() + 1);
        let mut end = 0;
        for cluster in &clusters {
            starts.push(end);
            end += cluster.count;
        }
        starts.push(end);
        let mut next = starts.clone();
        let mut members = vec![0; spots.len()];
        for cell in &cells {
            let place = &mut next[cell.cluster as usize];
            for spot in &spots[cell.start as usize..][..cell.count as usize] {
                members[*place as usize] = spot.point;
                *place += 1;
            }
        }
        Self {
            depth,
            clusters,
            members,
            starts,
        }
    }

    /// The points of a cluster; none where it is of another selection.
    pub(super) fn members(&self, cluster: &Cluster) -> &[u32] {
        let slot = cluster.slot as usize;
        match self.clusters.get(slot) {
            Some(same) if same.id == cluster.id => {
                &self.members[self.starts[slot] as usize..self.starts[slot + 1] as usize]
            }
            _ => &[],
        }
    }
}

/// Cells in the order of the curve.
fn cells(spots: &[Spot], depth: u32) -> Vec<Cell> {
    // In two steps: at depth 0 the shift is as wide as the key.
    let cell_of = |spot: &Spot| u64::from(spot.key) >> (2 * (FINEST - depth));
    let mut cells = Vec::new();
    let mut start = 0;
    for run in spots.chunk_by(|a, b| cell_of(a) == cell_of(b)) {
        let (x, y) = morton::place(cell_of(&run[0]) as u32);
        let count = run.len() as f64;
        let sum = run
            .iter()
            .fold([0.0, 0.0], |[x, y], spot| [x + spot.at[0], y + spot.at[1]]);
        cells.push(Cell {
            x: i32::from(x),
            y: i32::from(y),
            start,
            count: run.len() as u32,
            centre: [sum[0] / count, sum[1] / count],
            cluster: NONE,
        });
        start += run.len() as u32;
    }
    cells
}

/// Gives each cell a cluster. The fullest cells come first and stay where
/// their centre is; a later one joins the nearest cluster within `reach`.
fn merge(cells: &mut [Cell], depth: u32, reach: f64, spots: &[Spot]) -> Vec<Cluster> {
    let table = Table::new(cells);
    let mut order: Vec<u64> = cells
        .iter()
        .enumerate()
        .map(|(i, cell)| u64::from(u32::MAX - cell.count) << 32 | i as u64)
        .collect();
    wire::sort(&mut order);
    let mut clusters: Vec<Cluster> = Vec::new();
    // A cluster's place is that of its first cell, which is the only cell to
    // look at: two cells apart is already out of reach.
    let mut seeds: Vec<bool> = vec![false; cells.len()];
    for packed in order {
        let i = (packed as u32) as usize;
        let cell = &cells[i];
        let mut nearest = reach * reach;
        let mut joined = NONE;
        for (dx, dy) in AROUND {
            let Some(j) = table.find(cells, cell.x + dx, cell.y + dy) else {
                continue;
            };
            if seeds[j] {
                let square = (cells[j].centre[0] - cell.centre[0]).powi(2)
                    + (cells[j].centre[1] - cell.centre[1]).powi(2);
                if square < nearest {
                    nearest = square;
                    joined = cells[j].cluster;
                }
            }
        }
        if joined == NONE {
            joined = clusters.len() as u32;
            seeds[i] = true;
            let first = spots[cell.start as usize].point;
            let at = cell.centre;
            clusters.push(Cluster {
                id: 0,
                at,
                count: 0,
                first,
                level: depth as u8,
                slot: joined,
            });
        }
        clusters[joined as usize].count += cell.count;
        cells[i].cluster = joined;
    }
    for cluster in &mut clusters {
        let first = u64::from(cluster.first);
        cluster.id = if cluster.count == 1 {
            first
        } else {
            u64::from(depth + 1) << 32 | first
        };
    }
    clusters
}

const AROUND: [(i32, i32); 8] = [
    (-1, -1),
    (0, -1),
    (1, -1),
    (-1, 0),
    (1, 0),
    (-1, 1),
    (0, 1),
    (1, 1),
];

/// Finds a cell by its grid coordinates: open addressing, at most half full.
struct Table {
    slots: Vec<u32>,
}

impl Table {
    fn new(cells: &[Cell]) -> Self {
        let mut table = Self {
            slots: vec![NONE; (cells.len() * 2).next_power_of_two()],
        };
        for (i, cell) in cells.iter().enumerate() {
            let mut slot = table.slot(cell.x, cell.y);
            while table.slots[slot] != NONE {
                slot = (slot + 1) & (table.slots.len() - 1);
            }
            table.slots[slot] = i as u32;
        }
        table
    }

    fn find(&self, cells: &[Cell], x: i32, y: i32) -> Option<usize> {
        let mut slot = self.slot(x, y);
        loop {
            let i = self.slots[slot];
            if i == NONE {
                return None;
            }
            let cell = &cells[i as usize];
            if cell.x == x && cell.y == y {
                return Some(i as usize);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn slot(&self, x: i32, y: i32) -> usize {
        let hash = (x as u32).wrapping_mul(0x9e37_79b1) ^ (y as u32).wrapping_mul(0x85eb_ca6b);
        (hash ^ hash >> 15) as usize & (self.slots.len() - 1)
    }
}
