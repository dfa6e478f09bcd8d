//! Clauses about the public log.

use std::{error::Error, num::NonZero, sync::Arc};

use ledger::log::{
    CheckpointError, EMPTY_ROOT, LogEntry, Tile, TileKind, decode_bundle, decode_hashes, leaf_hash,
    root,
};
use wire::{Channel, Hash, OpeningPolicy, Phase, TieRule};

use super::{
    kiosk::{by_code, open as open_with_codes},
    sample::{Vote, at, contents, open, slug},
};
use crate::{Evidence, LogResult, Sequenced, Store, StoreError, Voided};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Not signed: what a store keeps is any text.
#[expect(clippy::unnecessary_wraps, reason = "the form of `Sign`")]
pub(super) fn sign(size: u64, root: Hash) -> std::result::Result<String, CheckpointError> {
    Ok(format!("{size} {root}"))
}

async fn entries(store: &dyn Store, size: u64) -> Result<Vec<Vec<u8>>> {
    let mut entries = Vec::new();
    for index in 0..size.div_ceil(256) {
        let tile = Tile::in_tree(TileKind::Entries, index, size).ok_or("no tile")?;
        let bytes = store.log_tile(&slug(), tile).await?.ok_or("no bytes")?;
        entries.extend(
            decode_bundle(&bytes, tile.width())?
                .into_iter()
                .map(Vec::from),
        );
    }
    Ok(entries)
}

pub async fn the_log_has_what_happened_in_its_order(store: Arc<dyn Store>) -> Result {
    let (booth, _) = open_with_codes(&*store, 3).await?;
    let cast = async |voter| -> Result {
        let vote = by_code(voter, 1, Channel::Code);
        store.cast(&slug(), &[booth.cast(vote)?]).await?;
        Ok(())
    };
    cast(1).await?;
    cast(2).await?;
    for reason in ["hilang", "lain"] {
        let what = Voided::Batch(1);
        store.void_codes(&slug(), what, reason, at(3)).await?;
    }
    let vote = Vote::first(70);
    store.cast(&slug(), &[booth.cast(vote)?]).await?;
    store.set_phase(&slug(), Phase::Closed, at(4)).await?;

    let done = store.sequence(&slug(), 100, &sign).await?;
    assert_eq!((done.old, done.is_full), (0, false));
    let head = store.log_head(&slug()).await?.ok_or("no head")?;
    assert_eq!(head.size, done.size);
    assert_eq!(head.checkpoint, sign(head.size, head.root)?);
    let entries = entries(&*store, head.size).await?;
    assert_eq!(root(entries.iter().map(|it| leaf_hash(it))), head.root);
    let kinds: Vec<u8> = entries.iter().map(|it| it[0]).collect();
    // Activation, manifest, open in the order of the sample; then as above.
    assert_eq!(kinds[3..], [1, 1, 4, 1, 6]);
    let mut first: Vec<u8> = kinds[..3].to_vec();
    first.sort_unstable();
    assert_eq!(first, [2, 3, 5]);
    let read = LogEntry::from_bytes(&entries[5])?;
    assert!(matches!(read, LogEntry::Void { reason, .. } if reason.as_str() == "hilang"));
    let close = LogEntry::from_bytes(&entries[7])?;
    let time = u64::try_from(at(4).timestamp())?;
    assert!(matches!(close, LogEntry::Close { time: it, .. } if it == time));

    // Nothing waits: nothing is written.
    let again = store.sequence(&slug(), 100, &sign).await?;
    assert_eq!((again.old, again.size), (head.size, head.size));
    let report = store.check().await?;
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(report.editions[0].entries, head.size);
    Ok(())
}

