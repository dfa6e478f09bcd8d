//! Lengths. PDF counts in points, 72 to the inch; people in millimetres.

/// Millimetres in points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * (72.0 / 25.4)
}

/// Nothing is printed nearer to the edge of the paper: office printers can't.
pub(crate) const MARGIN: f32 = mm(10.0);

/// A format of paper, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    A3,
}

impl Paper {
    /// Its name in files: `a4`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A3 => "a3",
        }
    }

    /// Width and height in points.
    pub const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (mm(210.0), mm(297.0)),
            Self::A3 => (mm(297.0), mm(420.0)),
        }
    }
}

/// A place on the paper, in points from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Frame {
    pub(crate) left: f32,
    pub(crate) top: f32,
    pub(crate) width: f32,
    pub(crate) height: f32,
}

impl Frame {
    pub(crate) const fn new(left: f32, top: f32, width: f32, height: f32) -> Self {
        Self {
            left,
            top,
            width,
            height,
        }
    }

    pub(crate) const fn right(self) -> f32 {
        self.left + self.width
    }

    pub(crate) const fn bottom(self) -> f32 {
        self.top + self.height
    }

    pub(crate) const fn centre(self) -> f32 {
        self.left + self.width / 2.0
    }
}
