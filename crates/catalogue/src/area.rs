//! Areas by name and by what holds them.

use wire::AreaCode;

/// Name and parent of each area, by code.
#[derive(Clone, Debug, Default)]
pub struct AreaNames(Vec<Area>);

#[derive(Clone, Debug)]
struct Area {
    code: AreaCode,
    name: String,
    parent: Option<AreaCode>,
}

/// No chain of parents is longer: region, district, village and one to spare.
/// Keeps a circle in the data from turning for ever.
const DEEPEST: usize = 8;

impl AreaNames {
    pub fn insert(&mut self, code: AreaCode, name: impl Into<String>, parent: Option<AreaCode>) {
        let area = Area {
            name: name.into(),
            parent,
            code,
        };
        match self.place(area.code.as_str()) {
            Ok(at) => self.0[at] = area,
            Err(at) => self.0.insert(at, area),
        }
    }

    /// Where an area is, or where it would be: they ascend by code.
    fn place(&self, code: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|area| area.code.as_str().cmp(code))
    }

    fn get(&self, code: &str) -> Option<&Area> {
        self.place(code).ok().map(|at| &self.0[at])
    }

    /// Its name, if it is known.
    pub fn name(&self, code: &str) -> Option<&str> {
        self.get(code).map(|area| area.name.as_str())
    }

    /// The area itself and everything that holds it, from small to large.
    ///
    /// An area that is not known is held by what its code says: `19.06.01.2001`
    /// by `19.06.01`, by `19.06`, by `19`.
    pub fn holders<'a>(&'a self, code: &'a str) -> Vec<&'a str> {
        let mut holders = vec![code];
        let mut current = code;
        while holders.len() < DEEPEST {
            let parent = match self.get(current) {
                Some(area) => area.parent.as_ref().map(AreaCode::as_str),
                None => current.rsplit_once('.').map(|(parent, _)| parent),
            };
            let Some(parent) = parent else { break };
            holders.push(parent);
            current = parent;
        }
        holders
    }
}

impl FromIterator<(AreaCode, String, Option<AreaCode>)> for AreaNames {
    fn from_iter<I: IntoIterator<Item = (AreaCode, String, Option<AreaCode>)>>(areas: I) -> Self {
        let mut names = Self::default();
        for (code, name, parent) in areas {
            names.insert(code, name, parent);
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_areas_follow_their_parents() {
        let names: AreaNames = [
            ("R".into(), "Region".into(), None),
            ("D".into(), "District".into(), Some("R".into())),
            ("V.1".into(), "Village".into(), Some("D".into())),
        ]
        .into_iter()
        .collect();
        assert_eq!(names.holders("V.1"), ["V.1", "D", "R"]);
        assert_eq!(names.name("D"), Some("District"));
    }

    #[test]
    fn unknown_areas_follow_the_dots_of_their_code() {
        let names = AreaNames::default();
        assert_eq!(
            names.holders("19.06.01.2001"),
            ["19.06.01.2001", "19.06.01", "19.06", "19"]
        );
    }

    #[test]
    fn a_circle_of_parents_ends() {
        let names: AreaNames = [
            ("A".into(), String::new(), Some("B".into())),
            ("B".into(), String::new(), Some("A".into())),
        ]
        .into_iter()
        .collect();
        assert_eq!(names.holders("A").len(), DEEPEST);
    }
}
