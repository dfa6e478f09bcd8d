//! Opening the vote: the only way to it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use store::{CodeBatch, Store};
use voting::may_follow;
use wire::{Contents, EditionSlug, Phase};

use super::{
    ActError, Question, contents, floor, hours, stored,
    words::{self, count},
};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    now: DateTime<Utc>,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "opening the vote. From then on, for good, this stands as it is";
    let mut question = Question::new(&stored, what);
    let phase = stored.contents.edition.phase;
    if phase == Phase::Voting {
        question.refuse("the vote is open already");
        return Ok(question);
    }
    if !may_follow(phase, Phase::Voting) {
        question.refuse(format!(
            "the vote was closed (the edition is in phase {}), and no vote is opened twice: \
             counts that were seen must not be voted on again",
            phase.as_str()
        ));
        return Ok(question);
    }
    when(&mut question, &stored.contents, now);
    rules(&mut question, &stored.contents);
    ballot(&mut question, &stored.contents);
    let batches = store.code_batches(edition).await?;
    codes(&mut question, &batches);
    floor::strange_booths(&mut question, &store.links(edition).await?, &batches, now);
    let shown = store.shown().await?;
    if shown.as_ref() != Some(edition) {
        let shown = shown.map_or_else(|| "none is".to_owned(), |it| format!("{it} is"));
        question.refuse(format!(
            "{edition} is not the edition on show ({shown}), so nobody could vote in it: \
             peta show {edition}"
        ));
    }
    let found = contents::findings(&stored.contents, now);
    question.refusals.extend(found.refusals);
    question.warnings.extend(found.warnings);
    Ok(question)
}

/// Opens it. `verifier` is the recount page that the manifest is to name, if there is
/// one.
pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    verifier: Option<&[u8]>,
    now: DateTime<Utc>,
) -> Result<String, ActError> {
    question.check()?;
    let edition = &question.edition;
    if let Some(page) = verifier {
        store.keep_verifier(edition, page).await?;
    }
    store
        .turn(edition, Phase::Voting, question.revision, now)
        .await?;
    Ok(format!("{edition}: voting"))
}

fn when(question: &mut Question, contents: &Contents, now: DateTime<Utc>) {
    let edition = &contents.edition;
    let hour = |at, region| {
        format!(
            "{}, {}",
            hours::moment(at, region),
            hours::distance(at, now)
        )
    };
    question.fact("event", edition.name.get("en"));
    question.fact(
        "days",
        format!("{} to {}", edition.starts_on, edition.ends_on),
    );
    question.fact(
        "opens",
        match edition.voting_opens_at {
            None => "at once".to_owned(),
            Some(at) if at <= now => format!("at once (opens_at: {})", hour(at, &edition.region)),
            Some(at) => hour(at, &edition.region),
        },
    );
    question.fact(
        "closes",
        edition.voting_closes_at.map_or_else(
            || format!("when you close it: peta phase {} closed", edition.slug),
            |at| hour(at, &edition.region),
        ),
    );
    let today = hours::day(now, &edition.region);
    if edition.voting_opens_at.is_none() && today < edition.starts_on {
        question.warn(format!(
            "voting would begin at once, and the event begins on {}",
            edition.starts_on
        ));
    }
}

fn rules(question: &mut Question, contents: &Contents) {
    let edition = &contents.edition;
    question.fact("rule", words::rule(edition.rule));
    question.fact(
        "ties",
        words::ties(edition.tie_rule, edition.lot_source.as_deref()),
    );
    if let Some(minimum) = edition.minimum_turnout {
        let ballots = count(minimum.into(), "ballot");
        question.fact(
            "minimum",
            format!("no winner with fewer than {ballots} in a contest"),
        );
    }
    question.fact("shown", words::visibility(edition.visibility));
    question.fact("new votes", words::release(edition.release));
    question.fact(
        "objections",
        match edition.objection_days {
            0 => "none: the result may be final right after the close".to_owned(),
            days => format!("{} before the result is final", count(days.into(), "day")),
        },
    );
    let sample = edition.sample_ballots.map_or(0, |it| it.get().into());
    question.fact("recount by", words::openings(edition.openings, sample));
    question.facts("witnesses", edition.witnesses.clone());
}

/// By category, in their order; those that nobody votes on apart.
fn ballot(question: &mut Question, contents: &Contents) {
    let mut by_category: BTreeMap<&str, u64> = BTreeMap::new();
    for innovation in &contents.innovations {
        *by_category
            .entry(innovation.card.category.as_str())
            .or_default() += 1;
    }
    let lines = |votable: bool| {
        let categories = contents
            .categories
            .iter()
            .filter(|it| it.votable == votable);
        let counted = categories.map(|it| {
            let n = by_category.get(it.code.as_str()).copied().unwrap_or(0);
            (n, format!("{n:>4}  {}", it.label.get("en")))
        });
        counted.filter(|(n, _)| *n > 0).collect::<Vec<_>>()
    };
    for (name, votable) in [("on the ballot", true), ("not on it", false)] {
        let lines = lines(votable);
        let all = lines.iter().map(|(n, _)| n).sum();
        if all > 0 {
            let head = count(all, "innovation");
            let lines = lines.into_iter().map(|(_, line)| line);
            question.facts(name, std::iter::once(head).chain(lines).collect());
        }
    }
}

fn codes(question: &mut Question, batches: &[CodeBatch]) {
    let live = || batches.iter().filter(|it| it.voided.is_none());
    let lines = live().map(|it| {
        let state = if it.activated_at.is_some() {
            "active"
        } else {
            "not activated"
        };
        format!(
            "batch {}, {}: {}, {state}",
            it.number,
            it.booth,
            count(it.codes, "code")
        )
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        question.fact("codes", "none, and none can be made once the vote is open");
    } else {
        question.facts("codes", lines);
    }
    let waiting: Vec<&CodeBatch> = live().filter(|it| it.activated_at.is_none()).collect();
    if !waiting.is_empty() {
        let numbers: Vec<String> = waiting.iter().map(|it| it.number.to_string()).collect();
        let codes = waiting.iter().map(|it| it.codes).sum();
        question.warn(format!(
            "{} of batch {} can't vote before they are activated: peta codes activate {} N \
             (possible later, too)",
            count(codes, "code"),
            numbers.join(", "),
            question.edition
        ));
    }
}