pub async fn the_log_only_grows(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let mut heads = Vec::new();
    for round in 0..4 {
        let votes: Vec<Vote> = (round * 180..(round + 1) * 180).map(Vote::first).collect();
        store.cast(&slug(), &booth.casts(&votes)?).await?;
        loop {
            let done: Sequenced = store.sequence(&slug(), 97, &sign).await?;
            if done.size == done.old {
                break;
            }
            heads.extend(store.log_head(&slug()).await?);
        }
        // What was looked up before does not hide what has come since.
        let last = store
            .ballots_after(&slug(), u64::from(round) * 180 + 179, 1)
            .await?;
        let last = last.first().ok_or("no ballot")?.hash;
        let found = store.log_index(&slug(), &last.0).await?;
        assert_eq!(found.map(|(_, leaf)| leaf), Some(last));
        let mut other = last;
        other.0[31] ^= 1;
        assert_eq!(store.log_index(&slug(), &other.0).await?, None);
        assert_eq!(store.log_index(&slug(), &last.0[..7]).await?, None);
    }
    let size = heads.last().ok_or("no head")?.size;
    assert_eq!(size, 722);
    for head in &heads {
        assert_eq!(store.log_root(&slug(), head.size).await?, Some(head.root));
    }
    assert_eq!(store.log_root(&slug(), size + 1).await?, None);
    // The tiles above the leaves are those of the leaves.
    let mut roots = Vec::new();
    for index in 0..2 {
        let kind = TileKind::Hashes { level: 0 };
        let tile = Tile::in_tree(kind, index, size).ok_or("no tile")?;
        let bytes = store.log_tile(&slug(), tile).await?.ok_or("no bytes")?;
        roots.push(root(decode_hashes(&bytes, 256)?));
    }
    let above = Tile::in_tree(TileKind::Hashes { level: 1 }, 0, size).ok_or("no tile")?;
    let bytes = store.log_tile(&slug(), above).await?.ok_or("no bytes")?;
    assert_eq!(decode_hashes(&bytes, above.width())?, roots);
    let beyond = Tile::in_tree(TileKind::Entries, 2, size + 1).ok_or("no tile")?;
    assert_eq!(store.log_tile(&slug(), beyond).await?, None);

    let entries = entries(&*store, size).await?;
    for ballot in store.ballots_after(&slug(), 0, 1000).await? {
        let found = store.log_index(&slug(), &ballot.hash.0).await?;
        assert_eq!(
            store.log_index(&slug(), &ballot.hash.0[..10]).await?,
            found,
            "by the code of its receipt"
        );
        let (index, leaf) = found.ok_or("not in the log")?;
        assert_eq!(leaf, ballot.hash);
        let index = usize::try_from(index)?;
        assert_eq!(
            entries[index],
            ledger::Entry::from(&ballot.ballot).to_bytes()
        );
    }
    assert_eq!(store.log_index(&slug(), &heads[0].root.0).await?, None);
    Ok(())
}

pub async fn without_a_signature_nothing_is_appended(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let refused = store
        .sequence(&slug(), 9, &|_, _| Err(CheckpointError::Origin))
        .await;
    assert!(matches!(refused, Err(StoreError::Checkpoint(_))));
    assert_eq!(store.log_head(&slug()).await?, None);
    assert_eq!(store.sequence(&slug(), 9, &sign).await?.size, 2);
    Ok(())
}

pub async fn the_logs_key_is_made_once(store: Arc<dyn Store>) -> Result {
    assert_eq!(store.log_key([1; 32]).await?, [1; 32]);
    assert_eq!(store.log_key([2; 32]).await?, [1; 32]);
    Ok(())
}

pub async fn what_settles_ties_comes_once_and_after_the_close(store: Arc<dyn Store>) -> Result {
    let mut other = contents();
    other.edition.tie_rule = TieRule::JuryMean;
    other.edition.openings = OpeningPolicy::Sample;
    other.edition.sample_ballots = NonZero::new(5);
    store.import(&other, at(0)).await?;
    let jury = async || store.publish_jury(&slug(), b"{}", at(3)).await;
    let lot = async || store.publish_lot(&slug(), "123456", at(3)).await;
    store.set_phase(&slug(), Phase::Voting, at(1)).await?;
    assert!(matches!(
        jury().await,
        Err(StoreError::TooEarly(Phase::Voting))
    ));
    assert!(matches!(
        lot().await,
        Err(StoreError::TooEarly(Phase::Voting))
    ));
    store.set_phase(&slug(), Phase::Closed, at(2)).await?;
    jury().await?;
    assert!(matches!(jury().await, Err(StoreError::KnownAlready(_))));
    // What is drawn has to be fixed before.
    assert!(matches!(lot().await, Err(StoreError::NothingToDraw)));
    let size = store.sequence(&slug(), 9, &sign).await?.size;
    let result = LogResult {
        size,
        ballots: 0,
        counted: Vec::new(),
        is_open: false,
        body: Vec::new(),
        roll: Vec::new(),
        sample: None,
    };
    assert!(store.publish_result(&slug(), &result, EMPTY_ROOT).await?);
    lot().await?;
    assert!(matches!(lot().await, Err(StoreError::KnownAlready(_))));
    let evidence = store.evidence(&slug()).await?;
    assert_eq!(evidence.jury.as_deref(), Some(&b"{}"[..]));
    assert_eq!(evidence.lot.as_deref(), Some("123456"));
    let size = store.sequence(&slug(), 9, &sign).await?.size;
    let kinds: Vec<u8> = entries(&*store, size)
        .await?
        .iter()
        .map(|it| it[0])
        .collect();
    assert_eq!(kinds, [2, 3, 6, 11, 7, 8, 12]);
    store.set_phase(&slug(), Phase::Final, at(4)).await?;
    assert!(matches!(
        jury().await,
        Err(StoreError::TooLate(Phase::Final))
    ));
    Ok(())
}

pub async fn what_no_rule_asks_for_is_refused(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    store.set_phase(&slug(), Phase::Closed, at(2)).await?;
    let jury = store.publish_jury(&slug(), b"{}", at(3)).await;
    assert!(matches!(jury, Err(StoreError::NotAsked(_))));
    let lot = store.publish_lot(&slug(), "123456", at(3)).await;
    assert!(matches!(lot, Err(StoreError::NotAsked(_))));
    assert_eq!(store.evidence(&slug()).await?, Evidence::default());
    Ok(())
}
