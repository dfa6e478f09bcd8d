//! What would be wrong with opening an edition, as far as its folder can tell. Said at
//! the import, when there is time, and once more at the opening.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use voting::contests;
use wire::{BallotNumber, CategoryCode, Contents, Contest, Edition, OpeningPolicy, Visibility};

use super::{
    hours,
    leftovers::leftovers,
    variety,
    words::{count, grouped},
};

/// Voters of a large event. Where ballots can differ in more than a third of that, one
/// in twenty or more is likely to be like no other, and then none is opened to all.
const MANY_VOTERS: u64 = 10_000;
/// Who opens earlier than that has a long time in which nothing can be mended.
const EARLY: TimeDelta = TimeDelta::days(14);
/// Less than that between opening and close is probably a slip of the pen.
const SHORT: TimeDelta = TimeDelta::minutes(30);

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Findings {
    /// With any of these it can't be opened.
    pub(crate) refusals: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

impl Findings {
    /// For an import, where nothing is refused yet: there is time to mend it.
    pub(crate) fn in_time(self) -> impl Iterator<Item = String> {
        let refusals = self.refusals.into_iter();
        let refusals = refusals.map(|it| format!("the vote can't be opened like this: {it}"));
        refusals.chain(self.warnings)
    }
}

pub(crate) fn findings(contents: &Contents, now: DateTime<Utc>) -> Findings {
    let mut found = Findings::default();
    let edition = &contents.edition;
    zone(edition, &mut found);
    times(edition, now, &mut found);
    ballot(contents, &mut found);
    found.warnings.extend(leftovers(edition));
    found
}

/// What is voted on.
pub(super) fn on_ballot(contents: &Contents) -> Vec<Contest> {
    let innovations: Vec<(BallotNumber, CategoryCode)> = contents
        .innovations
        .iter()
        .map(|it| (it.card.number, it.card.category.clone()))
        .collect();
    contests(contents.edition.rule, &contents.categories, &innovations)
}

fn zone(edition: &Edition, found: &mut Findings) {
    let region = &edition.region;
    if region.offsets.is_empty() {
        found.refusals.push(format!(
            "timezone = \"{}\": no time zone of that name is known. In Indonesia it is \
             Asia/Jakarta or Asia/Pontianak (WIB), Asia/Makassar (WITA) or Asia/Jayapura (WIT)",
            region.timezone
        ));
    }
}

fn times(edition: &Edition, now: DateTime<Utc>, found: &mut Findings) {
    let region = &edition.region;
    let (opens, closes) = (edition.voting_opens_at, edition.voting_closes_at);
    if let (Some(opens), Some(closes)) = (opens, closes)
        && opens >= closes
    {
        found.refusals.push(format!(
            "voting would open at {} and close at {}: put closes_at behind opens_at",
            hours::moment(opens, region),
            hours::moment(closes, region)
        ));
        return;
    }
    if let Some(closes) = closes.filter(|it| *it <= now) {
        found.refusals.push(format!(
            "the hours are over: voting would have closed at {}, {}{}. Mend closes_at in \
             edition.toml and import it",
            hours::moment(closes, region),
            hours::distance(closes, now),
            other_year(edition, closes)
        ));
        return;
    }
    let from = opens.filter(|it| *it > now).unwrap_or(now);
    if let Some(closes) = closes.filter(|it| *it - from < SHORT) {
        found.warnings.push(format!(
            "voting closes at {}, {} after it opens",
            hours::moment(closes, region),
            count((closes - from).num_minutes().unsigned_abs(), "minute")
        ));
    }
    if let (Visibility::Frozen { minutes }, Some(closes)) = (edition.visibility, closes)
        && closes - TimeDelta::minutes(minutes.into()) <= from
    {
        found.warnings.push(format!(
            "frozen_minutes = {minutes}: counts would stand still from the opening to the close"
        ));
    }
    let ends_before = closes.filter(|it| hours::day(*it, region) < edition.starts_on);
    let begins_after = opens.filter(|it| hours::day(*it, region) > edition.ends_on);
    if let Some(hour) = ends_before.or(begins_after) {
        found.warnings.push(format!(
            "the hours of voting don't touch the days of the event: {} is not from {} to {}{}",
            hours::moment(hour, region),
            edition.starts_on,
            edition.ends_on,
            other_year(edition, hour)
        ));
    }
    if let Some(opens) = opens.filter(|it| *it - now > EARLY) {
        found.warnings.push(format!(
            "voting begins at {}, {}: until then nothing that the opening freezes can be \
             mended, so open it later",
            hours::moment(opens, region),
            hours::distance(opens, now)
        ));
    }
    if closes.is_none() && edition.ends_on < hours::day(now, region) {
        found
            .warnings
            .push(format!("the event was over on {}", edition.ends_on));
    }
}

/// What gives a mistyped year away.
fn other_year(edition: &Edition, hour: DateTime<Utc>) -> String {
    use chrono::Datelike as _;

    let day = hours::day(hour, &edition.region);
    let days = edition.starts_on..=edition.ends_on;
    let is_in = |year| {
        day.with_year(year)
            .is_some_and(|it: NaiveDate| days.contains(&it))
    };
    let year = edition.starts_on.year();
    if day.year() != year && is_in(year) {
        format!(" (the year should probably be {year})")
    } else {
        String::new()
    }
}

fn ballot(contents: &Contents, found: &mut Findings) {
    let edition = &contents.edition;
    if contents.innovations.is_empty() {
        let text = "there is nothing to vote on: innovations.csv has no rows";
        found.refusals.push(text.to_owned());
        return;
    }
    let contests = on_ballot(contents);
    if contests.is_empty() {
        let text = "there is nothing to vote on: no category with votable = yes in \
                    categories.csv has an innovation";
        found.refusals.push(text.to_owned());
        return;
    }
    if contests.iter().all(|it| it.numbers.len() < 2) {
        let text = "there is nothing to choose between: no contest has two innovations";
        found.refusals.push(text.to_owned());
        return;
    }
    for contest in contests.iter().filter(|it| it.numbers.len() < 2) {
        let category = contest.category.as_ref().map_or("", |it| it.as_str());
        found.warnings.push(format!(
            "category {category} has only one innovation: it wins with its first vote"
        ));
    }
    for category in contents.categories.iter().filter(|it| it.votable) {
        let mut cards = contents.innovations.iter().map(|it| &it.card.category);
        if !cards.any(|it| *it == category.code) {
            found.warnings.push(format!(
                "category {} is votable but has no innovation, so it will not be on the ballot",
                category.code
            ));
        }
    }
    let different = variety::different(edition.rule, &contests);
    if edition.openings != OpeningPolicy::Auditors && different.saturating_mul(3) > MANY_VOTERS {
        found.warnings.push(format!(
            "a public recount is unlikely: ballots can differ in {} ways ({} over {}), and if \
             more than 1 in 20 is like no other, their marks go to auditors only, whatever \
             `openings` says. With fewer contests, or rule = \"approval\" and max = 1, \
             everybody can count again",
            if different >= u64::MAX - 1 {
                "countless".to_owned()
            } else {
                grouped(different)
            },
            count(contests.len() as u64, "contest"),
            count(
                contests.iter().map(|it| it.numbers.len() as u64).sum(),
                "innovation"
            ),
        ));
    }
}
