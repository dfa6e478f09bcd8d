//! Outlines of surfaces and signs. None of what has no extent.

use krilla::geom::{Path, PathBuilder, Rect};
use kurbo::{BezPath, PathEl};
use wire::Shape;

use crate::measure::Frame;

pub(crate) fn rectangle(frame: Frame) -> Option<Path> {
    let mut builder = PathBuilder::new();
    builder.push_rect(Rect::from_xywh(
        frame.left,
        frame.top,
        frame.width,
        frame.height,
    )?);
    builder.finish()
}

/// A rectangle with round corners.
pub(crate) fn rounded(frame: Frame, radius: f32) -> Option<Path> {
    if radius <= 0.0 {
        return rectangle(frame);
    }
    let [left, top, width, height] =
        [frame.left, frame.top, frame.width, frame.height].map(f64::from);
    let shape = kurbo::RoundedRect::new(left, top, left + width, top + height, f64::from(radius));
    path(kurbo::Shape::path_elements(&shape, 0.05))
}

/// A category's sign in a circle of radius 10 about the origin.
pub(crate) fn sign(shape: Shape) -> Option<Path> {
    path(BezPath::from_svg(shape.outline()).ok()?)
}

#[expect(clippy::cast_possible_truncation, reason = "a place on paper")]
fn path(elements: impl IntoIterator<Item = PathEl>) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for element in elements {
        let pair = |point: kurbo::Point| (point.x as f32, point.y as f32);
        match element {
            PathEl::MoveTo(to) => {
                let (x, y) = pair(to);
                builder.move_to(x, y);
            }
            PathEl::LineTo(to) => {
                let (x, y) = pair(to);
                builder.line_to(x, y);
            }
            PathEl::QuadTo(by, to) => {
                let ((x1, y1), (x, y)) = (pair(by), pair(to));
                builder.quad_to(x1, y1, x, y);
            }
            PathEl::CurveTo(by, then, to) => {
                let ((x1, y1), (x2, y2), (x, y)) = (pair(by), pair(then), pair(to));
                builder.cubic_to(x1, y1, x2, y2, x, y);
            }
            PathEl::ClosePath => builder.close(),
        }
    }
    builder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sign_can_be_drawn() {
        for shape in Shape::ALL {
            assert!(sign(shape).is_some(), "{shape:?}");
        }
    }
}
