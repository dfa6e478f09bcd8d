//! Closing the vote.

use chrono::{DateTime, Utc};
use store::Store;
use wire::{EditionSlug, Phase};

use super::{ActError, Question, floor, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    now: DateTime<Utc>,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "closing the vote. It can't be opened again, and no ballot is taken any more";
    let mut question = Question::new(&stored, what);
    let phase = stored.contents.edition.phase;
    if phase != Phase::Voting {
        question.refuse(match phase {
            Phase::Closed | Phase::Objection | Phase::Final | Phase::Archived => {
                format!("the vote is closed already (phase {})", phase.as_str())
            }
            _ => format!(
                "the vote is not open (phase {}): peta open {edition}",
                phase.as_str()
            ),
        });
        return Ok(question);
    }
    let turnout = store.turnout(edition).await?;
    floor::ballots(&mut question, &turnout);
    let batches = store.code_batches(edition).await?;
    let live = batches.iter().filter(|it| it.voided.is_none());
    question.facts(
        "codes",
        live.map(|it| {
            format!(
                "batch {}, {}: {} of {} used",
                it.number,
                it.booth,
                it.codes_used,
                count(it.codes, "code")
            )
        })
        .collect(),
    );
    match stored.contents.edition.voting_closes_at {
        None => question.fact("hours", "no closing hour was announced"),
        Some(at) => {
            let when = floor::at(&question, at, now);
            question.fact("announced", format!("the close at {when}"));
            if at > now {
                question.warn(format!(
                    "voters were told that they can vote until {when}. Who votes later than now \
                     is turned away"
                ));
            }
        }
    }
    if turnout.iter().all(|it| it.ballots == 0) {
        question.warn("nobody has voted");
    }
    let (links, queues) = (store.links(edition).await?, store.queues(edition).await?);
    floor::open_queues(&mut question, &links, &queues);
    floor::papers(&mut question, &store.papers(edition).await?);
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
        .turn(edition, Phase::Closed, question.revision, now)
        .await?;
    Ok(format!("{edition}: closed"))
}
