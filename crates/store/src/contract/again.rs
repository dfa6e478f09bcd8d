//! Clauses about ballots that come again: the same bytes, a higher or lower
//! seq, and batches.

use std::{error::Error, sync::Arc};

use wire::{Channel, Phase, Receipt};

use super::{
    casting::{ballots, cast, stored},
    sample::{FIRST, SECOND, Vote, at, open, slug},
};
use crate::{CastOutcome, Store};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

pub async fn a_retry_gets_its_receipt_after_the_close(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let receipt = stored(cast(&*store, &booth, Vote::first(1)).await?)?;
    let late = Vote {
        received: 601,
        ..Vote::first(1)
    };
    assert_eq!(
        cast(&*store, &booth, late).await?,
        CastOutcome::Same(receipt.clone())
    );
    for phase in [
        Phase::Closed,
        Phase::Objection,
        Phase::Final,
        Phase::Archived,
    ] {
        store.set_phase(&slug(), phase, at(600)).await?;
        let outcome = cast(&*store, &booth, late).await?;
        assert_eq!(outcome, CastOutcome::Same(receipt.clone()), "{phase:?}");
    }
    Ok(())
}

pub async fn a_higher_seq_replaces(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let first = Vote::first(1);
    let second = Vote {
        seq: 2,
        choice: SECOND,
        received: 2,
        ..first
    };
    let old = stored(cast(&*store, &booth, first).await?)?;
    let new = stored(cast(&*store, &booth, second).await?)?;
    assert_eq!((new.position, new.replaced), (2, false));
    assert_eq!(store.receipt(&slug(), &new.credential).await?, Some(new));
    // The old one keeps its receipt, which now says what became of it.
    assert_eq!(
        cast(&*store, &booth, first).await?,
        CastOutcome::Same(Receipt {
            replaced: true,
            promise: None,
            ..old
        })
    );
    // A seq may be left out.
    let fifth = Vote { seq: 5, ..first };
    assert_eq!(stored(cast(&*store, &booth, fifth).await?)?.position, 3);
    Ok(())
}

pub async fn a_lower_seq_is_outdated(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let third = Vote {
        seq: 3,
        ..Vote::first(1)
    };
    stored(cast(&*store, &booth, third).await?)?;
    for seq in [1, 2] {
        let vote = Vote { seq, ..third };
        assert_eq!(cast(&*store, &booth, vote).await?, CastOutcome::Outdated);
    }
    assert_eq!(ballots(&*store).await?, 1);
    Ok(())
}

pub async fn other_bytes_are_a_conflict(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    stored(cast(&*store, &booth, Vote::first(1)).await?)?;
    let other = Vote {
        choice: SECOND,
        ..Vote::first(1)
    };
    assert_eq!(cast(&*store, &booth, other).await?, CastOutcome::Conflict);
    // Also within one batch, and whichever comes first.
    let batch = booth.casts(&[
        Vote {
            choice: SECOND,
            ..Vote::first(2)
        },
        Vote::first(2),
    ])?;
    let outcomes = store.cast(&slug(), &batch).await?;
    assert!(matches!(
        outcomes[..],
        [CastOutcome::Stored(_), CastOutcome::Conflict]
    ));
    assert_eq!(ballots(&*store).await?, 2);
    Ok(())
}

/// The same casts, one by one by some voters and in batches by others: the
/// answers must be the same, whatever they collide with.
pub async fn batches_do_not_show(store: Arc<dyn Store>) -> Result {
    const CASTS: u32 = 400;
    const BESIDE: u32 = 1000;
    let booth = open(&*store).await?;
    let mut random = 1_u32;
    let mut below = |bound: u32| {
        // Numerical Recipes' linear congruence; the high bits are good enough.
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) % bound
    };
    let mut votes = Vec::new();
    let mut cuts = Vec::new();
    for _ in 0..CASTS {
        let person = below(40);
        votes.push(Vote {
            voter: person,
            seq: 1 + u16::try_from(below(4))?,
            choice: if below(3) == 0 { SECOND } else { FIRST },
            channel: if below(20) == 0 {
                Channel::Code
            } else {
                Channel::Device
            },
            device: (below(4) > 0).then_some(below(50)),
            received: if below(20) == 0 { 700 } else { 1 },
        });
        cuts.push(below(12) == 0);
    }
    // The same people again, who share nothing with the first ones.
    let beside = votes.iter().map(|vote| Vote {
        voter: vote.voter + BESIDE,
        device: vote.device.map(|device| device + BESIDE),
        ..*vote
    });

    let mut singly = Vec::new();
    for vote in &votes {
        singly.push(cast(&*store, &booth, *vote).await?);
    }
    let mut together = Vec::new();
    let mut batch = Vec::new();
    for (vote, cut) in beside.zip(cuts) {
        batch.push(booth.cast(vote)?);
        if cut {
            together.extend(store.cast(&slug(), &batch).await?);
            batch.clear();
        }
    }
    together.extend(store.cast(&slug(), &batch).await?);

    let kinds = |outcomes: &[CastOutcome]| -> Vec<String> { outcomes.iter().map(kind).collect() };
    assert_eq!(kinds(&singly), kinds(&together));
    for expected in [
        "stored",
        "same",
        "Conflict",
        "Outdated",
        "DeviceSpent",
        "ChannelClosed",
        "Over",
    ] {
        assert!(
            kinds(&singly).iter().any(|kind| kind == expected),
            "no {expected} in this test"
        );
    }
    assert!(store.check().await?.is_sound());
    Ok(())
}

fn kind(outcome: &CastOutcome) -> String {
    match outcome {
        CastOutcome::Stored(_) => "stored".into(),
        CastOutcome::Same(_) => "same".into(),
        other => format!("{other:?}"),
    }
}
