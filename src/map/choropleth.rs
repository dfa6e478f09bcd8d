//! Areas shaded by a number: how many innovations, or how many votes.

use wire::{AreaCode, AreaShape, Card, Level};

/// What the shade of a district says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    #[default]
    None,
    Innovations,
    Votes,
}

/// How many shades there are.
pub const STEPS: usize = 5;

/// A number for each district, and the shades' upper bounds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shades {
    pub values: Vec<(AreaCode, u64)>,
    /// Ascending; equal neighbours mean that a shade isn't used.
    pub bounds: Vec<u64>,
}

impl Shades {
    /// Adds up `measure` over the cards at `shown` in each district.
    pub fn new(
        measure: Measure,
        districts: &[AreaShape],
        cards: &[Card],
        shown: &[u32],
        votes: &[u64],
    ) -> Self {
        if measure == Measure::None {
            return Self::default();
        }
        let mut values: Vec<(AreaCode, u64)> = Vec::new();
        for area in districts.iter().filter(|it| it.level == Level::District) {
            values.push((area.code.clone(), 0));
        }
        for at in shown.iter().map(|at| *at as usize) {
            let Some(card) = cards.get(at) else { continue };
            let weight = match measure {
                Measure::Votes => votes.get(at).copied().unwrap_or(0),
                _ => 1,
            };
            if let Some(value) = district_of(&card.area, &mut values) {
                *value += weight;
            }
        }
        let most = values.iter().map(|(_, value)| *value).max().unwrap_or(0);
        let steps = STEPS as u64;
        let bounds = (1..=steps).map(|step| most * step / steps).collect();
        Self { values, bounds }
    }

    /// The shade of an area: 0 for none, else 1 to `STEPS`.
    pub fn step(&self, area: &AreaCode) -> usize {
        match self.values.iter().find(|(code, _)| code == area) {
            None | Some((_, 0)) => 0,
            Some((_, value)) => {
                1 + self
                    .bounds
                    .iter()
                    .take_while(|bound| value > *bound)
                    .count()
            }
        }
    }
}

/// The district that is `area` or holds it, by codes: `19.06.01.2001` is in `19.06.01`.
fn district_of<'a>(area: &AreaCode, values: &'a mut [(AreaCode, u64)]) -> Option<&'a mut u64> {
    let mut code = area.as_str();
    loop {
        if let Some(at) = values.iter().position(|(it, _)| it.as_str() == code) {
            return Some(&mut values[at].1);
        }
        code = &code[..code.rfind('.')?];
    }
}

#[cfg(test)]
mod tests {
    use wire::{BallotNumber, InnovationId, Precision};

    use super::*;

    fn district(code: &str) -> AreaShape {
        AreaShape {
            code: code.into(),
            name: code.into(),
            level: Level::District,
            parent: None,
            path: String::new(),
            bounds: [0; 4],
            label: [0; 2],
        }
    }

    fn card(number: u32, area: &str) -> Card {
        Card {
            number: BallotNumber(number),
            id: InnovationId::new("x"),
            slug: "x".into(),
            name: String::new(),
            expansion: String::new(),
            summary: String::new(),
            category: "x".into(),
            area: area.into(),
            agency: String::new(),
            stage: String::new(),
            kind: String::new(),
            affair: String::new(),
            goals: Vec::new(),
            point: [0.0; 2],
            precision: Precision::Point,
            booth: String::new(),
            picture: None,
        }
    }

    #[test]
    fn villages_count_for_their_district_and_the_region_for_none() {
        let districts = [district("1.01"), district("1.02")];
        let cards = [
            card(1, "1.01.2001"),
            card(2, "1.01"),
            card(3, "1"),
            card(4, "1.02.2001"),
        ];
        let shades = Shades::new(Measure::Innovations, &districts, &cards, &[0, 1, 2], &[]);
        assert_eq!(
            shades.values,
            [("1.01".into(), 2), (AreaCode::from("1.02"), 0)]
        );
        assert_eq!(shades.step(&"1.01".into()), STEPS);
        assert_eq!(shades.step(&"1.02".into()), 0);
    }

    #[test]
    fn votes_weigh() {
        let districts = [district("1.01"), district("1.02")];
        let cards = [card(1, "1.01.2001"), card(2, "1.02")];
        let shades = Shades::new(Measure::Votes, &districts, &cards, &[0, 1], &[3, 100]);
        assert_eq!(shades.step(&"1.01".into()), 1);
        assert_eq!(shades.step(&"1.02".into()), STEPS);
    }
}
