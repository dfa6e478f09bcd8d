//! What is done with a kiosk's envelopes, whichever way they came: written down
//! as they are, opened, cast by the same rules as any ballot, and noted.
//!
//! Each step may be done again: after a crash or a lost answer the same
//! envelopes lead to the same end.

mod fate;
mod open;
mod restore;

use std::sync::Arc;

use chrono::{DateTime, Utc};
use store::{
    Arrival, Cashier, CashierError, Cast, PaperOutcome, PaperSlip, Place, Sealed, Settled, Store,
    StoreError, Way,
};
use thiserror::Error;
use tokio::task::{JoinError, JoinSet};
use wire::{
    Contest, Delivered, EditionSlug, Envelope, EnvelopeOutcome, Hash, Head, ProblemCode, PublicKey,
};

use crate::keys::Keys;
use fate::Fate;
use open::{Opened, Rules};

/// Signatures of a delivery over the network that may be wrong before the rest
/// is not looked at.
const WRONG: usize = 3;
/// A delivery that proves more earlier envelopes than one look gives out.
const ROUNDS: usize = 1000;

/// Where envelopes go.
pub(crate) struct Desk<'a> {
    pub(crate) store: &'a Arc<dyn Store>,
    pub(crate) cashier: &'a Cashier,
    pub(crate) edition: &'a EditionSlug,
    pub(crate) keys: &'a Keys,
    /// None before voting was opened.
    pub(crate) manifest: Option<Hash>,
    pub(crate) contests: &'a [Contest],
    pub(crate) now: DateTime<Utc>,
    pub(crate) way: Way,
}

