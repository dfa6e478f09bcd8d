//! Clauses about what comes back from the published log.

use std::{error::Error, sync::Arc};

use ledger::log::{CheckpointError, LogEntry, Tile, TileKind, decode_bundle};
use wire::{Channel, EditionSlug, Hash, Phase};

use super::{
    kiosk::{by_code, open as open_with_codes},
    sample::{Vote, at, slug},
};
use crate::{CastOutcome, LogHead, Store, StoreError, Voided};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[expect(clippy::unnecessary_wraps, reason = "the form of `Sign`")]
fn sign(size: u64, root: Hash) -> std::result::Result<String, CheckpointError> {
    Ok(format!("{size} {root}"))
}

/// What was published of a log that goes on after a copy of it was made.
struct Lost {
    head: LogHead,
    entries: Vec<LogEntry>,
}

async fn publish(store: &dyn Store, edition: &EditionSlug) -> Result<Lost> {
    store.sequence(edition, 1000, &sign).await?;
    let head = store.log_head(edition).await?.ok_or("no head")?;
    let tile = Tile::in_tree(TileKind::Entries, 0, head.size).ok_or("no tile")?;
    let bytes = store.log_tile(edition, tile).await?.ok_or("no bytes")?;
    let entries = decode_bundle(&bytes, tile.width())?
        .into_iter()
        .map(LogEntry::from_bytes)
        .collect::<std::result::Result<_, _>>()?;
    Ok(Lost { head, entries })
}

/// Two stores that were one: what the first published comes back in the second,
/// with its organiser's deeds and without marks, until ballots are sent again.
pub async fn lost_entries_come_back(store: Arc<dyn Store>, copy: Arc<dyn Store>) -> Result {
    let (booth, _) = open_with_codes(&*store, 4).await?;
    open_with_codes(&*copy, 4).await?;
    let codes: Vec<_> = (1..=3)
        .map(|voter| booth.cast(by_code(voter, 1, Channel::Code)))
        .collect::<std::result::Result<_, _>>()?;
    let device = booth.cast(Vote::first(70))?;
    for both in [&store, &copy] {
        both.cast(&slug(), &codes[..1]).await?;
    }
    publish(&*copy, &slug()).await?;
    let first = publish(&*store, &slug()).await?;
    // In the copy one of what follows waits, and one that was never published.
    let never = booth.cast(Vote::first(71))?;
    copy.cast(&slug(), &[never.clone(), codes[1].clone()])
        .await?;
    copy.set_phase(&slug(), Phase::Closed, at(9)).await?;

    store.cast(&slug(), &codes[1..]).await?;
    store.cast(&slug(), std::slice::from_ref(&device)).await?;
    store
        .void_codes(&slug(), Voided::Batch(1), "hilang", at(3))
        .await?;
    store.set_phase(&slug(), Phase::Closed, at(4)).await?;
    let lost = publish(&*store, &slug()).await?;
    let tail = &lost.entries[usize::try_from(first.head.size)?..];

    let other = LogHead {
        root: first.head.root,
        ..lost.head.clone()
    };
    let refused = copy.replay(&slug(), tail, &other, at(20)).await;
    assert!(
        matches!(refused, Err(StoreError::ReplayedRoot)),
        "{refused:?}"
    );

    let done = copy.replay(&slug(), tail, &lost.head, at(20)).await?;
    assert_eq!((done.ballots, done.known, done.events), (2, 1, 2));
    assert_eq!(done.phase, Phase::Closed);
    assert_eq!(copy.log_head(&slug()).await?, Some(lost.head.clone()));
    let known = copy.voided(&slug()).await?;
    assert_eq!(known, store.voided(&slug()).await?);
    // What was never published follows behind it, but no second close.
    let next = publish(&*copy, &slug()).await?;
    assert_eq!(next.entries[..lost.entries.len()], lost.entries[..]);
    let [LogEntry::Ballot(entry)] = &next.entries[lost.entries.len()..] else {
        return Err(format!("{:?}", next.entries).into());
    };
    assert_eq!(entry.leaf_hash(), never.hash());

    let mut waiting = vec![codes[2].hash(), device.hash()];
    waiting.sort_unstable_by_key(|it| it.0);
    let mut found = copy.without_opening(&slug()).await?;
    found.sort_unstable_by_key(|it| it.0);
    assert_eq!(found, waiting);
    assert_eq!(copy.counted_after(&slug(), 0, 100).await?.len(), 3);
    let report = copy.check().await?;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.editions[0].without_opening, 2);

    // The same bytes bring the marks back, also after the close, and once.
    for _ in 0..2 {
        let outcome = copy.cast(&slug(), std::slice::from_ref(&device)).await?;
        let [CastOutcome::Same(receipt)] = &outcome[..] else {
            return Err(format!("{outcome:?}").into());
        };
        assert_eq!(receipt.ballot, device.hash());
    }
    assert_eq!(copy.counted_after(&slug(), 0, 100).await?.len(), 4);
    assert_eq!(copy.without_opening(&slug()).await?, [codes[2].hash()]);
    let size = publish(&*copy, &slug()).await?.head.size;
    assert_eq!(size, next.head.size);
    Ok(())
}

/// What nobody sends again is void, by its name; then it is too late.
pub async fn what_stays_sealed_is_void(store: Arc<dyn Store>, copy: Arc<dyn Store>) -> Result {
    let (booth, _) = open_with_codes(&*store, 1).await?;
    open_with_codes(&*copy, 1).await?;
    let first = publish(&*copy, &slug()).await?;
    publish(&*store, &slug()).await?;
    let cast = booth.cast(Vote::first(70))?;
    store.cast(&slug(), std::slice::from_ref(&cast)).await?;
    let lost = publish(&*store, &slug()).await?;
    let tail = &lost.entries[usize::try_from(first.head.size)?..];
    copy.replay(&slug(), tail, &lost.head, at(20)).await?;

    let reason = "hilang".parse()?;
    assert_eq!(copy.void_without_opening(&slug(), &reason).await?, 1);
    assert_eq!(copy.void_without_opening(&slug(), &reason).await?, 0);
    let told = publish(&*copy, &slug()).await?;
    let Some(LogEntry::Void { what, .. }) = told.entries.last() else {
        return Err(format!("{:?}", told.entries).into());
    };
    assert_eq!(*what, ledger::log::Voided::Ballot(cast.hash()));
    let outcome = copy.cast(&slug(), &[cast]).await?;
    assert!(matches!(outcome[..], [CastOutcome::Same(_)]), "{outcome:?}");
    assert_eq!(copy.counted_after(&slug(), 0, 100).await?, []);
    assert_eq!(copy.openings_from(&slug(), 0, 100).await?, []);
    Ok(())
}

/// It is said in the log whenever it happens.
pub async fn an_incident_is_told(store: Arc<dyn Store>) -> Result {
    open_with_codes(&*store, 1).await?;
    store.set_phase(&slug(), Phase::Closed, at(4)).await?;
    let text = "Listrik padam.".parse()?;
    store.record_incident(&slug(), &text, at(5)).await?;
    let told = publish(&*store, &slug()).await?.entries.pop();
    let time = u64::try_from(at(5).timestamp())?;
    assert_eq!(told, Some(LogEntry::Incident { time, text }));
    Ok(())
}
