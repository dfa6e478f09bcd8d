//! A rectangle along the axes, y to the south.

/// A rectangle in drawing units or pixels; its edges belong to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    pub west: f64,
    pub north: f64,
    pub east: f64,
    pub south: f64,
}

impl Bounds {
    /// Holds nothing; grows with the first point.
    pub const EMPTY: Self = Self {
        west: f64::INFINITY,
        north: f64::INFINITY,
        east: f64::NEG_INFINITY,
        south: f64::NEG_INFINITY,
    };

    /// The smallest rectangle around `points`.
    pub fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let mut bounds = Self::EMPTY;
        for point in points {
            bounds.include(point);
        }
        bounds
    }

    /// Grows to hold `point`.
    pub fn include(&mut self, [x, y]: [f64; 2]) {
        self.west = self.west.min(x);
        self.north = self.north.min(y);
        self.east = self.east.max(x);
        self.south = self.south.max(y);
    }

    /// West to east.
    pub fn width(&self) -> f64 {
        self.east - self.west
    }

    /// North to south.
    pub fn height(&self) -> f64 {
        self.south - self.north
    }

    pub fn centre(&self) -> [f64; 2] {
        [
            f64::midpoint(self.west, self.east),
            f64::midpoint(self.north, self.south),
        ]
    }

    /// The same centre, `by` more on each side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self {
            west: self.west - by,
            north: self.north - by,
            east: self.east + by,
            south: self.south + by,
        }
    }

    pub fn contains(&self, [x, y]: [f64; 2]) -> bool {
        x >= self.west && x <= self.east && y >= self.north && y <= self.south
    }

    /// Whether the insides overlap; touching edges do not.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.west < other.east
            && other.west < self.east
            && self.north < other.south
            && other.north < self.south
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_around_points() {
        let bounds = Bounds::of([[3.0, 1.0], [-1.0, 4.0]]);
        assert_eq!(
            bounds,
            Bounds {
                west: -1.0,
                north: 1.0,
                east: 3.0,
                south: 4.0
            }
        );
        assert!(bounds.contains([3.0, 4.0]));
        assert!(!bounds.contains([3.1, 4.0]));
        assert!(!Bounds::EMPTY.contains([0.0, 0.0]));
    }

    #[test]
    fn neighbours_that_touch_do_not_overlap() {
        let one = Bounds {
            west: 0.0,
            north: 0.0,
            east: 2.0,
            south: 2.0,
        };
        let next = Bounds {
            west: 2.0,
            north: 0.0,
            east: 4.0,
            south: 2.0,
        };
        assert!(!one.overlaps(&next));
        assert!(one.overlaps(&next.grown(0.1)));
    }
}
