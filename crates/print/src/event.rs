//! The event that is printed for.

use wire::{Card, Category, Contents, Shape};

use crate::{
    Language,
    palette::{self, Colour},
    texts::{self, Texts},
};

/// An event, the address of its pages, and the language to print in.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    pub contents: &'a Contents,
    /// Scheme, host and port, without a slash at the end.
    pub public_url: &'a str,
    pub language: Language,
    pub when: &'a When,
}

/// The times of an event as people read them, in the language that is printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    /// `3–6 Desember 2026`.
    pub days: String,
    /// `3 Desember 2026 pukul 08.00 WIB`, where the edition says so.
    pub opens: Option<String>,
    pub closes: Option<String>,
}

/// How a category is known: colour, sign and word.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sign<'a> {
    pub(crate) colour: Colour,
    pub(crate) shape: Shape,
    pub(crate) label: &'a str,
}

impl<'a> Event<'a> {
    pub(crate) fn texts(&self) -> &'static Texts {
        texts::of(self.language)
    }

    pub(crate) fn name(&self) -> &'a str {
        self.contents.edition.name.get(self.language.tag())
    }

    /// The address as it is typed, without its scheme.
    pub(crate) fn address(&self, path: &str) -> String {
        let host = self.public_url.split_once("://");
        [host.map_or(self.public_url, |(_, host)| host), path].concat()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        [self.public_url, path].concat()
    }

    pub(crate) fn sign(&self, category: &'a Category) -> Sign<'a> {
        Sign {
            colour: palette::category(category.colour),
            shape: category.shape,
            label: category.label.get(self.language.tag()),
        }
    }

    /// What an innovation's category looks like; a plain circle if it has none.
    pub(crate) fn sign_of(&self, card: &Card) -> Sign<'a> {
        let mut categories = self.contents.categories.iter();
        categories.find(|it| it.code == card.category).map_or(
            Sign {
                colour: palette::MUTED,
                shape: Shape::Circle,
                label: "",
            },
            |it| self.sign(it),
        )
    }

    /// Who it is by and where: `Puskesmas Manggar · Manggar`.
    pub(crate) fn home_of(&self, card: &Card) -> String {
        let areas = &self.contents.map.areas;
        let area = areas.iter().find(|it| it.code == card.area);
        let place = area.map_or("", |it| it.name.as_str());
        match (card.agency.as_str(), place) {
            (agency, "") => agency.to_owned(),
            ("", place) => place.to_owned(),
            (agency, place) if agency.ends_with(place) => agency.to_owned(),
            (agency, place) => [agency, " · ", place].concat(),
        }
    }
}

/// Where codes are taken; the seed stands behind it, in the fragment, which no
/// browser sends.
pub(crate) const CODE_PAGE: &str = "/kode";

/// The page of an innovation.
pub(crate) fn innovation_page(card: &Card) -> String {
    ["/innovations/", card.slug.as_str()].concat()
}
