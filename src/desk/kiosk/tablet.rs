//! The tablet's state: which step of a visit it is at, and who staff is.

use core::time::Duration;
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use ledger::{Credential, Enclosed};
use leptos::prelude::set_interval;
use wire::{Ballot, Channel, Contest, PaperEntry, PublicKey};

use super::{
    identity::Identity,
    queue::Queue,
    visit::{Hint, Step},
};
use crate::{
    api,
    desk::desk::Desk,
    page::KIOSK,
    platform::{fence, stay, storage::NotKept},
    reactive::{RwSignal, StoredValue},
    state::{
        BallotBox, Session,
        ballot::{Keeper, Outlet},
    },
};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(250);
/// Between two looks at the roll.
const ROLL: Duration = Duration::from_mins(1);
/// Wrong codes in a minute, then one waits.
const WRONG: usize = 20;
const MINUTE: f64 = 60_000.0;

/// What a ballot is entered as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// By the voter.
    Voter,
    /// From paper, by an attendant.
    Paper(PaperEntry),
}

/// Why a code is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeTrouble {
    /// No code of this event, or its slip is not active, or void.
    Unknown,
    /// Too many wrong ones within a minute.
    TooMany,
}

/// The state of the kiosk.
#[derive(Clone)]
pub struct Tablet(Rc<Cells>);

/// What is in it.
pub struct Cells {
    pub desk: Desk,
    pub session: Session,
    contests: &'static [Contest],
    pub identity: RefCell<Identity>,
    pub queue: Queue,
    pub step: RwSignal<Step>,
    pub hint: RwSignal<Hint>,
    pub mode: RwSignal<Mode>,
    /// Staff has closed the kiosk for a while.
    pub paused: RwSignal<bool>,
    pub staff: RwSignal<bool>,
    /// The ballot could not be written down.
    pub trouble: RwSignal<bool>,
    /// The last envelope of this visit.
    pub cast: RwSignal<Option<u32>>,
    touched: RefCell<f64>,
    /// Codes that may vote; empty where the server was never reached.
    roll: RefCell<BTreeSet<PublicKey>>,
    wrong: RefCell<Vec<f64>>,
}

impl core::ops::Deref for Tablet {
    type Target = Cells;

    fn deref(&self) -> &Cells {
        &self.0
    }
}

impl Tablet {
    pub fn new(
        desk: Desk,
        session: Session,
        contests: &'static [Contest],
        identity: Identity,
        queue: Queue,
    ) -> Self {
        let tablet = Self(Rc::new(Cells {
            desk,
            session,
            contests,
            identity: RefCell::new(identity),
            queue,
            step: RwSignal::new(Step::Attract),
            hint: RwSignal::new(Hint::None),
            mode: RwSignal::new(Mode::Voter),
            paused: RwSignal::new(false),
            staff: RwSignal::new(false),
            trouble: RwSignal::new(false),
            cast: RwSignal::new(None),
            touched: RefCell::new(stay::uptime_ms()),
            roll: RefCell::default(),
            wrong: RefCell::default(),
        }));
        tablet.desk.feed.follow();
        tablet.queue.follow();
        tablet.follow_roll();
        let touched = tablet.clone();
        fence::on_touch(move || touched.touch());
        let ticking = tablet.clone();
        set_interval(move || ticking.tick(), TICK);
        tablet
    }

    /// Somebody is there.
    pub fn touch(&self) {
        self.touched.replace(stay::uptime_ms());
    }

    fn tick(&self) {
        let touched = *self.touched.borrow();
        let step = self.step.get_untracked();
        let hint = step.hint(stay::uptime_ms(), touched);
        if hint == Hint::Reset {
            // Whatever is under way is on disk already, or never was cast.
            Self::start_over();
        } else if self.hint.get_untracked() != hint {
            self.hint.set(hint);
        }
    }

    /// Everything of this visit goes, with the page.
    pub fn start_over() {
        fence::start_over(KIOSK);
    }

    pub fn begin(&self, mode: Mode) {
        self.touch();
        self.mode.set(mode);
        self.staff.set(false);
        self.step.set(Step::Code);
    }

    fn follow_roll(&self) {
        let tablet = self.clone();
        leptos::task::spawn_local(async move {
            loop {
                let token = tablet.identity.borrow().token();
                if let Ok(roll) = api::roll(&token).await {
                    tablet.roll.replace(roll.keys.into_iter().collect());
                }
                stay::pause(ROLL).await;
            }
        });
    }

    /// Takes a code up for this visit.
    pub fn take_code(&self, seed: [u8; 32]) -> Result<(), CodeTrouble> {
        let now = stay::uptime_ms();
        let mut wrong = self.wrong.borrow_mut();
        wrong.retain(|at| now - at < MINUTE);
        if wrong.len() >= WRONG {
            return Err(CodeTrouble::TooMany);
        }
        let key = Credential::from_seed(seed).public_key();
        let roll = self.roll.borrow();
        if !roll.is_empty() && !roll.contains(&key) {
            wrong.push(now);
            return Err(CodeTrouble::Unknown);
        }
        let edition = self.queue.edition().clone();
        let keeper = Keeper::code(&edition);
        // Only in this page: `storage::keep_nothing`.
        keeper.keep_seed(seed).ok();
        // Later than all that this tablet has cast, so that of two ballots with
        // one code the later one counts, also without a network.
        let index = self.queue.next_index();
        keeper
            .learn_seq(u16::try_from(index).unwrap_or(u16::MAX - 1))
            .ok();
        leptos::task::spawn_local(async move {
            // What was cast elsewhere comes before it, where one can ask.
            if let Ok(status) = api::code(key).await
                && let Some(seq) = status.seq
            {
                Keeper::code(&edition).learn_seq(seq).ok();
            }
        });
        self.step.set(Step::Vote);
        Ok(())
    }

    /// A new ballot box for this visit; its ballots go into the queue.
    pub fn ballot_box(&self) -> BallotBox {
        let ballot = BallotBox::new(self.desk.edition, self.session, self.contests);
        let tablet = self.clone();
        let take: Rc<dyn Fn(Ballot)> = Rc::new(move |ballot| tablet.write_down(ballot));
        let channel = match self.mode.get_untracked() {
            Mode::Voter => Channel::Kiosk,
            Mode::Paper(_) => Channel::Paper,
        };
        ballot.hand_over(Outlet {
            channel,
            take: StoredValue::new(take),
        });
        ballot
    }

    fn write_down(&self, ballot: Ballot) {
        let entry = match self.mode.get_untracked() {
            Mode::Voter => None,
            Mode::Paper(entry) => Some(entry),
        };
        let tablet = self.clone();
        leptos::task::spawn_local(async move {
            match tablet.queue.append(&Enclosed { ballot, entry }).await {
                Ok(index) => {
                    tablet.cast.set(Some(index));
                    tablet.step.set(Step::Thanks {
                        since: stay::uptime_ms(),
                    });
                }
                Err(NotKept) => tablet.trouble.set(true),
            }
        });
    }
}
