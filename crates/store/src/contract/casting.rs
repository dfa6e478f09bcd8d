//! Clauses about ballots.

use std::{error::Error, sync::Arc};

use wire::{Channel, Hex, Phase, Receipt};

use super::sample::{Booth, Vote, at, contents, open, slug};
use crate::{CastOutcome, Store};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Casts one vote in a batch of its own.
pub(super) async fn cast(store: &dyn Store, booth: &Booth, vote: Vote) -> Result<CastOutcome> {
    let mut outcomes = store.cast(&slug(), &[booth.cast(vote)?]).await?;
    assert_eq!(outcomes.len(), 1);
    Ok(outcomes.remove(0))
}

pub(super) fn stored(outcome: CastOutcome) -> Result<Receipt> {
    match outcome {
        CastOutcome::Stored(receipt) => Ok(receipt),
        other => Err(format!("not stored: {other:?}").into()),
    }
}

pub(super) async fn ballots(store: &dyn Store) -> Result<usize> {
    Ok(store.ballots_after(&slug(), 0, 1000).await?.len())
}

pub async fn a_ballot_is_stored_once(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let vote = Vote::first(1);
    let receipt = stored(cast(&*store, &booth, vote).await?)?;
    let ballot = vote.ballot(booth.manifest);
    assert_eq!(
        receipt,
        Receipt {
            edition: slug(),
            credential: ballot.credential,
            seq: 1,
            channel: Channel::Device,
            ballot: ledger::ballot_hash(&ballot),
            position: 1,
            recorded_at: at(1),
            replaced: false,
            promise: None,
        }
    );

    // Later, from another device, or from none: still the same receipt.
    for again in [
        vote,
        Vote {
            received: 7,
            ..vote
        },
        Vote {
            device: Some(9),
            ..vote
        },
        Vote {
            device: None,
            ..vote
        },
    ] {
        let outcome = cast(&*store, &booth, again).await?;
        assert_eq!(outcome, CastOutcome::Same(receipt.clone()));
    }
    assert_eq!(
        store.receipt(&slug(), &ballot.credential).await?,
        Some(receipt.clone())
    );
    assert_eq!(store.receipt(&slug(), &Hex([0; 32])).await?, None);

    let kept = store.ballots_after(&slug(), 0, 10).await?;
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].ballot, ballot);
    assert_eq!((kept[0].position, kept[0].hash), (1, receipt.ballot));
    Ok(())
}

pub async fn phase_and_hours_are_checked_in_the_write(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    for (voter, received, expected) in [
        (1, -1, Some(CastOutcome::NotYet)),
        (2, 0, None),
        (3, 599, None),
        (4, 600, Some(CastOutcome::Over)),
        (5, 9999, Some(CastOutcome::Over)),
    ] {
        let outcome = cast(
            &*store,
            &booth,
            Vote {
                received,
                ..Vote::first(voter)
            },
        )
        .await?;
        match expected {
            Some(expected) => assert_eq!(outcome, expected, "minute {received}"),
            None => drop(stored(outcome)?),
        }
    }
    store.set_phase(&slug(), Phase::Closed, at(300)).await?;
    let vote = Vote {
        received: 301,
        ..Vote::first(6)
    };
    assert_eq!(cast(&*store, &booth, vote).await?, CastOutcome::Over);
    assert_eq!(ballots(&*store).await?, 2);
    Ok(())
}

pub async fn another_manifest_is_refused(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    let stranger = Booth {
        manifest: Hex([1; 32]),
        ..booth.clone()
    };
    let outcome = cast(&*store, &stranger, Vote::first(1)).await?;
    assert_eq!(outcome, CastOutcome::ManifestChanged);
    assert_eq!(ballots(&*store).await?, 0);
    Ok(())
}

