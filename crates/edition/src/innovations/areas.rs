//! Which area a cell means: by its code, or by a name that only one area has.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use wire::{AreaMap, AreaShape, Level, Region};

use crate::fault::{Expected, Fault, Faults, Place};
use crate::text::{nearest, plain};

use super::FILE;

/// The areas that people can choose, ready to be looked up.
pub(super) struct OwnAreas<'a> {
    map: &'a AreaMap,
    by_code: BTreeMap<&'a str, &'a AreaShape>,
    /// The file that they are from.
    file: &'static str,
    /// What districts and villages are called here.
    words: [Vec<String>; 2],
    missing: RefCell<Missing>,
}

/// Codes that have the form of one and are not in the file, with their cells.
type Missing = BTreeMap<String, BTreeSet<(u32, &'static str)>>;

/// A code that the file should have.
pub(super) enum Unknown {
    /// Noted, to be told when all rows are read.
    Missing,
    Wrong(Expected),
}

const EXPECTED: &str = "the code of an area";

impl<'a> OwnAreas<'a> {
    pub(super) fn new(map: &'a AreaMap, file: &'static str, region: Option<&Region>) -> Self {
        let words = |own: &[&str], said: fn(&Region) -> &wire::Localized| {
            let said = region.into_iter().flat_map(move |it| said(it).0.values());
            let own = own.iter().map(|word| (*word).to_owned());
            let said = said.map(|word| word.to_lowercase());
            own.chain(said).collect::<Vec<String>>()
        };
        let words = [
            words(&["kecamatan", "kec.", "kec"], |it| &it.district_word),
            words(&["desa", "kelurahan", "kel.", "kel"], |it| &it.village_word),
        ];
        let own = map.areas.iter().filter(|it| it.level != Level::Neighbour);
        Self {
            map,
            by_code: own.map(|it| (it.code.as_str(), it)).collect(),
            file,
            words,
            missing: RefCell::default(),
        }
    }

    fn own(&self) -> impl Iterator<Item = &'a AreaShape> {
        self.by_code.values().copied()
    }

    fn by_code(&self, code: &str) -> Option<&'a AreaShape> {
        self.by_code.get(code).copied()
    }

    /// The area that a cell names; else what is wrong.
    pub(super) fn find(
        &self,
        text: &str,
        row: u32,
        column: &'static str,
    ) -> Result<&'a AreaShape, Unknown> {
        let code = atlas::read::normalise(text);
        if let Some(area) = self.by_code(&code) {
            return Ok(area);
        }
        let is_code = code.bytes().any(|it| it.is_ascii_digit())
            && code
                .chars()
                .all(|it| it.is_ascii_digit() || !it.is_alphanumeric());
        if !is_code {
            return self.by_name(text).map_err(Unknown::Wrong);
        }
        if self.is_of_the_region(&code) {
            let mut missing = self.missing.borrow_mut();
            missing.entry(code).or_default().insert((row, column));
            return Err(Unknown::Missing);
        }
        Err(Unknown::Wrong(self.wrong_code(&code)))
    }

    /// Whether the code is one of a district or village of this region.
    fn is_of_the_region(&self, code: &str) -> bool {
        let region = self.own().find(|area| area.level == Level::Region);
        let rest = region.and_then(|it| code.strip_prefix(it.code.as_str()));
        let Some(rest) = rest.and_then(|it| it.strip_prefix('.')) else {
            return false;
        };
        rest.split('.')
            .all(|part| matches!(part.len(), 2 | 4) && part.bytes().all(|it| it.is_ascii_digit()))
    }

    fn wrong_code(&self, code: &str) -> Expected {
        let expected = Expected::new(EXPECTED);
        // 32,01,20 and 32 01 20, but never another place's code.
        let digits: String = code.chars().filter(char::is_ascii_digit).collect();
        let dotted = atlas::read::normalise(&digits);
        if self.by_code(&dotted).is_some() {
            return expected.but(format!("did you mean \"{dotted}\"?"));
        }
        if atlas::read::is_of_bps(code) {
            return self.expected_of_the_ministry();
        }
        let neighbour = self
            .map
            .areas
            .iter()
            .find(|area| area.code.as_str() == code);
        if let Some(neighbour) = neighbour {
            return expected.but(format!("this is {}, a neighbour", neighbour.name));
        }
        expected.but(format!("{} has none of this code", self.file))
    }

    fn expected_of_the_ministry(&self) -> Expected {
        let district = self.own().find(|area| area.level == Level::District);
        let example = district.map_or(String::new(), |it| {
            format!(", such as {} ({})", it.code, it.name)
        });
        Expected::new(format!(
            "{EXPECTED} as the Ministry of Home Affairs numbers them{example}; this looks like a code \
             of BPS, whose numbers are others: don't just cut it, use a table that has both, or write the name"
        ))
    }

    fn by_name(&self, text: &str) -> Result<&'a AreaShape, Expected> {
        let expected = Expected::new(format!("{EXPECTED}, or a name that only one has"));
        let lower = text.to_lowercase();
        let after = |words: &[String]| {
            let mut words = words.iter();
            words.find_map(|word| lower.strip_prefix(word.as_str())?.strip_prefix(' '))
        };
        let called = |name: &str, level: Option<Level>| {
            let name = plain(name);
            let is_it = |area: &&AreaShape| {
                plain(&area.name) == name && level.is_none_or(|it| it == area.level)
            };
            self.own().filter(is_it).collect::<Vec<&AreaShape>>()
        };
        let mut name = lower.as_str();
        let mut called_so = called(name, None);
        if called_so.is_empty() {
            let level;
            (name, level) = match (after(&self.words[0]), after(&self.words[1])) {
                (Some(name), _) => (name, Some(Level::District)),
                (None, Some(name)) => (name, Some(Level::Village)),
                (None, None) => (name, None),
            };
            called_so = called(name, level);
        }
        match called_so[..] {
            [area] => Ok(area),
            [] => {
                let names = self.own().map(|area| area.name.as_str());
                let near = nearest(name, names)
                    .and_then(|near| self.own().find(|area| area.name == near))
                    .map(|area| format!("did you mean \"{}\", {}?", area.code, area.name));
                Err(expected.but(near.unwrap_or_default()))
            }
            _ => {
                let codes: Vec<&str> = called_so
                    .iter()
                    .take(5)
                    .map(|area| area.code.as_str())
                    .collect();
                Err(expected.but(format!("it may be {}", codes.join(" or "))))
            }
        }
    }

    /// Codes that the areas file should have: told there if there are several, as it
    /// is the borders that are not whole then.
    pub(super) fn say_missing(self, faults: &mut Faults) {
        let missing = self.missing.into_inner();
        let has = format!("{} has no area of this code", self.file);
        if missing.len() < 2 {
            for (code, cells) in &missing {
                for (row, column) in cells {
                    let place = Place::Row {
                        row: *row,
                        column: Some((*column).to_owned()),
                    };
                    let expected = Expected::new(EXPECTED).but(&*has);
                    faults.add(Fault::new(FILE, place, Some(code), expected));
                }
            }
            return;
        }
        let used: Vec<String> = missing
            .iter()
            .take(10)
            .map(|(code, cells)| {
                let row = cells.first().map_or(0, |cell| cell.0);
                let more = if cells.len() > 1 { " and more" } else { "" };
                format!("{code} (row {row}{more})")
            })
            .collect();
        let others = missing.len() - used.len();
        let others = if others > 0 {
            format!(" and {others} more")
        } else {
            String::new()
        };
        let count = |level| {
            self.map
                .areas
                .iter()
                .filter(|area| area.level == level)
                .count()
        };
        let found = format!(
            "{} districts, {} villages",
            count(Level::District),
            count(Level::Village)
        );
        let expected = format!(
            "the borders of all areas that {FILE} uses; it has none of {}{others}",
            used.join(", ")
        );
        faults.add(Fault::new(self.file, Place::File, Some(&found), expected));
    }
}
