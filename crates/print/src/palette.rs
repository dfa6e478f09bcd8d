//! Colours on paper: those of the app. None is the only sign of anything.

use krilla::color::rgb;

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour(u8, u8, u8);

pub(crate) const INK: Colour = Colour(0x14, 0x21, 0x3d);
pub(crate) const MUTED: Colour = Colour(0x44, 0x50, 0x6b);
pub(crate) const SEA: Colour = Colour(0x0b, 0x6e, 0x75);
pub(crate) const SUNSET: Colour = Colour(0xd9, 0x48, 0x0f);
pub(crate) const SAND: Colour = Colour(0xf3, 0xed, 0xe2);
pub(crate) const WHITE: Colour = Colour(0xff, 0xff, 0xff);
/// Lines to cut and write on: there, but not loud.
pub(crate) const HAIR: Colour = Colour(0x9a, 0xa1, 0xb0);

/// The ten colours of the light theme, by `Category::colour`.
const CATEGORIES: [Colour; 10] = [
    Colour(0x33, 0x22, 0x88),
    Colour(0x1f, 0x7f, 0xae),
    Colour(0x11, 0x77, 0x33),
    Colour(0x73, 0x73, 0x15),
    Colour(0xa8, 0x6f, 0x00),
    Colour(0xc2, 0x4a, 0x5c),
    Colour(0x88, 0x22, 0x55),
    Colour(0x9a, 0x3f, 0x95),
    Colour(0x0b, 0x7f, 0x74),
    Colour(0x56, 0x60, 0x6d),
];

pub(crate) fn category(index: u8) -> Colour {
    CATEGORIES[usize::from(index) % CATEGORIES.len()]
}

impl From<Colour> for rgb::Color {
    fn from(Colour(red, green, blue): Colour) -> Self {
        Self::new(red, green, blue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_those_of_the_app() {
        let tokens = include_str!("../../../style/tokens.css");
        for (index, Colour(red, green, blue)) in CATEGORIES.iter().enumerate() {
            let (_, rest) = tokens.split_once(&format!("--cat-{index}:")).unwrap();
            assert_eq!(
                rest.split(';').next().unwrap().trim(),
                format!("#{red:02x}{green:02x}{blue:02x}"),
                "--cat-{index}"
            );
        }
    }
}
