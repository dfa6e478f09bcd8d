//! The voter's ballot: draft, signature, sending, receipt. It tells the truth
//! about where the ballot is, also after a reload and without a network.
//!
//! The order of steps is what keeps the promise: the seq is kept before the
//! signature is made, the signed bytes are kept before they are first sent,
//! and only the server's receipt for those very bytes makes a ballot stored.

mod courier;
mod keeper;
mod look;
pub mod picks;
pub mod record;
mod valued;
pub mod values;

use voting::Marks;
use wire::{BallotNumber, Channel, Contest, Hash, Hex, ProblemCode};

pub use self::{
    courier::{Attempt, send_now},
    keeper::Keeper,
    look::Look,
    picks::Picked,
    record::{Record, Signed, Standing, Stored},
};
use super::{EditionState, Session};
use crate::reactive::RwSignal;
use crate::{api, i18n, json, platform::random};

/// Why a ballot could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CastError {
    /// The server's page has no manifest: voting has not begun.
    #[error("there is no manifest to sign against")]
    NoManifest,
    /// Nothing is picked.
    #[error("the ballot is empty")]
    Empty,
    /// The browser keeps nothing, so a ballot could be lost or sent twice.
    #[error("the browser keeps nothing")]
    NotKept,
    /// The browser has no source of unpredictable numbers.
    #[error("the browser has no secure random numbers")]
    NoChance,
    /// 65,535 changes of one ballot.
    #[error("no more changes are possible")]
    Exhausted,
}

