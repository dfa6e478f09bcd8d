use wire::{Localized, Picture, Rule};

use super::*;
use crate::contract::sample::{at, contents, profile};

/// A change, and all that is said of it; with `!` before what is refused in the vote.
type Row = (fn(&mut Contents), &'static [&'static str]);

fn said(change: fn(&mut Contents)) -> Vec<String> {
    let before = contents();
    let mut after = contents();
    change(&mut after);
    differences(&before, &after)
        .into_iter()
        .map(|it| format!("{}{it}", if it.is_frozen { "!" } else { "" }))
        .collect()
}

fn check(table: &[Row]) {
    for (number, (change, expected)) in table.iter().enumerate() {
        assert_eq!(said(*change), *expected, "row {number}");
    }
}

/// What ballots are signed against.
#[test]
fn what_the_manifest_holds_is_frozen() {
    check(&[
        (
            |it| it.edition.name = Localized::from([("id", "Pekan"), ("en", "Week")]),
            &[
                "!edition, name.en: was not there, is \"Week\" now",
                "!edition, name.id: was \"Pekan Inovasi Contoh\", is \"Pekan\" now",
            ],
        ),
        (
            |it| it.edition.rule = Rule::Approval { max: 3 },
            &[
                "!edition, rule: was {\"kind\":\"one_per_category\"}, is {\"kind\":\"approval\",\"max\":3} now",
            ],
        ),
        (
            |it| it.edition.voting_closes_at = None,
            &["!edition, voting_closes_at: was \"2025-02-20T07:20:00Z\", is missing now"],
        ),
        (
            |it| it.edition.voting_opens_at = Some(at(1)),
            &[
                "!edition, voting_opens_at: was \"2025-02-19T21:20:00Z\", is \"2025-02-19T21:21:00Z\" now",
            ],
        ),
        (
            |it| it.edition.visibility = wire::Visibility::Hidden,
            &["!edition, visibility: was {\"kind\":\"live\"}, is {\"kind\":\"hidden\"} now"],
        ),
        (
            |it| it.categories[0].label = Localized::from([("id", "Rumah sakit")]),
            &["!category desa, label.id: was \"desa\", is \"Rumah sakit\" now"],
        ),
        (
            |it| it.categories.swap(0, 1),
            &[
                "!category desa, place: was 1, is 2 now",
                "!category sekolah, place: was 2, is 1 now",
            ],
        ),
        (
            |it| it.categories[2].votable = true,
            &["!category tamu, votable: was false, is true now"],
        ),
        (
            |it| it.categories[0].votable = false,
            &["!category desa, votable: was true, is false now"],
        ),
        (
            |it| it.innovations[1].card.name.push('!'),
            &["!innovation CTH-002, name: was \"CONTOH 2\", is \"CONTOH 2!\" now"],
        ),
        (
            |it| it.innovations[1].card.category = "tamu".into(),
            &["!innovation CTH-002, category: was \"desa\", is \"tamu\" now"],
        ),
        (
            |it| it.innovations[4].card.category = "desa".into(),
            &["!innovation CTH-005, category: was \"tamu\", is \"desa\" now"],
        ),
        (
            |it| drop(it.innovations.remove(1)),
            &["!innovation CTH-002: was \"CONTOH 2\", is missing now"],
        ),
        (
            |it| it.innovations.push(profile(6, "desa")),
            &["!innovation CTH-006: was not there, is \"CONTOH 6\" now"],
        ),
    ]);
}

/// All at once, however many there are.
#[test]
fn nothing_hides_behind_the_first() {
    let all = said(|it| {
        it.edition.voting_closes_at = Some(at(601));
        it.edition.venue = "Lain".into();
        it.categories[1].label = Localized::from([("id", "Lain")]);
        for profile in &mut it.innovations {
            profile.card.name.push('?');
        }
    });
    assert_eq!(
        all.iter().filter(|it| it.starts_with('!')).count(),
        6,
        "{all:#?}"
    );
    assert_eq!(all.iter().filter(|it| it.contains("venue")).count(), 1);
}

/// What bears on no vote is put right at any time, and said.
#[test]
fn all_else_may_change() {
    check(&[
        (|_| {}, &[]),
        (
            |it| it.edition.theme = Localized::from([("id", "Tema")]),
            &["edition, theme.id: was not there, is \"Tema\" now"],
        ),
        (
            |it| it.edition.agency = "Bapperida".into(),
            &["edition, agency: was \"Bappelitbangda\", is \"Bapperida\" now"],
        ),
        (
            |it| it.edition.example = false,
            &["edition, example: was true, is false now"],
        ),
        (
            |it| it.categories[2].label = Localized::from([("en", "Guests"), ("id", "tamu")]),
            &["category tamu, label.en: was not there, is \"Guests\" now"],
        ),
        (
            |it| it.categories[0].colour = 7,
            &["category desa, colour: was 0, is 7 now"],
        ),
        (
            |it| it.vocabulary.stages[0].label = Localized::default(),
            &["vocabulary, stages: differs"],
        ),
        (
            |it| it.vocabulary.stages.clear(),
            &["vocabulary, stages: differs"],
        ),
        (|it| it.map.frame.width += 1, &["borders: differs"]),
        // Innovations: counted, not listed.
        (|it| it.innovations[0].card.slug = "lain".into(), &[]),
        (|it| it.innovations[0].card.area = "19.06.02".into(), &[]),
        (|it| it.innovations[0].card.point[0] += 0.1, &[]),
        (|it| it.innovations[0].card.stage = "trial".into(), &[]),
        (|it| it.innovations[0].card.affair = "25".into(), &[]),
        (
            |it| it.innovations[0].contact = "lain@example.org".into(),
            &[],
        ),
        (
            |it| it.innovations[0].results.after = "Lebih baik.".into(),
            &[],
        ),
        (
            |it| {
                it.innovations[0].pictures = vec![Picture {
                    file: "dua.webp".into(),
                    alt: "Dua".into(),
                }];
            },
            &[],
        ),
        // Nobody votes on these.
        (|it| it.innovations[4].card.name = "TAMU".into(), &[]),
        (|it| drop(it.innovations.pop()), &[]),
    ]);
}

/// Picks may become harder to read off a screen, never easier.
#[test]
fn new_ballots_are_shown_no_sooner_than_was_promised() {
    let with = |ballots, seconds| {
        let mut contents = contents();
        contents.edition.release = Release { ballots, seconds };
        contents
    };
    for (before, after, is_frozen) in [
        ((5, 20), (10, 20), false),
        ((1, 0), (5, 20), false),
        ((5, 20), (4, 20), true),
        ((5, 20), (50, 10), true),
    ] {
        let found = differences(&with(before.0, before.1), &with(after.0, after.1));
        assert_eq!(found.len(), 1, "{before:?} {after:?}");
        assert_eq!(found[0].is_frozen, is_frozen, "{before:?} {after:?}");
    }
}
