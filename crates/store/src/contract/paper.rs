//! Clauses about paper ballots: two people enter each.

use std::{error::Error, sync::Arc};

use wire::{Channel, PaperEntry, Phase};

use super::{
    kiosk::{Kiosk, by_code, open},
    sample::{Booth, FIRST, SECOND, Vote, at, slug},
};
use crate::{CastOutcome, PaperOutcome, PaperSlip, PaperState, Store};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The sample with two codes and the envelopes that entries come in.
async fn begin(store: &dyn Store) -> Result<Booth> {
    let (booth, kiosk): (_, Kiosk) = open(store, 2).await?;
    kiosk.send(store, &kiosk.queue(6), None, 1).await?;
    Ok(booth)
}

fn slip(index: u32, entry: PaperEntry) -> PaperSlip {
    PaperSlip {
        kiosk: 1,
        index,
        entry,
    }
}

fn paper(voter: u32, choice: super::sample::Choice) -> Vote {
    Vote {
        choice,
        ..by_code(voter, 1, Channel::Paper)
    }
}

async fn states(store: &dyn Store) -> Result<Vec<PaperState>> {
    let rows = store.papers(&slug()).await?;
    Ok(rows.iter().map(|it| it.state).collect())
}

pub async fn paper_counts_where_two_people_agree(store: Arc<dyn Store>) -> Result {
    use PaperEntry::{First, Second};
    let booth = begin(&*store).await?;
    let enter = async |slip: PaperSlip, vote: Vote| -> Result<PaperOutcome> {
        let cast = booth.cast(vote)?.through_kiosk();
        Ok(store.enter_paper(&slug(), slip, &cast).await?)
    };
    let pending = enter(slip(1, First), paper(1, FIRST)).await?;
    assert_eq!(pending, PaperOutcome::Pending);
    // The same once more is no second person.
    let pending = enter(slip(1, First), paper(1, FIRST)).await?;
    assert_eq!(pending, PaperOutcome::Pending);
    assert_eq!(states(&*store).await?, [PaperState::Pending]);
    let differs = enter(slip(2, Second), paper(1, SECOND)).await?;
    assert_eq!(differs, PaperOutcome::Differs);
    assert_eq!(states(&*store).await?, [PaperState::Differs; 2]);

    let agreed = enter(slip(3, Second), paper(1, FIRST)).await?;
    let ballot = paper(1, FIRST).ballot(booth.manifest);
    assert_eq!(agreed, PaperOutcome::Agreed(Box::new(ballot)));
    // Agreed, but not stored.
    assert_eq!(states(&*store).await?, [PaperState::Refused; 3]);
    let cast = booth.cast(paper(1, FIRST))?.through_kiosk();
    let outcome = store.cast(&slug(), &[cast]).await?.remove(0);
    assert!(matches!(outcome, CastOutcome::Stored(it) if it.channel == Channel::Paper));
    assert_eq!(states(&*store).await?, [PaperState::Counted; 3]);
    assert!(store.check().await?.is_sound());
    Ok(())
}

pub async fn paper_needs_a_code_that_may_vote(store: Arc<dyn Store>) -> Result {
    let booth = begin(&*store).await?;
    let cast = booth.cast(paper(9, FIRST))?.through_kiosk();
    let refused = store
        .enter_paper(&slug(), slip(1, PaperEntry::First), &cast)
        .await?;
    assert_eq!(refused, PaperOutcome::ChannelClosed);
    for phase in [Phase::Closed, Phase::Objection, Phase::Final] {
        store.set_phase(&slug(), phase, at(700)).await?;
    }
    let cast = booth.cast(paper(1, FIRST))?.through_kiosk();
    let over = store
        .enter_paper(&slug(), slip(2, PaperEntry::First), &cast)
        .await?;
    assert_eq!(over, PaperOutcome::Over);
    assert_eq!(store.papers(&slug()).await?, []);
    Ok(())
}
