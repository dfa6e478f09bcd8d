//! Colours and shapes of categories, the same as in the app's tokens and map.

use wire::Shape;

/// What a sign is drawn in: a circle of radius 10 about the origin, with room
/// for a line around it.
pub(crate) const VIEW_BOX: &str = "-12 -12 24 24";

/// The ten colours of the light theme, by `Category::colour`.
const COLOURS: [&str; 10] = [
    "#332288", "#1f7fae", "#117733", "#737315", "#a86f00", "#c24a5c", "#882255", "#9a3f95",
    "#0b7f74", "#56606d",
];

pub(crate) fn colour(index: u8) -> &'static str {
    COLOURS[usize::from(index) % COLOURS.len()]
}

/// A closed SVG path in a circle of radius 10 about the origin.
pub(crate) const fn outline(shape: Shape) -> &'static str {
    match shape {
        Shape::Circle => "M8 0A8 8 0 1 1-8 0 8 8 0 1 1 8 0z",
        Shape::Square => "M-7-7H7V7H-7z",
        Shape::Diamond => "M0-10 10 0 0 10-10 0z",
        Shape::Triangle => "M0-9.5 9.5 7H-9.5z",
        Shape::TriangleDown => "M0 9.5 9.5-7H-9.5z",
        Shape::Pentagon => "M0-9 8.56-2.78 5.29 7.28H-5.29L-8.56-2.78z",
        Shape::Hexagon => "M-4.5-8h9L9 0 4.5 8h-9L-9 0z",
        Shape::Star => "M0-10 2.9-3.3 10-3.1 4.5 1.5 6.2 8.5 0 4.7-6.2 8.5-4.5 1.5-10-3.1-2.9-3.3z",
        Shape::Cross => "M-3.3-9h6.6v5.7H9v6.6H3.3V9h-6.6V3.3H-9v-6.6h5.7z",
        Shape::Drop => "M0-10C4-5 7-2 7 2.5A7 7 0 0 1-7 2.5C-7-2-4-5 0-10z",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_app() {
        let tokens = include_str!("../../../../style/tokens.css");
        for (index, colour) in COLOURS.iter().enumerate() {
            let (_, rest) = tokens.split_once(&format!("--cat-{index}:")).unwrap();
            assert_eq!(
                rest.split(';').next().unwrap().trim(),
                *colour,
                "--cat-{index}"
            );
        }
    }
}
