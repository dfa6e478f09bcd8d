//! Publishing the value of the lot.

use chrono::{DateTime, Utc};
use store::Store;
use wire::{EditionSlug, TieRule};

use super::{ActError, Question, jury::timely, objection, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    value: &str,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "publishing the value of the lot. It can't be changed afterwards";
    let mut question = Question::new(&stored, what);
    let manifest = objection::manifest(&stored)?;
    if !manifest.has_lot() {
        question.refuse("nothing in the rules of this vote asks for a lot (tie_rule, openings)");
    }
    timely(&mut question, stored.contents.edition.phase);
    if store.evidence(edition).await?.lot.is_some() {
        question.refuse("the value of the lot is in the public log already, and stays as it is");
    }
    question.fact("value", format!("\"{value}\""));
    question.fact("from", manifest.lot_source.clone().unwrap_or_default());
    let mut does = Vec::new();
    if manifest.tie_rule == TieRule::Lot {
        does.push("settles ties".to_owned());
    }
    if let Some(sample) = manifest.sample() {
        let ballots = count(sample.get().into(), "ballot");
        does.push(format!("draws {ballots} that everybody may check"));
        if store.result(edition).await?.is_none() {
            question.refuse(
                "it draws the sample, and the ballots that it is drawn from are not fixed in the \
                 public log yet: the server makes the result once the period for objections has \
                 begun",
            );
        }
    }
    question.facts("it", does);
    Ok(question)
}

pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    value: &str,
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    question.check()?;
    Ok(store.publish_lot(&question.edition, value, now).await?)
}
