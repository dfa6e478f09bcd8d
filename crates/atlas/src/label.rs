//! Which names are written where they don't cover each other.

use crate::Bounds;

/// A text that wants a place on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// The middle of the text, pixels.
    pub at: [f64; 2],
    /// Width and height, pixels.
    pub size: [f64; 2],
    /// Higher ones get their place first; equal ones in the order given.
    pub priority: u32,
}

impl Label {
    /// What the text covers.
    pub fn bounds(&self) -> Bounds {
        let [w, h] = [self.size[0] / 2.0, self.size[1] / 2.0];
        Bounds {
            west: self.at[0] - w,
            north: self.at[1] - h,
            east: self.at[0] + w,
            south: self.at[1] + h,
        }
    }
}

/// The labels that can be written: indexes into `labels`, ascending. None
/// covers another or something of `taken`, none is cut by the edge of `screen`
/// (all in pixels).
pub fn place(labels: &[Label], taken: &[Bounds], screen: Bounds) -> Vec<usize> {
    // Whole numbers sort in less WASM than anything else.
    let mut order: Vec<u64> = (0u32..)
        .zip(labels)
        .map(|(i, label)| u64::from(u32::MAX - label.priority) << 32 | u64::from(i))
        .collect();
    wire::sort(&mut order);
    let mut placed: Vec<Bounds> = Vec::new();
    let mut is_placed = vec![false; labels.len()];
    for packed in order {
        let i = lower(packed);
        let bounds = labels[i].bounds();
        let whole = screen.contains([bounds.west, bounds.north])
            && screen.contains([bounds.east, bounds.south]);
        let free = || {
            !taken.iter().any(|other| other.overlaps(&bounds))
                && !placed.iter().any(|other| other.overlaps(&bounds))
        };
        if whole && free() {
            placed.push(bounds);
            is_placed[i] = true;
        }
    }
    (0..labels.len()).filter(|i| is_placed[*i]).collect()
}

/// The index below the priority.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the upper half is meant to go"
)]
fn lower(packed: u64) -> usize {
    packed as u32 as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::*;

    const SCREEN: Bounds = Bounds {
        west: 0.0,
        north: 0.0,
        east: 360.0,
        south: 640.0,
    };

    fn label(x: f64, y: f64, priority: u32) -> Label {
        Label {
            at: [x, y],
            size: [80.0, 20.0],
            priority,
        }
    }

    #[test]
    fn the_more_important_one_stays() {
        let labels = [
            label(100.0, 100.0, 1),
            label(120.0, 105.0, 2),
            label(100.0, 300.0, 0),
        ];
        assert_eq!(place(&labels, &[], SCREEN), [1, 2]);
    }

    #[test]
    fn of_equals_the_first_one_stays() {
        let labels = [label(100.0, 100.0, 1), label(120.0, 105.0, 1)];
        assert_eq!(place(&labels, &[], SCREEN), [0]);
    }

    #[test]
    fn nothing_is_cut_by_the_edge_or_written_over_a_pin() {
        let pin = Bounds {
            west: 190.0,
            north: 90.0,
            east: 210.0,
            south: 110.0,
        };
        let labels = [
            label(20.0, 100.0, 9),
            label(200.0, 100.0, 9),
            label(200.0, 130.0, 0),
        ];
        assert_eq!(place(&labels, &[pin], SCREEN), [2]);
    }

    proptest! {
        #[test]
        fn placed_labels_never_overlap_and_left_out_ones_had_a_reason(
            spots in proptest::collection::vec((0.0..360.0f64, 0.0..640.0f64, 0u32..4), 0..60),
        ) {
            let labels: Vec<Label> = spots.iter().map(|&(x, y, p)| label(x, y, p)).collect();
            let placed = place(&labels, &[], SCREEN);
            for (i, label) in labels.iter().enumerate() {
                let hits = placed.iter().filter(|&&j| {
                    j != i && labels[j].bounds().overlaps(&label.bounds())
                }).count();
                let cut = label.bounds().west < 0.0 || label.bounds().east > 360.0
                    || label.bounds().north < 0.0 || label.bounds().south > 640.0;
                prop_assert!(placed.contains(&i) == (hits == 0 && !cut));
            }
        }
    }
}