/// The voter's ballot.
#[derive(Clone, Copy)]
pub struct BallotBox(&'static BallotCells);

/// What is in it. A handle is one pointer, so closures stay small.
pub struct BallotCells {
    record: RwSignal<Record>,
    attempt: RwSignal<Attempt>,
    /// What the last look at the public log found.
    pub look: RwSignal<Option<Look>>,
    contests: &'static [Contest],
    edition: EditionState,
    session: Session,
    /// Where ballots go in place of the server.
    #[cfg(feature = "staff")]
    outlet: std::sync::OnceLock<Outlet>,
}

/// Takes signed ballots: a kiosk's queue.
#[cfg(feature = "staff")]
pub struct Outlet {
    pub channel: Channel,
    pub take: crate::reactive::StoredValue<std::rc::Rc<dyn Fn(wire::Ballot)>>,
}

impl core::ops::Deref for BallotBox {
    type Target = BallotCells;

    fn deref(&self) -> &BallotCells {
        self.0
    }
}

impl BallotBox {
    /// Takes up what an earlier visit left, and sends what still waits.
    pub fn new(edition: EditionState, session: Session, contests: &'static [Contest]) -> Self {
        let ballot = Self(Box::leak(Box::new(BallotCells {
            record: RwSignal::new(Keeper::of(&edition.edition().slug).record()),
            attempt: RwSignal::new(Attempt::default()),
            look: RwSignal::new(None),
            contests,
            edition,
            session,
            #[cfg(feature = "staff")]
            outlet: std::sync::OnceLock::new(),
        })));
        courier::start(ballot);
        look::start(ballot);
        keeper::watch(&edition.edition().slug, move |record| {
            ballot.record.set(record);
        });
        ballot
    }

    /// Takes over what is kept by now: where the browser has brought back a page
    /// that was left, a code may have been taken up or forgotten meanwhile.
    fn look_again(self) {
        let kept = self.keeper().record();
        if self.record.with_untracked(|record| *record != kept) {
            self.record.set(kept);
        }
    }

    /// From now on ballots are handed over in place of being sent.
    #[cfg(feature = "staff")]
    pub fn hand_over(self, outlet: Outlet) {
        self.outlet.set(outlet).ok();
    }

    pub fn contests(self) -> &'static [Contest] {
        self.contests
    }

    fn keeper(self) -> Keeper {
        Keeper::of(&self.edition.edition().slug)
    }

    /// Whether this device votes with a code, by now.
    pub fn has_code(self) -> bool {
        self.record.track();
        self.keeper().channel() == Channel::Code
    }

    /// Changes the record here and in storage.
    fn update(self, change: impl FnOnce(&mut Record)) -> Result<(), CastError> {
        let mut record = self.record.get_untracked();
        change(&mut record);
        let kept = self.keeper().keep(&record);
        self.record.set(record);
        kept.map_err(|_| CastError::NotKept)
    }

    pub fn picks(self) -> Vec<BallotNumber> {
        self.record.with(|record| record.picks.clone())
    }

    pub fn is_picked(self, number: BallotNumber) -> bool {
        self.record.with(|record| record.picks.contains(&number))
    }

    /// How many are picked.
    pub fn count(self) -> usize {
        if self.values().is_some() {
            return self.marked().len();
        }
        self.record.with(|record| record.picks.len())
    }

    pub fn standing(self) -> Standing {
        self.record.with(|record| match record.standing() {
            // The same innovations, but other values.
            Standing::Stored if self.values().is_some() => match &record.stored {
                Some(stored) if stored.picks == record.picks => Standing::Stored,
                _ => Standing::Changed,
            },
            standing => standing,
        })
    }

    /// The last ballot that the server acknowledged.
    pub fn stored(self) -> Option<Stored> {
        self.record.with(|record| record.stored.clone())
    }

    pub fn waiting(self) -> Option<Signed> {
        self.record.with(|record| record.waiting.clone())
    }

    /// How the sending goes.
    pub fn attempt(self) -> Attempt {
        self.attempt.get()
    }

    pub fn is_skipped(self, contest: usize) -> bool {
        self.record.with(|record| record.skipped.contains(&contest))
    }

    /// Leaves a contest open on purpose, or takes that back.
    pub fn toggle_skip(self, contest: usize) {
        self.update(|record| {
            if let Some(at) = record.skipped.iter().position(|it| *it == contest) {
                record.skipped.remove(at);
            } else {
                record.skipped.push(contest);
                let numbers = self.contests.get(contest).map_or(&[][..], |it| &it.numbers);
                record
                    .picks
                    .retain(|number| numbers.binary_search(number).is_err());
            }
        })
        .ok();
    }

    /// The other pick that a pick of this innovation would replace.
    pub fn rival(self, number: BallotNumber) -> Option<BallotNumber> {
        let contest = &self.contests[picks::contest_of(self.contests, number)?];
        if contest.max_marks != 1 {
            return None;
        }
        let picked = self
            .record
            .with(|record| picks::in_contest(&record.picks, contest));
        picked.into_iter().find(|other| *other != number)
    }

    /// Whether its contest has as many picks as it may have, with more than one allowed.
    pub fn is_full(self, number: BallotNumber) -> bool {
        let Some(contest) = picks::contest_of(self.contests, number) else {
            return false;
        };
        let contest = &self.contests[contest];
        let picked = self
            .record
            .with(|record| picks::in_contest(&record.picks, contest));
        contest.max_marks > 1 && picked.len() >= usize::from(contest.max_marks)
    }

    /// Picks an innovation or takes the pick back. Also what it did.
    pub fn pick(self, number: BallotNumber) -> (Picked, Vec<BallotNumber>) {
        let before = self.record.with_untracked(|record| record.picks.clone());
        let mut picked = Picked::NotOnBallot;
        self.update(|record| {
            picked = picks::pick(&mut record.picks, self.contests, number);
            if let Some(contest) = picks::contest_of(self.contests, number) {
                record.skipped.retain(|it| *it != contest);
            }
        })
        .ok();
        (picked, before)
    }

    /// Puts the draft back to what it was.
    pub fn restore(self, picks: Vec<BallotNumber>) {
        self.update(|record| record.picks = picks).ok();
    }

    /// Signs the draft, keeps the bytes, and then begins to send them.
    pub fn cast(self) -> Result<(), CastError> {
        let manifest = self.edition.manifest().ok_or(CastError::NoManifest)?;
        let picks = self.record.with_untracked(|record| record.picks.clone());
        let keeper = self.keeper();
        #[cfg(feature = "staff")]
        if let Some(outlet) = self.outlet.get() {
            let ballot = self.sign(manifest, &keeper, outlet.channel, &picks)?;
            outlet.take.with_value(|take| take(ballot));
            return Ok(());
        }
        let ballot = self.sign(manifest, &keeper, keeper.channel(), &picks)?;
        let signed = Signed {
            seq: ballot.seq,
            ballot: ledger::ballot_hash(&ballot),
            picks,
            body: json::to_string(&ballot).map_err(|_| CastError::Empty)?,
        };
        self.update(|record| record.sign(signed))?;
        self.look.set(None);
        courier::send_now(self);
        Ok(())
    }

    fn sign(
        self,
        manifest: Hash,
        keeper: &Keeper,
        channel: Channel,
        picks: &[BallotNumber],
    ) -> Result<wire::Ballot, CastError> {
        let marks = picks::marks(picks, self.contests);
        let marks = Marks::check(marks, self.contests).map_err(|_| CastError::Empty)?;
        let salt = random::secret_bytes().ok_or(CastError::NoChance)?;
        let credential = keeper.credential()?;
        let seq = keeper.next_seq()?;
        Ok(credential.cast(
            self.edition.edition().slug.clone(),
            manifest,
            seq,
            channel,
            Hex(salt),
            marks.into_vec(),
        ))
    }

    /// The server took the ballot. False if the receipt is for another one.
    fn acknowledged(self, receipt: wire::Receipt) -> bool {
        let mut fits = false;
        self.update(|record| fits = record.acknowledge(receipt))
            .ok();
        if fits {
            self.session.announce(i18n::t("ballot.stored"));
            look::again(self);
        }
        fits
    }

    /// Another device was faster with this credential, a kiosk perhaps: the next
    /// ballot has to come after that one.
    async fn learn_seq(self) {
        let keeper = self.keeper();
        if let Ok(credential) = keeper.credential()
            && let Ok(receipt) = api::receipt(credential.public_key()).await
        {
            keeper.learn_seq(receipt.seq).ok();
        }
    }

    fn refused(self, seq: u16, code: ProblemCode) {
        self.update(|record| record.refuse(seq, code)).ok();
    }
}
