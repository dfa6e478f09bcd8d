//! Taking the vote from a batch of codes, or from one code.

use chrono::{DateTime, Utc};
use store::{Store, StoreError, Voided};
use wire::{CodeState, EditionSlug, Phase};

use super::{ActError, Question, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    what: Voided,
    reason: &str,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let mut question = Question::new(&stored, title(what));
    if stored.contents.edition.phase > Phase::Objection {
        question.refuse("the result is final: nothing can be voided any more");
    }
    match what {
        Voided::Batch(number) => batch(store, &mut question, number).await?,
        Voided::Code(key) => {
            let status = store.code(edition, &key).await?;
            let status = status.ok_or(StoreError::UnknownCode(key))?;
            if status.state == CodeState::Void {
                question.warn("it is void already; the first reason stays");
            } else if status.seq.is_some() {
                question.fact("it", "was used: 1 ballot will not count");
            } else {
                question.fact("it", "was not used: nobody can vote with it any more");
            }
        }
    }
    question.fact("reason", format!("{reason} (public for ever)"));
    Ok(question)
}

fn title(what: Voided) -> String {
    match what {
        Voided::Batch(number) => format!("making batch {number} of the codes void, for good"),
        Voided::Code(_) => "making a code void, for good".to_owned(),
    }
}

async fn batch(store: &dyn Store, question: &mut Question, number: u32) -> Result<(), ActError> {
    let batches = store.code_batches(&question.edition).await?;
    let batch = batches.iter().find(|it| it.number == number);
    let batch = batch.ok_or(StoreError::UnknownBatch(number))?;
    question.fact("booth", batch.booth.clone());
    if batch.voided.is_some() {
        question.warn("it is void already; the first reason stays");
        return Ok(());
    }
    let unused = batch.codes - batch.codes_used;
    question.facts(
        "codes",
        vec![
            format!("{unused} of {} not used", count(batch.codes, "code")),
            format!("{} will not count", count(batch.codes_counting, "ballot")),
        ],
    );
    if batch.codes_voided > 0 {
        question.fact(
            "void",
            format!("{} before", count(batch.codes_voided, "code")),
        );
    }
    Ok(())
}

pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    what: Voided,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<String, ActError> {
    question.check()?;
    let edition = &question.edition;
    store.void_codes(edition, what, reason, now).await?;
    Ok(match what {
        Voided::Batch(number) => format!("{edition}: batch {number} is void"),
        Voided::Code(_) => format!("{edition}: the code is void"),
    })
}
