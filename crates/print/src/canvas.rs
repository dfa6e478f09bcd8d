//! One page: lines, surfaces, texts, signs and codes, in points from the upper
//! left corner.

use std::collections::BTreeSet;

use krilla::{
    color::{luma, rgb},
    geom::{Path, PathBuilder, Point, Transform},
    paint::{Fill, FillRule, Stroke, StrokeDash},
    surface::Surface,
    text::KrillaGlyph,
};
use wire::Shape;

use crate::{
    block::Block,
    fonts::{CAPITALS, Fonts, Weight},
    measure::Frame,
    outline::{rectangle, rounded, sign},
    palette::{Colour, WHITE},
    qr::Qr,
};

/// Where a text stands to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Centre,
    Right,
}

pub(crate) struct Canvas<'s, 'f> {
    surface: Surface<'s>,
    fonts: &'f Fonts,
    unknown: &'f mut BTreeSet<char>,
}

impl<'s, 'f> Canvas<'s, 'f> {
    pub(crate) fn new(
        surface: Surface<'s>,
        fonts: &'f Fonts,
        unknown: &'f mut BTreeSet<char>,
    ) -> Self {
        Self {
            surface,
            fonts,
            unknown,
        }
    }

    pub(crate) fn finish(self) {
        self.surface.finish();
    }

    /// Draws everything that many times as large.
    pub(crate) fn scaled(&mut self, by: f32, draw: impl FnOnce(&mut Self)) {
        self.surface.push_transform(&Transform::from_scale(by, by));
        draw(self);
        self.surface.pop();
    }

    pub(crate) fn fill(&mut self, frame: Frame, colour: Colour) {
        self.paint(colour);
        self.draw(rectangle(frame));
    }

    /// A surface with round corners.
    pub(crate) fn fill_round(&mut self, frame: Frame, radius: f32, colour: Colour) {
        self.paint(colour);
        self.draw(rounded(frame, radius));
    }

    /// A line around, inside of the frame.
    pub(crate) fn outline(&mut self, frame: Frame, radius: f32, width: f32, colour: Colour) {
        let half = width / 2.0;
        let inside = Frame::new(
            frame.left + half,
            frame.top + half,
            frame.width - width,
            frame.height - width,
        );
        self.pen(width, colour, None);
        self.draw(rounded(inside, radius));
    }

    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour) {
        self.stroke(from, to, width, colour, None);
    }

    /// A line to cut along.
    pub(crate) fn dashes(&mut self, from: (f32, f32), to: (f32, f32), width: f32, colour: Colour) {
        let dash = StrokeDash {
            array: vec![2.0, 2.0],
            offset: 0.0,
        };
        self.stroke(from, to, width, colour, Some(dash));
    }

    fn stroke(
        &mut self,
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        colour: Colour,
        dash: Option<StrokeDash>,
    ) {
        self.pen(width, colour, dash);
        let mut builder = PathBuilder::new();
        builder.move_to(from.0, from.1);
        builder.line_to(to.0, to.1);
        self.draw(builder.finish());
    }

    /// One line with its baseline at `y`.
    pub(crate) fn text(
        &mut self,
        text: &str,
        (x, y): (f32, f32),
        weight: Weight,
        size: f32,
        colour: Colour,
        align: Align,
    ) {
        let shaped = self.fonts.shape(text, weight);
        self.unknown.extend(&shaped.unknown);
        let width = shaped.width * size;
        let left = match align {
            Align::Left => x,
            Align::Centre => x - width / 2.0,
            Align::Right => x - width,
        };
        self.paint(colour);
        let font = self.fonts.font(weight);
        let start = Point::from_xy(left, y);
        self.surface
            .draw_glyphs(start, &shaped.glyphs, font, text, size, false);
        if !shaped.unknown.is_empty() {
            self.boxes(&shaped.glyphs, (left, y), size, colour);
        }
    }

    /// A box for each letter that the face doesn't have, so that it is missed.
    fn boxes(&mut self, glyphs: &[KrillaGlyph], (x, y): (f32, f32), size: f32, colour: Colour) {
        let mut left = x;
        for glyph in glyphs {
            let width = glyph.x_advance * size;
            if glyph.glyph_id.to_u32() == 0 {
                let (inset, high) = (width * 0.1, size * CAPITALS);
                let frame = Frame::new(left + inset, y - high, width - 2.0 * inset, high);
                self.outline(frame, 0.0, size * 0.06, colour);
            }
            left += width;
        }
    }

    /// Lines one below the other; gives where they end.
    pub(crate) fn block(
        &mut self,
        block: &Block,
        (x, top): (f32, f32),
        colour: Colour,
        align: Align,
    ) -> f32 {
        // Capitals stand in the middle of their line.
        let mut y = top + f32::midpoint(block.leading, block.size * CAPITALS);
        for line in &block.lines {
            self.text(line, (x, y), block.weight, block.size, colour, align);
            y += block.leading;
        }
        top + block.height()
    }

    /// Letters in cells of the same width, as a typewriter sets them; a wide
    /// letter is drawn narrower.
    pub(crate) fn cells(
        &mut self,
        text: &str,
        (x, y): (f32, f32),
        weight: Weight,
        size: f32,
        cell: f32,
        colour: Colour,
    ) {
        self.paint(colour);
        let font = self.fonts.font(weight);
        let mut centre = x + cell / 2.0;
        let mut bytes = [0; 4];
        for letter in text.chars() {
            let letter: &str = letter.encode_utf8(&mut bytes);
            let shaped = self.fonts.shape(letter, weight);
            let narrow = (cell * 0.94 / (shaped.width * size)).min(1.0);
            let left = centre - shaped.width * size * narrow / 2.0;
            self.surface
                .push_transform(&Transform::from_row(narrow, 0.0, 0.0, 1.0, left, y));
            self.surface.draw_glyphs(
                Point::from_xy(0.0, 0.0),
                &shaped.glyphs,
                font.clone(),
                letter,
                size,
                false,
            );
            self.surface.pop();
            centre += cell;
        }
    }

    /// A category's sign within a circle.
    pub(crate) fn sign(&mut self, shape: Shape, (x, y): (f32, f32), radius: f32, colour: Colour) {
        let scale = radius / 10.0;
        self.paint(colour);
        self.surface
            .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, x, y));
        self.draw(sign(shape));
        self.surface.pop();
    }

    /// A QR code, black on white with its quiet zone, `side` points wide.
    pub(crate) fn qr(&mut self, qr: &Qr, (left, top): (f32, f32), side: f32) {
        self.fill(Frame::new(left, top, side, side), WHITE);
        let scale = side / qr.side;
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: luma::Color::black().into(),
            rule: FillRule::EvenOdd,
            ..Fill::default()
        }));
        self.surface
            .push_transform(&Transform::from_row(scale, 0.0, 0.0, scale, left, top));
        self.surface.draw_path(&qr.outline);
        self.surface.pop();
    }

    fn paint(&mut self, colour: Colour) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill {
            paint: rgb::Color::from(colour).into(),
            ..Fill::default()
        }));
    }

    fn pen(&mut self, width: f32, colour: Colour, dash: Option<StrokeDash>) {
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke {
            paint: rgb::Color::from(colour).into(),
            width,
            dash,
            ..Stroke::default()
        }));
    }

    /// A path without an extent is nothing to draw.
    fn draw(&mut self, path: Option<Path>) {
        if let Some(path) = path {
            self.surface.draw_path(&path);
        }
    }
}
