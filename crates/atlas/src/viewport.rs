//! What part of the drawing the screen shows, and how gestures change it.

mod glide;
mod limits;

use wire::Frame;

use crate::{Bounds, math};

pub use glide::{Glide, Sample};
pub use limits::Limits;

/// A window onto the drawing. Values are changed by making new ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// Drawing units in the middle of the screen.
    pub centre: [f64; 2],
    /// Pixels for one drawing unit.
    pub scale: f64,
    /// Width and height in pixels.
    pub size: [f64; 2],
}

impl Viewport {
    /// Shows `bounds` as large as they fit, `padding` pixels free on each side.
    pub fn fit(bounds: Bounds, size: [f64; 2], padding: f64) -> Self {
        let room = |pixels: f64| (pixels - 2.0 * padding).max(pixels / 4.0).max(1.0);
        let across = room(size[0]) / bounds.width().max(1e-9);
        let down = room(size[1]) / bounds.height().max(1e-9);
        Self {
            centre: bounds.centre(),
            scale: across.min(down),
            size,
        }
    }

    /// Drawing units to pixels from the upper left corner.
    pub fn to_screen(&self, units: [f64; 2]) -> [f64; 2] {
        [
            (units[0] - self.centre[0]) * self.scale + self.size[0] / 2.0,
            (units[1] - self.centre[1]) * self.scale + self.size[1] / 2.0,
        ]
    }

    /// Pixels from the upper left corner to drawing units.
    pub fn to_units(&self, pixels: [f64; 2]) -> [f64; 2] {
        [
            (pixels[0] - self.size[0] / 2.0) / self.scale + self.centre[0],
            (pixels[1] - self.size[1] / 2.0) / self.scale + self.centre[1],
        ]
    }

    /// What is seen, in drawing units.
    pub fn bounds(&self) -> Bounds {
        let [west, north] = self.to_units([0.0, 0.0]);
        let [east, south] = self.to_units(self.size);
        Bounds {
            west,
            north,
            east,
            south,
        }
    }

    /// The drawing moves with the finger: `by` pixels to the right and down.
    #[must_use]
    pub fn panned(mut self, by: [f64; 2]) -> Self {
        self.centre[0] -= by[0] / self.scale;
        self.centre[1] -= by[1] / self.scale;
        self
    }

    /// `factor` times as large; what lies under the pixel `about` stays there.
    #[must_use]
    pub fn zoomed(mut self, about: [f64; 2], factor: f64, limits: &Limits) -> Self {
        let fixed = self.to_units(about);
        self.scale = limits.scale(self.scale * factor);
        self.holding(fixed, about)
    }

    /// Two fingers move from `from` to `to`: what lay between them stays
    /// between them, and grows as they part. No turning.
    #[must_use]
    pub fn pinched(mut self, from: [[f64; 2]; 2], to: [[f64; 2]; 2], limits: &Limits) -> Self {
        let fixed = self.to_units(middle(from));
        let apart = distance(from).max(1.0);
        self.scale = limits.scale(self.scale * distance(to).max(1.0) / apart);
        self.holding(fixed, middle(to))
    }

    /// The same place and zoom on a screen of another size.
    #[must_use]
    pub fn resized(mut self, size: [f64; 2]) -> Self {
        self.size = size;
        self
    }

    /// The nearest viewport that keeps to the limits.
    #[must_use]
    pub fn clamped(mut self, limits: &Limits) -> Self {
        self.scale = limits.scale(self.scale);
        self.centre = limits.centre(self.centre);
        self
    }

    /// A step of a flight: `self` at `t` = 0, `to` at 1. Zooms evenly for the
    /// eye, and moves so that the destination approaches without a detour.
    #[must_use]
    pub fn towards(self, to: Self, t: f64) -> Self {
        let t = t.clamp(0.0, 1.0);
        let ratio = to.scale / self.scale;
        let scale = self.scale * math::pow(ratio, t);
        // Where zooms differ, the way goes by the change of 1/scale, which
        // keeps one point of the screen in place.
        let way = if (ratio - 1.0).abs() < 1e-6 {
            t
        } else {
            (1.0 / self.scale - 1.0 / scale) / (1.0 / self.scale - 1.0 / to.scale)
        };
        let mix = |a: f64, b: f64| a + (b - a) * way;
        Self {
            centre: [
                mix(self.centre[0], to.centre[0]),
                mix(self.centre[1], to.centre[1]),
            ],
            scale,
            size: to.size,
        }
    }

    /// The zoom of the XYZ tile scheme (256-pixel tiles), for URLs and tiles.
    pub fn web_zoom(&self, frame: &Frame) -> f64 {
        math::log2(self.scale * frame.scale / 256.0)
    }

    /// The scale (pixels for a unit) of a zoom of the XYZ tile scheme.
    pub fn scale_of_web_zoom(frame: &Frame, zoom: f64) -> f64 {
        256.0 * math::pow(2.0, zoom) / frame.scale
    }

    fn holding(mut self, fixed: [f64; 2], at: [f64; 2]) -> Self {
        let [x, y] = self.to_units(at);
        self.centre[0] += fixed[0] - x;
        self.centre[1] += fixed[1] - y;
        self
    }
}

fn middle([a, b]: [[f64; 2]; 2]) -> [f64; 2] {
    [f64::midpoint(a[0], b[0]), f64::midpoint(a[1], b[1])]
}

fn distance([a, b]: [[f64; 2]; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests;
