//! Clauses about what is on show, how many have voted, and acts that somebody has
//! looked at before.

use std::{error::Error, sync::Arc};

use wire::{Channel, Contents, EditionSlug, Hex, Phase, PublicKey};

use super::sample::{Vote, at, begin, contents, open, slug};
use crate::{Store, StoreError, Turnout, Voided};

type Result = std::result::Result<(), Box<dyn Error + Send + Sync>>;

fn next() -> EditionSlug {
    "tahun-depan".into()
}

fn next_year() -> Contents {
    let mut contents = contents();
    contents.edition.slug = next();
    contents
}

pub async fn the_first_import_is_on_show_and_no_other(store: Arc<dyn Store>) -> Result {
    assert_eq!(store.shown().await?, None);
    assert!(matches!(
        store.show(&slug()).await,
        Err(StoreError::UnknownEdition(_))
    ));
    store.import(&contents(), at(-10)).await?;
    assert_eq!(store.shown().await?, Some(slug()));
    // Next year's draft, later than everything else.
    store.import(&next_year(), at(5)).await?;
    store.import(&contents(), at(6)).await?;
    store.import(&next_year(), at(7)).await?;
    assert_eq!(store.shown().await?, Some(slug()));
    store.show(&next()).await?;
    assert_eq!(store.shown().await?, Some(next()));
    store.import(&contents(), at(8)).await?;
    assert_eq!(store.shown().await?, Some(next()));
    Ok(())
}

pub async fn while_a_vote_runs_nothing_else_is_shown(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    store.import(&next_year(), at(1)).await?;
    let refused = store.show(&next()).await;
    assert!(matches!(refused, Err(StoreError::VoteRunning(it)) if it == slug()));
    store.show(&slug()).await?;
    // Nor is a second vote opened, which nobody could see.
    let refused = store.set_phase(&next(), Phase::Voting, at(2)).await;
    assert!(matches!(refused, Err(StoreError::NotShown(it)) if it == next()));
    store.set_phase(&slug(), Phase::Closed, at(3)).await?;
    store.show(&next()).await?;
    store.set_phase(&next(), Phase::Voting, at(4)).await?;
    assert_eq!(store.shown().await?, Some(next()));
    Ok(())
}

pub async fn what_has_changed_since_it_was_seen_is_not_done(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    let seen = store.contents(&slug()).await?.ok_or("no edition")?;
    assert_eq!(seen.phase_since, at(-10));
    let mut other = contents();
    other.edition.contact = "lain@example.org".into();
    store.import(&other, at(-9)).await?;
    let refused = store
        .turn(&slug(), Phase::Voting, seen.revision, at(-8))
        .await;
    assert!(matches!(refused, Err(StoreError::Changed(it)) if it == slug()));
    let seen = store.contents(&slug()).await?.ok_or("no edition")?;
    assert_eq!(seen.contents.edition.phase, Phase::Preparing);
    assert_eq!(seen.phase_since, at(-10), "an import is no change of phase");
    store
        .turn(&slug(), Phase::Voting, seen.revision, at(-7))
        .await?;
    let seen = store.contents(&slug()).await?.ok_or("no edition")?;
    assert_eq!(seen.contents.edition.phase, Phase::Voting);
    assert_eq!(seen.phase_since, at(-7));
    Ok(())
}

pub async fn a_result_is_final_after_the_objections(store: Arc<dyn Store>) -> Result {
    let day = 24 * 60;
    let mut given = contents();
    given.edition.objection_days = 3;
    store.import(&given, at(-10)).await?;
    begin(&*store).await?;
    store.set_phase(&slug(), Phase::Closed, at(600)).await?;
    for phase in [Phase::Final, Phase::Archived] {
        let refused = store.set_phase(&slug(), phase, at(30 * day)).await;
        assert!(
            matches!(
                refused,
                Err(StoreError::Objections {
                    days: 3,
                    final_from: None
                })
            ),
            "{phase:?}"
        );
    }
    store.set_phase(&slug(), Phase::Objection, at(700)).await?;
    let end = at(700 + 3 * day);
    for phase in [Phase::Final, Phase::Archived] {
        let refused = store.set_phase(&slug(), phase, at(700 + 3 * day - 1)).await;
        assert!(
            matches!(
                refused,
                Err(StoreError::Objections { final_from: Some(it), .. }) if it == end
            ),
            "{phase:?}"
        );
    }
    store.set_phase(&slug(), Phase::Final, end).await?;
    store.set_phase(&slug(), Phase::Archived, end).await?;
    Ok(())
}

pub async fn voters_are_counted_by_channel(store: Arc<dyn Store>) -> Result {
    let by_code = |voter| Vote {
        channel: Channel::Code,
        device: None,
        ..Vote::first(voter)
    };
    let key = |voter| -> PublicKey { by_code(voter).ballot(Hex([0; 32])).credential };
    store.import(&contents(), at(-10)).await?;
    assert_eq!(store.turnout(&slug()).await?, []);
    let keys: Vec<PublicKey> = (11..15).map(key).collect();
    store.add_codes(&slug(), "A", &keys, at(-9)).await?;
    let booth = begin(&*store).await?;
    store.activate_codes(&slug(), 1, at(0)).await?;
    let mut votes: Vec<Vote> = (1..4).map(Vote::first).collect();
    votes.extend([11, 12, 13].map(by_code));
    // Replaced: still one voter.
    votes.push(Vote {
        seq: 2,
        ..Vote::first(1)
    });
    store.cast(&slug(), &booth.casts(&votes)?).await?;
    let turnout = |channel, ballots, void| Turnout {
        channel,
        ballots,
        void,
    };
    let (device, code) = (Channel::Device, Channel::Code);
    assert_eq!(
        store.turnout(&slug()).await?,
        [turnout(device, 3, 0), turnout(code, 3, 0)]
    );
    let counting = async || {
        let batches = store.code_batches(&slug()).await?;
        Ok::<_, StoreError>((batches[0].codes_used, batches[0].codes_counting))
    };
    assert_eq!(counting().await?, (3, 3));
    store
        .void_codes(&slug(), Voided::Code(key(12)), "hilang", at(2))
        .await?;
    assert_eq!(
        store.turnout(&slug()).await?,
        [turnout(device, 3, 0), turnout(code, 2, 1)]
    );
    assert_eq!(counting().await?, (3, 2));
    store
        .void_codes(&slug(), Voided::Batch(1), "dicuri", at(3))
        .await?;
    assert_eq!(
        store.turnout(&slug()).await?,
        [turnout(device, 3, 0), turnout(code, 0, 3)]
    );
    assert_eq!(counting().await?, (3, 0));
    Ok(())
}
