//! The ten signs of categories, as paths around the origin.

use wire::Shape;

use crate::platform::dom::{Element, svg};

/// The sign alone, in the current `--cat` colour. Its meaning stands beside it in words.
pub fn shape_icon(shape: Shape) -> Element {
    svg("svg", "c-shape")
        .attr("viewBox", "-12 -12 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path", "").attr("d", shape.outline()))
}
