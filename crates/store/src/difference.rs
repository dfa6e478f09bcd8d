//! What an import may not change once voting was opened.

// A place is the same, or it was changed.
#![allow(clippy::float_cmp)]

use core::fmt;

use wire::{Card, Category, Contents, Edition, InnovationId, Profile, Term, Vocabulary};

/// The first thing that an import would change and may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// None: the edition itself.
    pub innovation: Option<InnovationId>,
    /// The field's name, as in JSON.
    pub field: &'static str,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.innovation {
            Some(id) => write!(f, "{} of innovation {id} differs", self.field),
            None => write!(f, "{} of the edition differs", self.field),
        }
    }
}

/// Returns the name of the first field listed that differs.
macro_rules! first_of {
    ($before:expr, $after:expr; $($field:ident),+ $(,)?) => {
        [$((stringify!($field), $before.$field != $after.$field)),+]
            .into_iter()
            .find_map(|(field, differs)| differs.then_some(field))
    };
}

/// The first difference that is neither a text nor media; `None` if an import
/// of `after` may go ahead.
///
/// Texts are what only tells people more: summaries, descriptions, labels,
/// contacts, credits. What the manifest holds (names included), and what
/// someone filters, sorts or counts by, is not a text.
pub(crate) fn difference(before: &Contents, after: &Contents) -> Option<Difference> {
    let edition = edition(&before.edition, &after.edition)
        .or_else(|| categories(&before.categories, &after.categories))
        .or_else(|| vocabulary(&before.vocabulary, &after.vocabulary))
        .or_else(|| first_of!(before, after; map));
    if let Some(field) = edition {
        return Some(Difference {
            innovation: None,
            field,
        });
    }
    innovations(&before.innovations, &after.innovations)
}

fn edition(before: &Edition, after: &Edition) -> Option<&'static str> {
    // Every field is named, so that a new one has to be decided on.
    let Edition {
        slug: _,
        name: _,
        theme: _,
        venue: _,
        agency: _,
        region: _,
        starts_on: _,
        ends_on: _,
        phase: _,
        voting_opens_at: _,
        voting_closes_at: _,
        rule: _,
        tie_rule: _,
        lot_source: _,
        minimum_turnout: _,
        objection_days: _,
        visibility: _,
        openings: _,
        witnesses: _,
        sample_ballots: _,
        release: _,
        attribution: _,
        approximate_borders: _,
        tiles: _,
        contact: _,
        example: _,
    } = before;
    first_of!(before, after;
        slug, name, region, starts_on, ends_on, voting_opens_at, voting_closes_at, rule,
        tie_rule, lot_source, minimum_turnout, objection_days, visibility, openings, witnesses,
        sample_ballots, release, example,
    )
}

fn categories(before: &[Category], after: &[Category]) -> Option<&'static str> {
    let same = before.len() == after.len()
        && before.iter().zip(after).all(|(before, after)| {
            let Category {
                code,
                label: _,
                colour,
                shape,
                votable,
            } = before;
            (code, colour, shape, votable)
                == (&after.code, &after.colour, &after.shape, &after.votable)
        });
    (!same).then_some("categories")
}

fn vocabulary(before: &Vocabulary, after: &Vocabulary) -> Option<&'static str> {
    let Vocabulary {
        forms,
        kinds,
        stages,
        initiators,
        affairs,
        goals,
    } = before;
    let codes = |terms: &[Term], others: &[Term]| {
        terms
            .iter()
            .map(|term| &term.code)
            .ne(others.iter().map(|term| &term.code))
    };
    [
        ("forms", codes(forms, &after.forms)),
        ("kinds", codes(kinds, &after.kinds)),
        ("stages", codes(stages, &after.stages)),
        ("initiators", codes(initiators, &after.initiators)),
        ("affairs", codes(affairs, &after.affairs)),
        ("goals", codes(goals, &after.goals)),
    ]
    .into_iter()
    .find_map(|(field, differs)| differs.then_some(field))
}

/// Both ascend by number.
fn innovations(before: &[Profile], after: &[Profile]) -> Option<Difference> {
    let mut others = after.iter();
    for profile in before {
        let Some(other) = others.next() else {
            return Some(of(profile, "id"));
        };
        if let Some(field) = card(&profile.card, &other.card).or_else(|| details(profile, other)) {
            return Some(of(profile, field));
        }
    }
    others.next().map(|profile| of(profile, "id"))
}

fn of(profile: &Profile, field: &'static str) -> Difference {
    Difference {
        innovation: Some(profile.card.id.clone()),
        field,
    }
}