/// Why a delivery was not finished; sending it again does no harm.
#[derive(Debug, Error)]
pub(crate) enum DeskError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Cashier(#[from] CashierError),
    #[error("envelopes could not be opened")]
    Task(#[from] JoinError),
}

/// A delivery whose signatures have been looked at.
pub(crate) struct Checked {
    number: u32,
    kiosk: PublicKey,
    indexes: Vec<u32>,
    envelopes: Vec<Result<Sealed, ProblemCode>>,
    has_head: bool,
    head: Option<Head>,
}

impl Checked {
    /// Something in it is by the kiosk.
    pub(crate) fn is_signed(&self) -> bool {
        self.head.is_some() || self.envelopes.iter().any(Result::is_ok)
    }
}

/// Bytes of a sealed ballot at most (docs/PROTOCOL.md, "Envelopes").
fn largest(contests: &[Contest]) -> usize {
    let marks: usize = contests.iter().map(|it| it.numbers.len()).sum();
    let content = 1 + 164 + 32 + 2 + 8 * marks;
    content.next_multiple_of(512) + 48
}

impl Desk<'_> {
    /// Looks at sizes and signatures; nothing is written yet.
    pub(crate) async fn check(
        &self,
        number: u32,
        kiosk: PublicKey,
        envelopes: Vec<Envelope>,
        head: Option<Head>,
    ) -> Result<Checked, DeskError> {
        let indexes = envelopes.iter().map(|it| it.index).collect();
        let largest = largest(self.contests);
        let patience = match self.way {
            Way::Tablet => WRONG,
            Way::Operator | Way::Incomplete => usize::MAX,
        };
        let envelopes = tokio::task::spawn_blocking(move || {
            let mut wrong = 0;
            let check = |it: Envelope| {
                if it.sealed.0.len() > largest || it.index > ledger::MAX_ENVELOPES {
                    return Err(ProblemCode::TooLarge);
                }
                let sealed = (wrong < patience).then(|| Sealed::check(&kiosk, it));
                sealed.flatten().ok_or_else(|| {
                    wrong += 1;
                    ProblemCode::BadSignature
                })
            };
            envelopes.into_iter().map(check).collect()
        })
        .await?;
        Ok(Checked {
            number,
            kiosk,
            indexes,
            envelopes,
            has_head: head.is_some(),
            head: head.filter(|it| ledger::verify_head(&kiosk, self.edition, number, it)),
        })
    }

    /// One result for each envelope, in their order; never all or nothing.
    pub(crate) async fn deliver(&self, checked: Checked) -> Result<Delivered, DeskError> {
        let is_signed = checked.is_signed();
        let Checked {
            number,
            kiosk,
            indexes,
            envelopes: checked,
            has_head,
            head: signed,
        } = checked;
        if !is_signed {
            // A stranger learns nothing, and no transaction is spent on them.
            let refused =
                |(index, it): (u32, Result<_, _>)| Some(Fate::refused(it.err()?).result(index));
            return Ok(Delivered {
                results: indexes
                    .into_iter()
                    .zip(checked)
                    .filter_map(refused)
                    .collect(),
                head: None,
                head_code: has_head.then_some(ProblemCode::BadSignature),
            });
        }
        let arrival = Arrival {
            at: self.now,
            way: self.way,
        };
        let sealed: Vec<Sealed> = checked.iter().flatten().cloned().collect();
        let received = self
            .store
            .receive(self.edition, number, &sealed, signed.as_ref(), arrival)
            .await?;
        let mut due: Vec<(Envelope, bool)> = sealed
            .iter()
            .zip(&received.places)
            .filter_map(|(it, place)| match place {
                Place::InTime { is_stored } => Some((it.envelope().clone(), *is_stored)),
                Place::Late | Place::Early | Place::Forked => None,
            })
            .collect();
        let had_ready = !received.ready.is_empty();
        due.extend(received.ready.into_iter().map(|it| (it, false)));
        let mut fates = self.finish(number, kiosk, due).await?.into_iter();
        let late = sealed.iter().zip(&received.places);
        let late = late.filter(|(_, place)| **place == Place::Late);
        let late: Vec<_> = late.map(|(it, _)| it.envelope().clone()).collect();
        let mut restored = self.restore(number, kiosk, late).await?;
        let mut places = received.places.into_iter();
        let results = indexes.into_iter().zip(checked).map(|(index, checked)| {
            let place = checked.map(|_| places.next());
            let fate = match place {
                Err(code) => Fate::refused(code),
                Ok(Some(Place::InTime { .. })) => {
                    fates.next().unwrap_or(Fate::plain(EnvelopeOutcome::Late))
                }
                Ok(Some(Place::Forked)) => Fate::refused(ProblemCode::QueueForked),
                Ok(Some(Place::Early)) => Fate::refused(ProblemCode::VotingNotOpen),
                Ok(Some(Place::Late) | None) => {
                    let restored = restored.remove(&index);
                    restored.unwrap_or(Fate::plain(EnvelopeOutcome::Late))
                }
            };
            fate.result(index)
        });
        let results = results.collect();
        if had_ready {
            self.catch_up(number, kiosk).await?;
        }
        Ok(Delivered {
            results,
            head: received.head,
            head_code: match signed {
                None if has_head => Some(ProblemCode::BadSignature),
                _ if received.is_head_forked => Some(ProblemCode::QueueForked),
                _ => None,
            },
        })
    }

    /// Finishes earlier envelopes that turn out to have been there in time, as
    /// long as there are more than one look gives out.
    async fn catch_up(&self, number: u32, kiosk: PublicKey) -> Result<(), DeskError> {
        let arrival = Arrival {
            at: self.now,
            way: self.way,
        };
        for _ in 0..ROUNDS {
            let more = self
                .store
                .receive(self.edition, number, &[], None, arrival)
                .await?;
            let due: Vec<_> = more.ready.into_iter().map(|it| (it, false)).collect();
            let fates = self.finish(number, kiosk, due).await?;
            if fates.iter().all(|it| it.settled().is_none()) {
                break;
            }
        }
        Ok(())
    }

    /// Opens envelopes that were there in time, casts what is in them and notes
    /// what came of it. `is_stored`: there is nothing to note.
    async fn finish(
        &self,
        number: u32,
        kiosk: PublicKey,
        due: Vec<(Envelope, bool)>,
    ) -> Result<Vec<Fate>, DeskError> {
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let places: Vec<(u32, bool)> = due.iter().map(|it| (it.0.index, it.1)).collect();
        let rules = self.rules();
        let (opened, rules) = tokio::task::spawn_blocking(move || {
            let opened = due.iter().map(|(it, _)| rules.open(&kiosk, it));
            (opened.collect::<Vec<_>>(), rules)
        })
        .await?;
        let mut fates = vec![Fate::plain(EnvelopeOutcome::Late); opened.len()];
        let mut casting = JoinSet::new();
        for (place, opened) in opened.into_iter().enumerate() {
            let cast = match opened {
                Opened::Refused(code) => {
                    fates[place] = Fate::refused(code);
                    continue;
                }
                Opened::Ballot(cast) => *cast,
                Opened::Paper(entry, cast) => {
                    let index = places[place].0;
                    let slip = PaperSlip {
                        kiosk: number,
                        index,
                        entry,
                    };
                    match self.enter(slip, &cast, &rules).await? {
                        Ok(cast) => cast,
                        Err(fate) => {
                            fates[place] = fate;
                            continue;
                        }
                    }
                }
            };
            let cashier = self.cashier.clone();
            casting.spawn(async move { (place, cashier.cast(cast).await) });
        }
        while let Some(done) = casting.join_next().await {
            let (place, outcome) = done?;
            fates[place] = Fate::of(outcome?);
        }
        let settled: Vec<(u32, Settled)> = places
            .iter()
            .zip(&fates)
            .filter(|((_, is_stored), _)| !is_stored)
            .filter_map(|((index, _), fate)| Some((*index, fate.settled()?)))
            .collect();
        self.store.settle(self.edition, number, &settled).await?;
        Ok(fates)
    }

    fn rules(&self) -> Rules {
        Rules {
            edition: self.edition.clone(),
            manifest: self.manifest,
            contests: self.contests.into(),
            seal: self.keys.seal.clone(),
            now: self.now,
        }
    }

    /// One person's entry of a paper ballot: the ballot to cast, where two agree.
    async fn enter(
        &self,
        slip: PaperSlip,
        cast: &Cast,
        rules: &Rules,
    ) -> Result<Result<Cast, Fate>, DeskError> {
        let outcome = self.store.enter_paper(self.edition, slip, cast).await?;
        Ok(match outcome {
            PaperOutcome::Agreed(ballot) => rules.check(*ballot).map_err(Fate::refused),
            PaperOutcome::Pending => Err(Fate::plain(EnvelopeOutcome::Pending)),
            PaperOutcome::Differs => Err(Fate {
                code: Some(ProblemCode::PaperDiffers),
                ..Fate::plain(EnvelopeOutcome::Pending)
            }),
            PaperOutcome::ChannelClosed => Err(Fate::refused(ProblemCode::ChannelClosed)),
            PaperOutcome::Over => Err(Fate::plain(EnvelopeOutcome::Late)),
        })
    }
}
