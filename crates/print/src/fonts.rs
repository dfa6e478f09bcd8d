//! The two faces, and how wide a text is in them.

use core::{cell::RefCell, ops::Range};
use std::collections::{BTreeSet, HashMap};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, Feature, ShapePlan, UnicodeBuffer, script, ttf_parser::Tag};

/// Inter (SIL Open Font License), Latin letters; also for the pictures of links.
pub static REGULAR: &[u8] = include_bytes!("../assets/fonts/Inter-Regular.otf");
pub static BOLD: &[u8] = include_bytes!("../assets/fonts/Inter-Bold.otf");

/// Height of capitals, in parts of the size.
pub(crate) const CAPITALS: f32 = 2048.0 / 2816.0;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// A text as glyphs; widths in parts of the size.
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<KrillaGlyph>,
    pub(crate) width: f32,
    /// What the face has no glyph for: a box stands in its place.
    pub(crate) unknown: BTreeSet<char>,
}

/// Which letters the faces have no glyph for: nothing or a box stands in their place.
pub fn lacks() -> impl Fn(char) -> bool {
    let face = Face::from_slice(BOLD, 0);
    move |letter| {
        let glyph = face.as_ref().and_then(|face| face.glyph_index(letter));
        glyph.is_none()
    }
}

struct One {
    font: Font,
    face: Face<'static>,
    plan: ShapePlan,
    /// Widths of words that were asked for, in parts of the size.
    words: RefCell<HashMap<String, f32>>,
}

pub(crate) struct Fonts {
    regular: One,
    bold: One,
}

impl Fonts {
    pub(crate) fn load() -> Self {
        Self {
            regular: One::load(REGULAR),
            bold: One::load(BOLD),
        }
    }

    fn one(&self, weight: Weight) -> &One {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub(crate) fn font(&self, weight: Weight) -> Font {
        self.one(weight).font.clone()
    }

    pub(crate) fn shape(&self, text: &str, weight: Weight) -> Shaped {
        self.one(weight).shape(text)
    }

    /// How wide a word is, in parts of the size; quick for one that was asked before.
    pub(crate) fn word(&self, word: &str, weight: Weight) -> f32 {
        let one = self.one(weight);
        if let Some(width) = one.words.borrow().get(word) {
            return *width;
        }
        let width = one.shape(word).width;
        one.words.borrow_mut().insert(word.to_owned(), width);
        width
    }

    /// How wide the text is at that size, in points.
    pub(crate) fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        self.shape(text, weight).width * size
    }
}

impl One {
    fn load(bytes: &'static [u8]) -> Self {
        let face = Face::from_slice(bytes, 0).expect("a face of the program, read in a test");
        // An address is set as it is typed: no arrow for a hyphen and a bracket.
        let plain = Feature::new(Tag::from_bytes(b"calt"), 0, ..);
        let plan = ShapePlan::new(
            &face,
            Direction::LeftToRight,
            Some(script::LATIN),
            None,
            &[plain],
        );
        Self {
            font: Font::new(bytes.into(), 0).expect("a face of the program, read in a test"),
            face,
            plan,
            words: RefCell::default(),
        }
    }

    fn shape(&self, text: &str) -> Shaped {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        // The faces have no other script, nor one that runs the other way.
        buffer.set_script(script::LATIN);
        buffer.set_direction(Direction::LeftToRight);
        let output = rustybuzz::shape_with_plan(&self.face, &self.plan, buffer);
        let unit = 1.0 / self.font.units_per_em();
        let infos = output.glyph_infos();
        let mut shaped = Shaped {
            glyphs: Vec::with_capacity(infos.len()),
            width: 0.0,
            unknown: BTreeSet::new(),
        };
        for (at, (info, place)) in infos.iter().zip(output.glyph_positions()).enumerate() {
            let start = info.cluster as usize;
            let end = infos[at..]
                .iter()
                .map(|it| it.cluster as usize)
                .find(|it| *it > start)
                .unwrap_or(text.len());
            if info.glyph_id == 0 {
                // A mark that is missing stands in one cluster with its letter, which is not.
                let letters = letters(text, start..end);
                let missing = letters.filter(|it| self.face.glyph_index(*it).is_none());
                shaped.unknown.extend(missing);
            }
            let part = |units: i32| units as f32 * unit;
            shaped.width += part(place.x_advance);
            shaped.glyphs.push(KrillaGlyph::new(
                GlyphId::new(info.glyph_id),
                part(place.x_advance),
                part(place.x_offset),
                part(place.y_offset),
                part(place.y_advance),
                start..end,
                None,
            ));
        }
        shaped
    }
}

fn letters(text: &str, range: Range<usize>) -> impl Iterator<Item = char> {
    text.get(range).unwrap_or_default().chars()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_face() {
        let fonts = Fonts::load();
        // 1760 of 2816 units, by the table `hmtx`.
        assert!((fonts.width("0", Weight::Regular, 2816.0) - 1760.0).abs() < 0.1);
        assert!(fonts.width("AVA", Weight::Bold, 1.0) < 3.0 * fonts.width("A", Weight::Bold, 1.0));
    }

    #[test]
    fn what_has_no_glyph_is_known_and_has_a_width() {
        let fonts = Fonts::load();
        let shaped = fonts.shape("Peta 地图 🦀 e\u{301}", Weight::Bold);
        assert_eq!(String::from_iter(&shaped.unknown), "图地🦀");
        // Letters below a mark that is missing are there.
        let marked = fonts.shape("Za\u{489}lgo\u{489}", Weight::Bold);
        assert_eq!(String::from_iter(&marked.unknown), "\u{489}");
        assert!(shaped.width > 6.0, "{}", shaped.width);
    }
}
