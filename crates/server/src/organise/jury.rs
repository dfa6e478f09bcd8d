//! Publishing the jury's means.

use chrono::{DateTime, Utc};
use store::Store;
use wire::{EditionSlug, Phase, PublishedJury, TieRule};

use super::{ActError, Question, objection, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    means: &PublishedJury,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "publishing the jury's means, which settle ties. They can't be changed afterwards";
    let mut question = Question::new(&stored, what);
    if objection::manifest(&stored)?.tie_rule != TieRule::JuryMean {
        question.refuse("nothing in the rules of this vote asks for the jury (tie_rule)");
    }
    timely(&mut question, stored.contents.edition.phase);
    if store.evidence(edition).await?.jury.is_some() {
        question.refuse("the jury's means are in the public log already, and stay as they are");
    }
    question.fact(
        "means",
        format!("of {}", count(means.means.len() as u64, "innovation")),
    );
    let shown = means.means.iter().take(3);
    question.facts(
        "the first",
        shown
            .map(|it| format!("number {}: {}", it.number, it.mean))
            .collect(),
    );
    Ok(question)
}

/// Between the close and the final result.
pub(super) fn timely(question: &mut Question, phase: Phase) {
    if phase < Phase::Closed {
        question.refuse(format!(
            "too early: the edition is in phase {}",
            phase.as_str()
        ));
    } else if phase > Phase::Objection {
        question.refuse(format!(
            "too late: the edition is in phase {}",
            phase.as_str()
        ));
    }
}

pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    body: &[u8],
    now: DateTime<Utc>,
) -> Result<(), ActError> {
    question.check()?;
    Ok(store.publish_jury(&question.edition, body, now).await?)
}
