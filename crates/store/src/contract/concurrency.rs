//! Clauses about many tasks at once.

use std::{collections::BTreeSet, error::Error, sync::Arc};

use ledger::log::document_hash;
use tokio::task::JoinSet;
use wire::{Manifest, Phase};

use super::{
    log::sign,
    sample::{FIRST, SECOND, Vote, at, contents, open, slug},
};
use crate::{Cashier, CashierError, CastOutcome, Queue, Store, StoreError};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const TASKS: u16 = 64;
const ROUNDS: u32 = 500;

/// 64 tasks cast one credential at once, four different ballots among them,
/// 500 times over: one ballot each, and its receipt for all who cast it.
pub async fn one_credential_cast_by_many_counts_once(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let (cashier, task) = Cashier::start(store.clone(), slug(), Queue::default(), |_| {});
    for voter in 0..ROUNDS {
        let ballots = booth.casts(&[FIRST, SECOND, [Some(1), None], [None, Some(4)]].map(
            |choice| Vote {
                choice,
                ..Vote::first(voter)
            },
        ))?;
        let mut tasks = JoinSet::new();
        for index in 0..TASKS {
            let cast = ballots[usize::from(index) % ballots.len()].clone();
            let cashier = cashier.clone();
            tasks.spawn(async move { (cast.hash(), cashier.cast(cast).await) });
        }
        let (mut stored, mut same, mut conflict) = (None, 0, 0);
        let mut receipts = Vec::new();
        for (hash, outcome) in tasks.join_all().await {
            match outcome? {
                CastOutcome::Stored(receipt) => {
                    assert_eq!(stored.replace(receipt.ballot), None, "stored twice");
                    assert_eq!(receipt.ballot, hash);
                    receipts.push(receipt);
                }
                CastOutcome::Same(receipt) => {
                    assert_eq!(receipt.ballot, hash);
                    receipts.push(receipt);
                    same += 1;
                }
                CastOutcome::Conflict => conflict += 1,
                other => return Err(format!("{other:?}").into()),
            }
        }
        assert_eq!((same, conflict), (TASKS / 4 - 1, TASKS / 4 * 3));
        assert!(receipts.iter().all(|it| *it == receipts[0]));
    }
    cashier.stop();
    task.await?;
    let kept = store.ballots_after(&slug(), 0, ROUNDS * 2).await?;
    assert_eq!(kept.len(), usize::try_from(ROUNDS)?);
    assert!(
        (1..)
            .zip(&kept)
            .all(|(position, ballot)| ballot.position == position)
    );
    Ok(())
}

/// The same without the queue: the transaction alone must be enough.
pub async fn writers_without_a_queue_are_safe(store: Arc<dyn Store>) -> Result {
    const VOTERS: u32 = 8;
    let booth = open(&*store).await?;
    let mut tasks = JoinSet::new();
    for index in 0..TASKS {
        let voter = u32::from(index) % VOTERS;
        let cast = booth.cast(Vote {
            device: Some(voter),
            ..Vote::first(voter)
        })?;
        let store = store.clone();
        tasks.spawn(async move { store.cast(&slug(), &[cast]).await });
    }
    let mut stored = 0;
    for outcome in tasks.join_all().await {
        stored += u32::from(matches!(outcome?[..], [CastOutcome::Stored(_)]));
    }
    assert_eq!(stored, VOTERS);
    assert_eq!(
        store.ballots_after(&slug(), 0, 100).await?.len(),
        usize::try_from(VOTERS)?
    );
    Ok(())
}

