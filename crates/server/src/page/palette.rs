//! Colours and shapes of categories, the same as in the app's tokens.

use wire::Shape;

/// The ten colours of the theme, by `Category::colour`.
const COLOURS: [&str; 10] = [
    "#0b6e75", "#d9480f", "#5f3dc4", "#2b8a3e", "#1864ab", "#c2255c", "#8a6100", "#364fc7",
    "#a61e4d", "#495057",
];

pub(crate) fn colour(index: u8) -> &'static str {
    COLOURS[usize::from(index) % COLOURS.len()]
}

/// An SVG path about (0, 0) that fits into a circle of radius 10.
pub(crate) const fn outline(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "M-8.5 0a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0z",
        Shape::Square => "M-7.5-7.5h15v15h-15z",
        Shape::Diamond => "M0-10L10 0 0 10-10 0z",
        Shape::Triangle => "M0-9.5L9.5 7.5h-19z",
        Shape::TriangleDown => "M0 9.5L9.5-7.5h-19z",
        Shape::Pentagon => "M0-9.5L9-2.9 5.6 7.7H-5.6L-9-2.9z",
        Shape::Hexagon => "M-9 0L-4.5-7.8h9L9 0 4.5 7.8h-9z",
        Shape::Star => {
            "M0-10L2.5-3.4 9.5-3.1 4 1.3 5.9 8.1 0 4.2-5.9 8.1-4 1.3-9.5-3.1-2.5-3.4z"
        }
        Shape::Cross => "M-3.2-9h6.4v5.8H9v6.4H3.2V9h-6.4V3.2H-9v-6.4h5.8z",
        Shape::Drop => "M0 10C-6 3-8-1-8-3a8 7.5 0 0 1 16 0c0 2-2 6-8 13z",
    }
}