pub async fn only_devices_register_by_casting(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    stored(cast(&*store, &booth, Vote::first(1)).await?)?;
    for channel in [Channel::Code, Channel::Kiosk] {
        // Neither as a new credential, nor by one that came by another channel.
        let new = Vote {
            channel,
            ..Vote::first(2)
        };
        assert_eq!(
            cast(&*store, &booth, new).await?,
            CastOutcome::ChannelClosed
        );
        let known = Vote {
            channel,
            seq: 2,
            ..Vote::first(1)
        };
        assert_eq!(
            cast(&*store, &booth, known).await?,
            CastOutcome::ChannelClosed
        );
    }
    assert_eq!(ballots(&*store).await?, 1);
    Ok(())
}

pub async fn a_device_has_one_credential(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    stored(cast(&*store, &booth, Vote::first(1)).await?)?;
    let intruder = Vote {
        device: Some(1),
        ..Vote::first(2)
    };
    assert_eq!(
        cast(&*store, &booth, intruder).await?,
        CastOutcome::DeviceSpent
    );
    // What is registered may go on, from whatever device.
    let moved = Vote {
        seq: 2,
        device: Some(3),
        ..Vote::first(1)
    };
    stored(cast(&*store, &booth, moved).await?)?;
    // Which does not spend that device.
    stored(cast(&*store, &booth, Vote::first(3)).await?)?;
    // Two new credentials of one device in one batch.
    let batch = booth.casts(&[
        Vote {
            device: Some(40),
            ..Vote::first(4)
        },
        Vote {
            device: Some(40),
            ..Vote::first(5)
        },
        Vote {
            device: None,
            ..Vote::first(6)
        },
        Vote {
            device: None,
            ..Vote::first(7)
        },
    ])?;
    let outcomes = store.cast(&slug(), &batch).await?;
    assert!(matches!(
        outcomes[..],
        [
            CastOutcome::Stored(_),
            CastOutcome::DeviceSpent,
            CastOutcome::Stored(_),
            CastOutcome::Stored(_),
        ]
    ));
    assert!(store.check().await?.is_sound());
    Ok(())
}

pub async fn an_import_never_touches_ballots(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    store
        .cast(&slug(), &booth.casts(&[1, 2, 3].map(Vote::first))?)
        .await?;
    let before = store.ballots_after(&slug(), 0, 10).await?;
    let mut given = contents();
    store.import(&given, at(2)).await?;
    given.edition.rule = wire::Rule::Approval { max: 2 };
    assert!(store.import(&given, at(3)).await.is_err());
    assert_eq!(store.ballots_after(&slug(), 0, 10).await?, before);
    Ok(())
}

pub async fn positions_have_no_gaps_and_pages_no_seams(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store).await?;
    for batch in 0..4_u32 {
        // Every third is refused, and leaves no hole.
        let votes: Vec<Vote> = (0..60)
            .map(|number| match number % 3 {
                0 => Vote {
                    received: -1,
                    ..Vote::first(batch * 100 + number)
                },
                _ => Vote::first(batch * 100 + number),
            })
            .collect();
        store.cast(&slug(), &booth.casts(&votes)?).await?;
    }
    let all = store.ballots_after(&slug(), 0, 1000).await?;
    assert_eq!(all.len(), 160);
    assert!(
        (1..)
            .zip(&all)
            .all(|(position, ballot)| ballot.position == position)
    );

    let mut paged = Vec::new();
    let mut last = 0;
    loop {
        let page = store.ballots_after(&slug(), last, 7).await?;
        let counted = store.counted_after(&slug(), last, 7).await?;
        assert_eq!(page.len(), counted.len());
        for (ballot, counted) in page.iter().zip(counted) {
            assert_eq!(ballot.position, counted.position);
            assert_eq!(ballot.ballot.credential, counted.credential);
            assert_eq!(ballot.ballot.seq, counted.seq);
            assert_eq!(ballot.ballot.channel, counted.channel);
            assert_eq!(ballot.ballot.marks, counted.marks);
            assert_eq!(ballot.recorded_at, counted.recorded_at);
        }
        let Some(end) = page.last() else { break };
        last = end.position;
        paged.extend(page);
    }
    assert_eq!(paged, all);
    let report = store.check().await?;
    assert!(report.is_sound());
    assert_eq!(report.editions[0].ballots, 160);
    Ok(())
}
