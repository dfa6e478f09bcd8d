//! Putting an edition into the archive.

use chrono::{DateTime, Utc};
use store::Store;
use wire::{Channel, EditionSlug, Phase};

use super::{ActError, Question, floor, stored, words::count};

pub(crate) async fn ask(
    store: &dyn Store,
    edition: &EditionSlug,
    _now: DateTime<Utc>,
) -> Result<Question, ActError> {
    let stored = stored(store, edition).await?;
    let what = "putting the edition into the archive, its last phase";
    let mut question = Question::new(&stored, what);
    let phase = stored.contents.edition.phase;
    if phase != Phase::Final {
        question.refuse(match phase {
            Phase::Archived => "it is in the archive already".to_owned(),
            _ => format!(
                "the result is not final (phase {}): peta phase {edition} final comes before",
                phase.as_str()
            ),
        });
        return Ok(question);
    }
    let turnout = store.turnout(edition).await?;
    floor::ballots(&mut question, &turnout);
    let devices = turnout.iter().find(|it| it.channel == Channel::Device);
    let devices = devices.map_or(0, |it| it.ballots + it.void);
    question.fact(
        "forgotten",
        format!(
            "what tells the {} apart that have voted: hashes of their cookies",
            count(devices, "device")
        ),
    );
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
        .turn(edition, Phase::Archived, question.revision, now)
        .await?;
    Ok(format!("{edition}: archived"))
}
