//! Beginning the period for objections, with which the result is made.

use chrono::{DateTime, TimeDelta, Utc};
use store::{Store, StoreError, StoredEdition};
use wire::{EditionSlug, Manifest, Phase, TieRule};

use super::{
    ActError, Question, floor, hours, stored,
    words::{self, count},
};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    now: DateTime<Utc>,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "beginning the period for objections. The result is counted from the public log \
                and published, with what the rules open of the ballots";
    let mut question = Question::new(&stored, what);
    let settings = &stored.contents.edition;
    let phase = settings.phase;
    if phase != Phase::Closed {
        question.refuse(match phase {
            Phase::Objection => "the period for objections has begun already".to_owned(),
            Phase::Final | Phase::Archived => "the result is final".to_owned(),
            Phase::Voting => format!("the vote is open: peta phase {edition} closed"),
            _ => format!("the vote was not open yet (phase {})", phase.as_str()),
        });
        return Ok(question);
    }
    floor::ballots(&mut question, &store.turnout(edition).await?);
    let days = settings.objection_days;
    question.fact(
        "objections",
        if days == 0 {
            "the result may be final at once (objection_days = 0)".to_owned()
        } else {
            let until = now + TimeDelta::days(days.into());
            let until = hours::moment(until, &settings.region);
            format!("for {}, until {until}", count(days.into(), "day"))
        },
    );
    let sample = settings.sample_ballots.map_or(0, |it| it.get().into());
    question.fact("recount by", words::openings(settings.openings, sample));
    let sealed = store.without_opening(edition).await?.len() as u64;
    if sealed > 0 {
        question.warn(format!(
            "{} came back from the public log without marks: what nobody sends again before \
             the result is made is void, for good",
            count(sealed, "ballot")
        ));
    }
    open_ends(
        store,
        &stored,
        &mut question,
        "they count if they come before the result is final",
    )
    .await?;
    Ok(question)
}

/// What is still missing for a result that settles all: the same before and after it.
pub(super) async fn open_ends(
    store: &dyn Store,
    stored: &StoredEdition,
    question: &mut Question,
    missing: &str,
) -> Result<(), ActError> {
    let edition = &question.edition.clone();
    let known = store.evidence(edition).await?;
    let manifest = manifest(stored)?;
    if manifest.tie_rule == TieRule::JuryMean && known.jury.is_none() {
        question.warn(format!(
            "the jury's means are not published, so no tie is settled: peta jury {edition} FILE"
        ));
    }
    if manifest.has_lot() && known.lot.is_none() {
        let what = if manifest.tie_rule == TieRule::Lot {
            "no tie is settled"
        } else {
            "no sample is drawn for everybody"
        };
        question.warn(format!(
            "the value of the lot is not published, so {what}: peta lot {edition} VALUE"
        ));
    }
    let (links, queues) = (store.links(edition).await?, store.queues(edition).await?);
    floor::missing_queues(question, &links, &queues, missing);
    floor::papers(question, &store.papers(edition).await?);
    Ok(())
}

pub(super) fn manifest(stored: &StoredEdition) -> Result<Manifest, StoreError> {
    crate::follow::manifest(stored)
}

pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    now: DateTime<Utc>,
) -> Result<String, ActError> {
    question.check()?;
    let edition = &question.edition;
    store
        .turn(edition, Phase::Objection, question.revision, now)
        .await?;
    Ok(format!("{edition}: objection"))
}
