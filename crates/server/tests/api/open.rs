//! `peta open`: what freezes is shown, what is wrong is refused, and nobody opens a
//! vote by mistake.

use chrono::{Days, FixedOffset, TimeDelta};

use crate::{folder::Folder, process::now};

#[tokio::test(flavor = "multi_thread")]
async fn hours_that_are_over_are_refused_and_can_be_mended() {
    let folder = Folder::new();
    // The year was mistyped: the event is in 2026.
    let at = |text: &str| Some(text.parse().expect("a moment"));
    folder.hours(at("2020-12-03T02:00:00Z"), at("2020-12-06T08:00:00Z"));
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    // Told when there is time, and once more.
    let (opened, refused) = folder.phase("voting").await;
    for said in [said, refused] {
        assert!(said.contains("the hours are over"), "{said}");
        assert!(said.contains("2020-12-06 15:00 WIB"), "{said}");
        assert!(said.contains("the year should probably be 2026"), "{said}");
    }
    assert!(!opened);
    assert_eq!(folder.is_in().await, "preparing");
    // Nothing was burnt: the right hours, and it opens.
    folder.hours(None, Some(now() + TimeDelta::days(2)));
    let (done, said) = folder.import().await;
    assert!(done && !said.contains("the hours are over"), "{said}");
    let (done, said) = folder.phase("voting").await;
    assert!(done, "{said}");
    assert_eq!(folder.is_in().await, "voting");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_freezes_is_shown_and_a_look_changes_nothing() {
    let folder = Folder::sample();
    let closes = now() + TimeDelta::hours(400 * 24 + 5);
    folder.hours(Some(now() + TimeDelta::hours(400 * 24 + 1)), Some(closes));
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    let slug = folder.slug();
    let codes = folder.at("codes").display().to_string();
    let make = [slug, "--count", "7", "--booth", "Manggar", "--out", &codes];
    let (done, said) = folder.run(&["codes"], &make).await;
    assert!(done, "{said}");
    let (done, said) = folder.run(&["open"], &[slug, "--dry-run"]).await;
    assert!(done, "{said}");
    let wib = FixedOffset::east_opt(7 * 3600).expect("an offset");
    let closes = closes
        .with_timezone(&wib)
        .format("%Y-%m-%d %H:%M WIB, in 400 days");
    for part in [
        "one mark in each category",
        "who has as many shares the place",
        "counts are shown all the time",
        "each ballot at once",
        "3 days before the result is final",
        "48 innovations",
        "batch 1, Manggar: 7 codes, not activated",
        "7 codes of batch 1 can't vote before they are activated",
        "example = true",
        "release_ballots = 1",
        "slug = \"belitung-timur-2026\"",
        "the hours of voting don't touch the days of the event",
        "in 400 days: until then nothing that the opening freezes can be mended",
        "a public recount is unlikely",
        "Nothing was changed",
        &closes.to_string(),
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(folder.is_in().await, "preparing");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_opens_a_vote_without_saying_which() {
    let folder = Folder::new();
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    let slug = folder.slug();
    for (command, arguments, says) in [
        ("open", vec![slug], "--yes pekan-kita"),
        (
            "open",
            vec![slug, "--yes", "pekan"],
            "--yes pekan is not pekan-kita",
        ),
        ("open", vec!["pekan-kitab"], "did you mean \"pekan-kita\"?"),
        ("open", vec!["lain"], "there is pekan-kita (preparing)"),
        (
            "phase",
            vec![slug, "voting", "--yes", slug],
            "peta open pekan-kita",
        ),
        (
            "phase",
            vec![slug, "pemungutan_suara"],
            "peta open pekan-kita",
        ),
        ("phase", vec![slug, "buka"], "one of preparing"),
        (
            "phase",
            vec![slug, "closed", "--yes", slug],
            "the vote is not open",
        ),
    ] {
        let (done, said) = folder.run(&[command], &arguments).await;
        assert!(!done && said.contains(says), "{arguments:?}: {said}");
        assert_eq!(folder.is_in().await, "preparing");
    }
    let (done, said) = folder.phase("voting").await;
    assert!(done && said.contains("pekan-kita: voting"), "{said}");
    let (done, said) = folder.phase("voting").await;
    assert!(!done && said.contains("open already"), "{said}");
}

/// Leaves the first rows, and the categories that they are in.
fn cut(folder: &Folder, rows: usize) {
    let mut used = Vec::new();
    folder.change("innovations.csv", |text| {
        filter(text, |at, row| {
            used.extend((at < rows).then(|| row[5].to_owned()));
            at < rows
        })
    });
    folder.change("categories.csv", |text| {
        filter(text, |_, row| used.iter().any(|it| *it == row[0]))
    });
}

/// A table without some of its rows.
fn filter(text: &str, mut keep: impl FnMut(usize, &csv::StringRecord) -> bool) -> String {
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(table.headers().expect("a header"))
        .expect("memory");
    for (at, row) in table.records().enumerate() {
        let row = row.expect("a row");
        if keep(at, &row) {
            out.write_record(&row).expect("memory");
        }
    }
    String::from_utf8(out.into_inner().expect("memory")).expect("text")
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_choice_there_is_no_vote() {
    let (one, none) = (Folder::new(), Folder::new());
    cut(&one, 1);
    none.change("categories.csv", |text| text.replace(",yes", ",no"));
    for (folder, says) in [
        (one, "no contest has two innovations"),
        (none, "no category with votable = yes"),
    ] {
        let (done, said) = folder.import().await;
        assert!(done && said.contains(says), "{said}");
        let (done, said) = folder.phase("voting").await;
        assert!(!done && said.contains(says), "{said}");
        assert_eq!(folder.is_in().await, "preparing");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_is_wrong_nothing_is_warned_of() {
    let folder = Folder::new();
    // Ten ballots at most: many will be alike.
    cut(&folder, 10);
    folder.settings("one_per_category\"", "approval\"\nmax = 1");
    let today = now().date_naive();
    for (key, day) in [
        (
            "starts_on = \"2026-12-03\"",
            format!("starts_on = \"{today}\""),
        ),
        (
            "ends_on = \"2026-12-06\"",
            format!("ends_on = \"{}\"", today + Days::new(3)),
        ),
    ] {
        folder.settings(key, &day);
    }
    folder.hours(None, Some(now() + TimeDelta::days(1)));
    let (done, said) = folder.import().await;
    assert!(done && !said.contains("warning"), "{said}");
    let (done, said) = folder.phase("voting").await;
    assert!(done && !said.contains("warning"), "{said}");
}