pub async fn a_full_queue_says_so(store: Arc<dyn Store>) -> Result {
    const ROOM: usize = 4;
    let booth = open(&*store).await?;
    let queue = Queue {
        waiting: ROOM,
        batch: 2,
    };
    let (cashier, task) = Cashier::start(store.clone(), slug(), queue, |_| {});
    let votes: Vec<Vote> = (0..200).map(Vote::first).collect();
    let mut tasks = JoinSet::new();
    for cast in booth.casts(&votes)? {
        let cashier = cashier.clone();
        tasks.spawn(async move { cashier.cast(cast).await });
    }
    let (mut stored, mut full) = (0, 0);
    for outcome in tasks.join_all().await {
        match outcome {
            Ok(CastOutcome::Stored(_)) => stored += 1,
            Err(CashierError::Full) => full += 1,
            other => return Err(format!("{other:?}").into()),
        }
    }
    assert!(full > 0, "a queue of {ROOM} took 200 at once");
    drop(cashier);
    task.await?;
    // What was turned away is not there, and may come again.
    assert_eq!(store.ballots_after(&slug(), 0, 1000).await?.len(), stored);
    Ok(())
}

pub async fn stopping_answers_all_that_wait(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let queue = Queue {
        waiting: 1000,
        batch: 16,
    };
    let (cashier, task) = Cashier::start(store.clone(), slug(), queue, |_| {});
    let votes: Vec<Vote> = (0..200).map(Vote::first).collect();
    let mut tasks = JoinSet::new();
    for cast in booth.casts(&votes)? {
        let cashier = cashier.clone();
        tasks.spawn(async move { cashier.cast(cast).await });
    }
    tokio::task::yield_now().await;
    cashier.stop();
    task.await?;
    let mut stored = 0;
    for outcome in tasks.join_all().await {
        match outcome {
            Ok(CastOutcome::Stored(_)) => stored += 1,
            Err(CashierError::Stopped) => {}
            other => return Err(format!("{other:?}").into()),
        }
    }
    assert_eq!(store.ballots_after(&slug(), 0, 1000).await?.len(), stored);
    let late = cashier.cast(booth.cast(Vote::first(999))?).await;
    assert_eq!(late, Err(CashierError::Stopped));
    Ok(())
}

/// Two operators open the vote at once, each with a recount page of their own: the
/// manifest names the page that is served from then on.
pub async fn two_who_open_fix_one_recount_page(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    let mut tasks = JoinSet::new();
    for page in [b"one", b"two"] {
        let store = store.clone();
        tasks.spawn(async move {
            store.keep_verifier(&slug(), page).await?;
            store.set_phase(&slug(), Phase::Voting, at(-10)).await
        });
    }
    let opened = tasks.join_all().await;
    assert!(opened.iter().any(std::result::Result::is_ok), "{opened:?}");
    let page = store.verifier(&slug()).await?.ok_or("no page")?;
    let stored = store.contents(&slug()).await?.ok_or("no edition")?;
    let manifest = stored.manifest.ok_or("no manifest")?;
    let manifest: Manifest = serde_json::from_slice(&manifest.bytes)?;
    assert_eq!(manifest.verifier, Some(document_hash(&page)));
    Ok(())
}

/// A hall of phones asks where its ballots stand, while others vote and the log
/// goes on: far more at once than there are connections.
pub async fn many_ask_where_their_ballots_stand(store: Arc<dyn Store>) -> Result {
    const VOTERS: u32 = 400;
    let booth = open(&*store).await?;
    let votes: Vec<Vote> = (0..VOTERS).map(Vote::first).collect();
    let casts = booth.casts(&votes)?;
    store.cast(&slug(), &casts[..200]).await?;
    let mut tasks = JoinSet::new();
    for cast in &casts {
        let (store, hash) = (store.clone(), cast.hash());
        tasks.spawn(async move {
            // Each as a device does: again and again, until it is there.
            loop {
                if let Some((index, found)) = store.log_index(&slug(), &hash.0).await? {
                    return Ok::<_, StoreError>((index, found == hash));
                }
                tokio::task::yield_now().await;
            }
        });
    }
    for part in casts[200..].chunks(50) {
        store.sequence(&slug(), 64, &sign).await?;
        store.cast(&slug(), part).await?;
    }
    while store.sequence(&slug(), 64, &sign).await?.is_full {}
    let mut indexes = BTreeSet::new();
    for found in tasks.join_all().await {
        let (index, is_its_own) = found?;
        assert!(is_its_own && indexes.insert(index));
    }
    assert_eq!(indexes.len(), casts.len());
    Ok(())
}
