//! What the board shows, as the query of the URL says it.
//!
//! The URL is the only place where filters live: a link carries them, and the
//! back button brings them back.

use catalogue::{Codes, Filter};
use wire::InnovationSlug;

/// The filters, the order, the selection and the part of the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters {
    /// Text and facets.
    pub find: Filter,
    pub sort: Sort,
    pub selected: Option<InnovationSlug>,
    /// Only what the map shows now.
    pub in_view: bool,
    /// The map's centre and zoom, in the map's own words: `lat,lon,zoom`.
    pub at: String,
    /// The language that a link asks for; empty for the reader's own.
    pub language: String,
}

/// The order of cards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// The same for one visitor's session, another for the next: nobody is always first.
    #[default]
    Random,
    Name,
    Distance,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Random, Self::Name, Self::Distance];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Name => "name",
            Self::Distance => "distance",
        }
    }

    pub fn parse(word: &str) -> Self {
        match word {
            "name" => Self::Name,
            "distance" => Self::Distance,
            _ => Self::Random,
        }
    }
}

/// One way to narrow the board down by codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Category,
    Area,
    Stage,
    Kind,
    Affair,
    Goal,
}

impl Facet {
    pub const ALL: [Self; 6] = [
        Self::Category,
        Self::Area,
        Self::Stage,
        Self::Kind,
        Self::Affair,
        Self::Goal,
    ];

    /// The parameter in the URL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Category => "category",
            Self::Area => "area",
            Self::Stage => "stage",
            Self::Kind => "kind",
            Self::Affair => "affair",
            Self::Goal => "goal",
        }
    }
}

impl Filters {
    /// Reads a query, of which `value` gives the decoded values.
    pub fn parse(value: impl Fn(&str) -> Option<String>) -> Self {
        let text = |key: &str| value(key).unwrap_or_default();
        Self {
            find: Filter {
                text: text("q"),
                categories: codes(&text(Facet::Category.as_str())),
                areas: codes(&text(Facet::Area.as_str())),
                stages: codes(&text(Facet::Stage.as_str())),
                kinds: codes(&text(Facet::Kind.as_str())),
                affairs: codes(&text(Facet::Affair.as_str())),
                goals: codes(&text(Facet::Goal.as_str())),
            },
            sort: Sort::parse(&text("sort")),
            selected: value("selected")
                .filter(|it| !it.is_empty())
                .map(|it| it.as_str().into()),
            in_view: text("in_view") == "1",
            at: text("at"),
            language: text("lang"),
        }
    }

    /// The query with its `?`, or nothing. `escape` makes a value safe in a query.
    pub fn query(&self, escape: impl Fn(&str) -> String) -> String {
        let mut query = String::new();
        let mut add = |key: &str, value: &str| {
            if !value.is_empty() {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(key);
                query.push('=');
                query.push_str(&escape(value));
            }
        };
        add("q", &self.find.text);
        for facet in Facet::ALL {
            add(facet.as_str(), &self.codes(facet).as_slice().join(","));
        }
        if self.sort != Sort::Random {
            add("sort", self.sort.as_str());
        }
        add(
            "selected",
            self.selected.as_ref().map_or("", InnovationSlug::as_str),
        );
        add("in_view", if self.in_view { "1" } else { "" });
        add("at", &self.at);
        add("lang", &self.language);
        query
    }

    /// The codes that one facet lets through; none means all.
    pub fn codes(&self, facet: Facet) -> &Codes {
        let find = &self.find;
        match facet {
            Facet::Category => &find.categories,
            Facet::Area => &find.areas,
            Facet::Stage => &find.stages,
            Facet::Kind => &find.kinds,
            Facet::Affair => &find.affairs,
            Facet::Goal => &find.goals,
        }
    }

    pub fn has(&self, facet: Facet, code: &str) -> bool {
        self.codes(facet).contains(code)
    }

    /// Adds the code to the facet, or takes it away.
    pub fn toggle(&mut self, facet: Facet, code: &str) {
        let find = &mut self.find;
        let codes = match facet {
            Facet::Category => &mut find.categories,
            Facet::Area => &mut find.areas,
            Facet::Stage => &mut find.stages,
            Facet::Kind => &mut find.kinds,
            Facet::Affair => &mut find.affairs,
            Facet::Goal => &mut find.goals,
        };
        codes.toggle(code);
    }

    /// Everything again: only order, map and language stay.
    pub fn clear(&mut self) {
        *self = Self {
            sort: self.sort,
            in_view: self.in_view,
            at: core::mem::take(&mut self.at),
            language: core::mem::take(&mut self.language),
            ..Self::default()
        };
    }

    /// How many codes narrow the board down, without the search text.
    pub fn narrowing(&self) -> usize {
        Facet::ALL
            .into_iter()
            .map(|facet| self.codes(facet).as_slice().len())
            .sum()
    }
}

/// The codes between commas, each once.
fn codes(text: &str) -> Codes {
    text.split(',').filter(|code| !code.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Filters {
        Filters::parse(|key| {
            query.trim_start_matches('?').split('&').find_map(|pair| {
                let (name, value) = pair.split_once('=')?;
                (name == key).then(|| value.into())
            })
        })
    }

    fn write(filters: &Filters) -> String {
        filters.query(|text: &str| text.to_owned())
    }

    #[test]
    fn filters_come_back_from_their_link() {
        let query = "?q=air&category=school,village&area=19.06.01&stage=trial&kind=digital\
                     &affair=2&goal=3,6&sort=name&selected=si-air&in_view=1&at=-2.9,108.2,3&lang=en";
        let filters = read(query);
        assert_eq!(filters.find.categories.as_slice().len(), 2);
        assert_eq!(filters.sort, Sort::Name);
        assert!(filters.in_view);
        assert_eq!(read(&write(&filters)), filters);
    }

    #[test]
    fn no_filter_is_no_query() {
        assert_eq!(write(&Filters::default()), "");
        assert_eq!(read(""), Filters::default());
    }

    #[test]
    fn a_second_toggle_takes_the_first_back_in_each_facet() {
        for facet in Facet::ALL {
            let mut filters = Filters::default();
            filters.toggle(facet, "x");
            assert!(filters.has(facet, "x"), "{facet:?}");
            assert_eq!(filters.narrowing(), 1);
            filters.toggle(facet, "x");
            assert_eq!(filters, Filters::default());
        }
    }

    #[test]
    fn clearing_keeps_order_map_and_language() {
        let mut filters = read("?q=air&goal=3&sort=name&selected=a&in_view=1&at=1,2,3&lang=en");
        filters.clear();
        assert_eq!(write(&filters), "?sort=name&in_view=1&at=1,2,3&lang=en");
    }
}
