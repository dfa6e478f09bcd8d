//! How far a viewport may go.

use wire::Frame;

use crate::Bounds;

/// Bounds of the centre and of the scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Where the centre may be, in drawing units.
    pub world: Bounds,
    /// Pixels for a unit: least and most.
    pub scales: [f64; 2],
}

impl Limits {
    /// A whole frame on a screen of `size` pixels: from somewhat smaller than
    /// the screen to `closest` pixels for a unit.
    pub fn new(frame: &Frame, size: [f64; 2], closest: f64) -> Self {
        let (width, height) = (f64::from(frame.width), f64::from(frame.height));
        let whole = (size[0] / width.max(1.0)).min(size[1] / height.max(1.0));
        Self {
            world: Bounds {
                west: 0.0,
                north: 0.0,
                east: width,
                south: height,
            },
            scales: [whole * 0.7, closest.max(whole)],
        }
    }

    /// The nearest allowed scale.
    pub fn scale(&self, scale: f64) -> f64 {
        scale.max(self.scales[0]).min(self.scales[1])
    }

    /// The nearest allowed centre.
    pub fn centre(&self, centre: [f64; 2]) -> [f64; 2] {
        [
            centre[0].max(self.world.west).min(self.world.east),
            centre[1].max(self.world.north).min(self.world.south),
        ]
    }
}
