//! A document in the making: its pages, its metadata, its letters.

use std::collections::BTreeSet;

use krilla::{Document, SerializeSettings, metadata::Metadata, page::PageSettings};

use crate::{Language, PrintError, canvas::Canvas, fonts::Fonts};

/// A finished document.
#[derive(Clone, Debug)]
pub struct Printed {
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// Letters of the texts that the faces don't have: each is a box on paper.
    pub unknown: BTreeSet<char>,
}

pub(crate) struct Sheets<'f> {
    document: Document,
    fonts: &'f Fonts,
    size: (f32, f32),
    pages: usize,
    unknown: BTreeSet<char>,
}

impl<'f> Sheets<'f> {
    pub(crate) fn new(
        fonts: &'f Fonts,
        title: &str,
        author: &str,
        language: Language,
        size: (f32, f32),
    ) -> Self {
        let mut document = Document::new_with(SerializeSettings::default());
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .authors(vec![author.to_owned()])
                .creator("Peta Inovasi".to_owned())
                .language(language.tag().to_owned()),
        );
        Self {
            document,
            fonts,
            size,
            pages: 0,
            unknown: BTreeSet::new(),
        }
    }

    /// One more page.
    pub(crate) fn page(&mut self, draw: impl FnOnce(&mut Canvas<'_, '_>)) {
        let (width, height) = self.size;
        let settings = PageSettings::from_wh(width, height).expect("a format of paper has a size");
        let mut page = self.document.start_page_with(settings);
        let mut canvas = Canvas::new(page.surface(), self.fonts, &mut self.unknown);
        draw(&mut canvas);
        canvas.finish();
        page.finish();
        self.pages += 1;
    }

    pub(crate) fn finish(self) -> Result<Printed, PrintError> {
        Ok(Printed {
            pdf: self.document.finish().map_err(PrintError::Pdf)?,
            pages: self.pages,
            unknown: self.unknown,
        })
    }
}