fn card(before: &Card, after: &Card) -> Option<&'static str> {
    let Card {
        number: _,
        id: _,
        slug: _,
        name: _,
        expansion: _,
        summary: _,
        category: _,
        area: _,
        agency: _,
        stage: _,
        kind: _,
        affair: _,
        goals: _,
        point: _,
        precision: _,
        booth: _,
        picture: _,
    } = before;
    first_of!(before, after;
        id, number, slug, name, category, area, stage, kind, affair, goals, point, precision,
    )
}

fn details(before: &Profile, after: &Profile) -> Option<&'static str> {
    let Profile {
        card: _,
        design: _,
        purpose: _,
        benefit: _,
        results: _,
        beneficiaries: _,
        form: _,
        initiator: _,
        initiator_name: _,
        related_affairs: _,
        themes: _,
        trial_on: _,
        in_use_since: _,
        budget: _,
        budget_source: _,
        reach: _,
        pictures: _,
        video_url: _,
        contact: _,
        awards: _,
        replications: _,
    } = before;
    first_of!(before, after;
        beneficiaries, form, initiator, related_affairs, trial_on, in_use_since, budget,
        budget_source, reach, replications,
    )
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use wire::{Localized, Picture, Rule};

    use super::*;
    use crate::contract::sample::{at, contents};

    /// A change, and what it is refused as; `None` if it is allowed.
    type Row = (fn(&mut Contents), Option<&'static str>);

    #[expect(clippy::too_many_lines, reason = "a table of thirty rows")]
    #[test]
    fn every_kind_of_change_has_its_answer() {
        let table: [Row; 30] = [
            (|_| {}, None),
            (
                |it| it.edition.theme = Localized::from([("id", "Tema")]),
                None,
            ),
            (|it| it.edition.agency = "Bapperida".into(), None),
            (|it| it.edition.attribution.clear(), None),
            (|it| it.edition.approximate_borders = false, None),
            (
                |it| it.categories[0].label = Localized::from([("en", "Village")]),
                None,
            ),
            (
                |it| it.vocabulary.stages[0].label = Localized::default(),
                None,
            ),
            (
                |it| it.innovations[0].card.expansion = "Kepanjangan".into(),
                None,
            ),
            (|it| it.innovations[0].card.booth = "B2".into(), None),
            (
                |it| it.innovations[0].results.after = "Lebih baik.".into(),
                None,
            ),
            (
                |it| {
                    let picture = Picture {
                        file: "dua.webp".into(),
                        alt: "Dua".into(),
                    };
                    it.innovations[0].pictures = vec![picture];
                },
                None,
            ),
            (
                |it| it.edition.name = Localized::default(),
                Some("name of the edition"),
            ),
            (
                |it| it.edition.rule = Rule::Approval { max: 3 },
                Some("rule of the edition"),
            ),
            (
                |it| it.edition.voting_opens_at = Some(at(1)),
                Some("voting_opens_at of the edition"),
            ),
            (
                |it| it.edition.visibility = wire::Visibility::Hidden,
                Some("visibility of the edition"),
            ),
            (
                |it| it.edition.region.timezone_label = "WIT".into(),
                Some("region of the edition"),
            ),
            (
                |it| it.edition.example = false,
                Some("example of the edition"),
            ),
            (
                |it| it.categories.swap(0, 1),
                Some("categories of the edition"),
            ),
            (
                |it| it.categories[2].votable = true,
                Some("categories of the edition"),
            ),
            (
                |it| it.categories[0].colour = 7,
                Some("categories of the edition"),
            ),
            (
                |it| drop(it.categories.pop()),
                Some("categories of the edition"),
            ),
            (
                |it| it.vocabulary.stages.clear(),
                Some("stages of the edition"),
            ),
            (|it| it.map.frame.width += 1, Some("map of the edition")),
            (
                |it| it.innovations[1].card.slug = "lain".into(),
                Some("slug of innovation CTH-002"),
            ),
            (
                |it| it.innovations[1].card.name.push('!'),
                Some("name of innovation CTH-002"),
            ),
            (
                |it| it.innovations[1].card.point[0] += 0.1,
                Some("point of innovation CTH-002"),
            ),
            (
                |it| it.innovations[1].card.goals.clear(),
                Some("goals of innovation CTH-002"),
            ),
            (
                |it| it.innovations[1].budget = None,
                Some("budget of innovation CTH-002"),
            ),
            (
                |it| drop(it.innovations.remove(1)),
                Some("id of innovation CTH-002"),
            ),
            (
                |it| it.innovations.truncate(4),
                Some("id of innovation CTH-005"),
            ),
        ];
        for (number, (change, expected)) in table.into_iter().enumerate() {
            let before = contents();
            let mut after = contents();
            change(&mut after);
            let found = difference(&before, &after).map(|it| it.to_string());
            let expected = expected.map(|field| format!("{field} differs"));
            assert_eq!(found, expected, "row {number}");
        }
    }
}
