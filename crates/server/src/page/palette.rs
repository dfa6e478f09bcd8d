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
    shape.outline()
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
