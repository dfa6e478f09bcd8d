//! Making the result final.

use chrono::{DateTime, Utc};
use store::Store;
use voting::final_from;
use wire::{EditionSlug, Phase};

use super::{ActError, Question, floor, hours, objection::open_ends, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    now: DateTime<Utc>,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "making the result final. From then on nothing can be voided, no queue of a \
                kiosk and no value that settles ties is taken in";
    let mut question = Question::new(&stored, what);
    let settings = &stored.contents.edition;
    if !matches!(settings.phase, Phase::Closed | Phase::Objection) {
        question.refuse(match settings.phase {
            Phase::Final | Phase::Archived => "the result is final already".to_owned(),
            phase => format!("the vote is not closed (phase {})", phase.as_str()),
        });
        return Ok(question);
    }
    floor::ballots(&mut question, &store.turnout(edition).await?);
    let days = settings.objection_days;
    match final_from(settings.phase, stored.phase_since, days) {
        None => question.refuse(format!(
            "people may object for {} before the result is final, and that period has not \
             begun: peta phase {edition} objection",
            count(days.into(), "day")
        )),
        Some(from) if days > 0 => {
            let when = floor::at(&question, from, now);
            let since = hours::moment(stored.phase_since, &settings.region);
            question.fact("objections", format!("since {since}, until {when}"));
            if now < from {
                question.refuse(format!("people may object until {when}"));
            }
        }
        Some(_) => question.fact("objections", "none are waited for (objection_days = 0)"),
    }
    if settings.phase == Phase::Objection && store.result(edition).await?.is_none() {
        question.warn("the result is not published yet: the server makes it (peta serve)");
    }
    open_ends(store, &stored, &mut question, "they will never count").await?;
    Ok(question)
}

pub(crate) async fn act(
    store: &dyn Store,
    question: &Question,
    now: DateTime<Utc>,
) -> Result<String, ActError> {
    question.check()?;
    let edition = &question.edition;
    store
        .turn(edition, Phase::Final, question.revision, now)
        .await?;
    Ok(format!("{edition}: final"))
}
