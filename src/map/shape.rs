//! The ten signs of categories, as paths around the origin.

use wire::Shape;

use crate::platform::dom::{Element, svg};

/// A closed path within a circle of radius 10 around the origin. The areas
/// are about equal, so that no category looks more important.
pub const fn path(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "M8 0A8 8 0 1 1-8 0 8 8 0 1 1 8 0z",
        Shape::Square => "M-7-7H7V7H-7z",
        Shape::Diamond => "M0-10 10 0 0 10-10 0z",
        Shape::Triangle => "M0-9.500 9.500 7H-9.500z",
        Shape::TriangleDown => "M0 9.500 9.500-7H-9.500z",
        Shape::Pentagon => "M0-9 8.560-2.780 5.290 7.280H-5.290L-8.560-2.780z",
        Shape::Hexagon => "M-4.500-8h9L9 0 4.500 8h-9L-9 0z",
        Shape::Star => {
            "M0-10 2.900-3.300 10-3.100 4.500 1.500 6.200 8.500 0 4.700-6.200 8.500-4.500 1.500-10-3.100-2.900-3.300z"
        }
        Shape::Cross => "M-3.300-9h6.600v5.700H9v6.600H3.300V9h-6.600V3.300H-9v-6.600h5.700z",
        Shape::Drop => "M0-10C4-5 7-2 7 2.500A7 7 0 0 1-7 2.500C-7-2-4-5 0-10z",
    }
}

/// The sign alone, in the current `--cat` colour. Its meaning stands beside it in words.
pub fn shape_icon(shape: Shape) -> Element {
    svg("svg", "c-shape")
        .attr("viewBox", "-12 -12 24 24")
        .attr("aria-hidden", "true")
        .child(svg("path", "").attr("d", path(shape)))
}
