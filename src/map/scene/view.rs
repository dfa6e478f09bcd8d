//! What the screen shows of the drawing, and what it should show.

use atlas::{
    Bounds,
    cluster::Cluster,
    math, unproject,
    viewport::{Limits, Viewport},
};

use super::{PIN, SPACING, Scene, size_of};

/// Pixels for a unit at the closest zoom: a cell of the grid of whole drawing
/// units (about 10 m) is then 1 cm wide.
pub(super) const CLOSEST: f64 = 6.0;
/// From this many times the scale of the whole region on, villages are drawn.
pub(super) const VILLAGES_FROM: f64 = 1.9;
/// Free room around what is shown whole, as a share of the shorter side.
pub(super) const PADDING: f64 = 0.055;

impl Scene {
    /// The stage has another size.
    pub fn resize(&mut self) -> bool {
        let size = size_of(&self.layers.stage);
        let same = size
            .iter()
            .zip(self.viewport.size)
            .all(|(a, b)| (a - b).abs() < 0.5);
        if same || size[0] < 1.0 || size[1] < 1.0 {
            return false;
        }
        // Before the first layout there was nothing to keep but a place from a link.
        let fresh = self.viewport.size[0] <= 1.0 && !self.is_placed;
        self.limits = Limits::new(&self.frame, size, CLOSEST);
        self.viewport = self.viewport.resized(size);
        let home = self.reach_home();
        if fresh {
            self.viewport = home;
        }
        true
    }

    /// The viewport that shows `bounds` in the part of the screen that is free.
    pub fn fitted(&self, bounds: Bounds) -> Viewport {
        self.fitted_beside(bounds, [0.0, 0.0], 0.0)
    }

    /// The same, and free of so much at the right and at the bottom, with at
    /// least `room` around: CSS pixels.
    fn fitted_beside(&self, bounds: Bounds, [right, bottom]: [f64; 2], room: f64) -> Viewport {
        let size = self.viewport.size;
        let free = [
            (size[0] - right).max(80.0),
            (size[1] - self.inset - bottom).max(80.0),
        ];
        let padding = (free[0].min(free[1]) * PADDING).max(room);
        let mut viewport = Viewport::fit(bounds, free, padding).resized(size);
        // Never too small: what the sheet leaves free may be a strip.
        viewport.scale = viewport.scale.min(self.limits.scales[1]);
        for axis in 0..2 {
            viewport.centre[axis] += (size[axis] - free[axis]) / 2.0 / viewport.scale;
        }
        viewport
    }

    /// The viewport that shows everything, also the far islands that somebody
    /// lives on: as large as it can be with no innovation below the controls. Land
    /// may lie there.
    pub fn home(&self) -> Viewport {
        const SHARES: [f64; 5] = [0.0, 0.5, -0.5, 1.0, -1.0];
        let mut whole = self.whole;
        for point in &self.points {
            whole.include(*point);
        }
        let room = PIN + 5.0;
        let covered: Vec<Bounds> = self.covered().iter().map(|it| it.grown(PIN)).collect();
        let largest = self.fitted_beside(whole, [0.0, 0.0], room);
        let [width, height] = self.viewport.size;
        for smaller in [1.0, 0.94, 0.88, 0.82, 0.76, 0.7] {
            let scale = largest.scale * smaller;
            let slack =
                |free: f64, length: f64| (free / 2.0 - room - length * scale / 2.0).max(0.0);
            let right = slack(width, whole.width());
            let down = slack(height - self.inset, whole.height());
            for [x, y] in SHARES.iter().flat_map(|y| SHARES.map(|x| [x, *y])) {
                let mut view = Viewport { scale, ..largest };
                view.centre[0] -= x * right / scale;
                // What the sheet covers is as many pixels at each scale.
                view.centre[1] += self.inset / 2.0 * (1.0 / scale - 1.0 / largest.scale);
                view.centre[1] -= y * down / scale;
                let mut places = self.points.iter().map(|point| view.to_screen(*point));
                if places.all(|at| !covered.iter().any(|it| it.contains(at))) {
                    return view;
                }
            }
        }
        self.fitted_beside(whole, self.edges(), room)
    }

    /// Where home is, which one can go to by hand too.
    pub(super) fn reach_home(&mut self) -> Viewport {
        let home = self.home();
        let least = &mut self.limits.scales[0];
        *least = least.min(home.scale);
        home
    }

    /// How much the controls take of the right and of the lower edge, pixels.
    fn edges(&self) -> [f64; 2] {
        let [width, height] = self.viewport.size;
        let mut beside = [0.0_f64; 2];
        for part in self.covered() {
            // Columns stand at the right, rows lie at the bottom.
            if part.height() > part.width() {
                beside[0] = beside[0].max(width - part.west);
            } else {
                beside[1] = beside[1].max(height - self.inset - part.north);
            }
        }
        beside
    }

    /// The viewport that has a place in the middle of what is free, at `scale` or closer.
    pub fn centred(&self, units: [f64; 2], scale: f64) -> Viewport {
        let scale = self.limits.scale(scale.max(self.viewport.scale));
        let centre = [units[0], units[1] + self.inset / 2.0 / scale];
        Viewport {
            centre,
            scale,
            size: self.viewport.size,
        }
    }

    /// Whether a place lies in the part of the screen that is free.
    pub fn is_seen(&self, units: [f64; 2]) -> bool {
        let [x, y] = self.viewport.to_screen(units);
        let [width, height] = self.viewport.size;
        (20.0..=width - 20.0).contains(&x) && (20.0..=height - self.inset - 10.0).contains(&y)
    }

    /// What a cluster should be zoomed to; nothing where its members are at one spot.
    pub fn opened(&mut self, cluster: &Cluster) -> Option<Viewport> {
        let bounds = self.index.bounds(cluster);
        let closest = self.viewport.scale >= self.limits.scales[1] * 0.99;
        let spread = bounds.width().max(bounds.height());
        if closest || spread * self.limits.scales[1] < SPACING {
            return None;
        }
        // Its members shall be there to be pressed: not at an edge, not below
        // the controls.
        let opened = self.fitted_beside(bounds, self.edges(), PIN * 2.0);
        // Where there is hardly any room, it is opened all the same.
        let is_closer = opened.scale > self.viewport.scale * 1.5;
        Some(if is_closer {
            opened
        } else {
            self.fitted(bounds)
        })
    }

    /// West, south, east, north in degrees of what is free.
    pub fn degrees(&self) -> [f64; 4] {
        let [width, height] = self.viewport.size;
        let corner = |pixels| unproject(&self.frame, self.viewport.to_units(pixels));
        let [west, north] = corner([0.0, 0.0]);
        let [east, south] = corner([width, height - self.inset]);
        [west, south, east, north]
    }

    /// Whether villages are drawn at this zoom.
    pub fn shows_villages(&self) -> bool {
        self.viewport.scale > self.fitted(self.whole).scale * VILLAGES_FROM
    }

    /// Metres for a pixel in the middle of the screen.
    pub fn metres_per_pixel(&self) -> f64 {
        /// The equator of the WGS 84 ellipsoid in metres.
        const EQUATOR: f64 = 40_075_016.686;
        let [_, latitude] = unproject(&self.frame, self.viewport.centre);
        EQUATOR * math::cos(latitude.to_radians()) / (self.frame.scale * self.viewport.scale)
    }
}
