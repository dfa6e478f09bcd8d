//! Draws a PDF and reads its QR codes.

use std::collections::BTreeSet;

use hayro::{
    PixmapSettings, RenderCache, RenderSettings, hayro_interpret::InterpreterSettings,
    hayro_syntax::Pdf, render, vello_cpu::color::palette::css::WHITE,
};
use rqrr::PreparedImage;

/// Two codes are further apart than that, in points; two rows of one are not.
const WHITE_BETWEEN: f32 = 6.0;

pub(crate) struct Document {
    pdf: Pdf,
}

/// A page in pixels.
pub(crate) struct Picture {
    width: usize,
    height: usize,
    /// Points of paper a pixel.
    point: f32,
    grey: Vec<u8>,
}

impl Document {
    pub(crate) fn open(bytes: &[u8]) -> Self {
        Self {
            pdf: Pdf::new(bytes.to_vec()).expect("a PDF"),
        }
    }

    pub(crate) fn title(&self) -> String {
        let title = self.pdf.metadata().title.as_deref().unwrap_or_default();
        // UTF-16 with a mark, or letters of one byte.
        match title.strip_prefix(&[0xfe, 0xff]) {
            Some(wide) => {
                let units = wide.chunks_exact(2);
                let units: Vec<u16> = units.map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
                String::from_utf16_lossy(&units)
            }
            None => String::from_utf8_lossy(title).into_owned(),
        }
    }

    /// Width and height of each page in points.
    pub(crate) fn sizes(&self) -> Vec<(f32, f32)> {
        let pages = self.pdf.pages().iter();
        pages
            .map(hayro::hayro_syntax::page::Page::render_dimensions)
            .collect()
    }

    /// All pages one after the other, at that many pixels a point.
    pub(crate) fn pictures(&self, scale: f32) -> impl Iterator<Item = Picture> {
        (0..self.pdf.pages().len()).map(move |page| self.picture(page, scale))
    }

    pub(crate) fn picture(&self, page: usize, scale: f32) -> Picture {
        let settings = PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        };
        let drawn = render(
            &self.pdf.pages()[page],
            &RenderCache::new(),
            &InterpreterSettings::default(),
            &RenderSettings::default(),
            &settings,
        );
        let grey = |it: &[u8]| {
            let [red, green, blue] = [it[0], it[1], it[2]].map(u32::from);
            u8::try_from((red * 3 + green * 6 + blue) / 10).expect("a mean of bytes")
        };
        Picture {
            width: usize::from(drawn.width()),
            height: usize::from(drawn.height()),
            point: 1.0 / scale,
            grey: drawn.data_as_u8_slice().chunks_exact(4).map(grey).collect(),
        }
    }
}

impl Picture {
    /// What its QR codes say; every code that is seen can be read. Of a page
    /// with many the decoder takes the corners of several for one: cut it first.
    pub(crate) fn codes(&self) -> BTreeSet<String> {
        let mut image = PreparedImage::prepare_from_greyscale(self.width, self.height, |x, y| {
            self.grey[y * self.width + x]
        });
        let grids = image.detect_grids();
        let texts = grids
            .iter()
            .map(|grid| grid.decode().expect("a code that can be read").1);
        texts.collect()
    }

    /// A part of it, in points from the upper left corner: left, top, right, bottom.
    pub(crate) fn part(&self, frame: [f32; 4]) -> Self {
        let [left, top, right, bottom] = frame.map(|it| self.pixels(it));
        let rows = self.grey.chunks_exact(self.width);
        let rows = rows.take(bottom.min(self.height)).skip(top);
        let right = right.min(self.width);
        let grey: Vec<u8> = rows.flat_map(|row| &row[left..right]).copied().collect();
        Self {
            width: right - left,
            height: grey.len() / (right - left),
            point: self.point,
            grey,
        }
    }

    /// What a guillotine makes of it.
    pub(crate) fn cut(&self, across: u8, down: u8, margin: f32) -> Vec<Self> {
        let (width, height) = (
            self.width as f32 * self.point - 2.0 * margin,
            self.height as f32 * self.point - 2.0 * margin,
        );
        let column = |n: u8| margin + width * f32::from(n) / f32::from(across);
        let row = |n: u8| margin + height * f32::from(n) / f32::from(down);
        let places = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
        places
            .map(|(x, y)| self.part([column(x), row(y), column(x + 1), row(y + 1)]))
            .collect()
    }

    /// What stands one below the other between two edges, with white between
    /// it, and is about as high as that.
    pub(crate) fn stack(&self, left: f32, right: f32, height: f32) -> Vec<Self> {
        let bottom = self.height as f32 * self.point;
        let strip = self.part([left, 0.0, right, bottom]);
        let rows = strip.grey.chunks_exact(strip.width);
        let inked: Vec<bool> = rows.map(|row| row.iter().any(|it| *it < 128)).collect();
        let white = strip.pixels(WHITE_BETWEEN);
        let mut parts = Vec::new();
        let mut start = None;
        for at in 0..=inked.len() {
            let rest = &inked[at..inked.len().min(at + white)];
            match start {
                None if inked.get(at) == Some(&true) => start = Some(at),
                Some(from) if !rest.contains(&true) => {
                    let [from, to] = [from, at].map(|it| it as f32 * self.point);
                    if (to - from - height).abs() < height / 4.0 {
                        let half = WHITE_BETWEEN / 2.0;
                        parts.push(strip.part([0.0, from - half, right - left, to + half]));
                    }
                    start = None;
                }
                _ => {}
            }
        }
        parts
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place on a page, not left of it"
    )]
    fn pixels(&self, points: f32) -> usize {
        (points.max(0.0) / self.point).round() as usize
    }

    /// The smallest distance of anything printed from the paper's edge, in points.
    pub(crate) fn margin(&self) -> f32 {
        let mut least = usize::MAX;
        for (at, grey) in self.grey.iter().enumerate() {
            if *grey < 250 {
                let (x, y) = (at % self.width, at / self.width);
                let sides = [x, y, self.width - 1 - x, self.height - 1 - y];
                least = sides.into_iter().fold(least, usize::min);
            }
        }
        least as f32 * self.point
    }
}

impl Picture {
    /// How many pixels are not white.
    pub(crate) fn ink(&self) -> usize {
        self.grey.iter().filter(|grey| **grey < 250).count()
    }
}
