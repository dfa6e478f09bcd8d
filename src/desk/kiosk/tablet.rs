//! The tablet's state: which step of a visit it is at, and who staff is.

use core::time::Duration;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use ledger::{Credential, Enclosed};
use leptos::prelude::set_interval;
use wire::{Ballot, Channel, Contest, PaperEntry};

use super::{
    identity::Identity,
    queue::Queue,
    roll::Roll,
    tries::Tries,
    visit::{self, Hint, Step},
};
use crate::{
    api,
    desk::desk::Desk,
    i18n::t,
    page::KIOSK,
    platform::{fence, network, stay, storage::NotKept},
    reactive::{RwSignal, StoredValue},
    state::{
        BallotBox, Session,
        ballot::{Keeper, Outlet},
    },
};

/// How often the clock is looked at.
const TICK: Duration = Duration::from_millis(250);
/// Between two looks whether the page, or everything, is there.
const AGAIN: Duration = Duration::from_secs(2);
/// Wrong codes in a minute, then one waits.
const WRONG_CODES: usize = 20;
/// Wrong PINs in a minute, then one waits.
const WRONG_PINS: usize = 5;
/// A page that is younger does not give way to a new version.
const SETTLED: f64 = 60_000.0;

thread_local! {
    /// The page is on its way out.
    static LEAVES: Cell<bool> = const { Cell::new(false) };
}

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
    /// Everything is on the tablet that a day without a network needs.
    pub ready: RwSignal<bool>,
    /// The ballot could not be written down.
    pub trouble: RwSignal<bool>,
    /// The last envelope of this visit.
    pub cast: RwSignal<Option<u32>>,
    touched: RefCell<f64>,
    roll: Roll,
    wrong_codes: Tries,
    pub wrong_pins: Tries,
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
        // Whoever comes first must not choose the PIN in place of staff.
        let is_new = identity.pin.is_empty();
        let is_paused = identity.paused;
        let tablet = Self(Rc::new(Cells {
            desk,
            session,
            contests,
            identity: RefCell::new(identity),
            roll: queue.roll(),
            wrong_codes: queue.tries(1, WRONG_CODES),
            wrong_pins: queue.tries(2, WRONG_PINS),
            queue,
            step: RwSignal::new(Step::Attract),
            hint: RwSignal::new(Hint::None),
            mode: RwSignal::new(Mode::Voter),
            paused: RwSignal::new(is_paused),
            staff: RwSignal::new(is_new),
            ready: RwSignal::new(false),
            trouble: RwSignal::new(false),
            cast: RwSignal::new(None),
            touched: RefCell::new(stay::uptime_ms()),
        }));
        tablet.desk.feed.follow();
        tablet.queue.follow();
        let token = tablet.identity.borrow().token();
        tablet.roll.follow(token);
        let touched = tablet.clone();
        fence::on_touch(move || touched.touch());
        let ticking = tablet.clone();
        set_interval(move || ticking.tick(), TICK);
        let waiting = tablet.clone();
        network::watch_new(move || waiting.give_way());
        let ready = tablet.ready;
        leptos::task::spawn_local(async move {
            while !fence::is_whole(KIOSK).await {
                stay::pause(AGAIN).await;
            }
            ready.set(true);
        });
        tablet
    }

    /// Somebody is there.
    pub fn touch(&self) {
        self.touched.replace(stay::uptime_ms());
    }

    fn tick(&self) {
        let touched = *self.touched.borrow();
        let step = self.step.get_untracked();
        let now = stay::uptime_ms();
        let hint = step.hint(now, touched);
        // Attendants walk away too. Before there is a PIN, nobody can come in.
        let is_left = step == Step::Attract
            && self.staff.get_untracked()
            && !self.identity.borrow().pin.is_empty()
            && visit::is_idle(now, touched);
        if hint == Hint::Reset || is_left {
            // Whatever is under way is on disk already, or never was cast.
            Self::start_over();
        } else if self.hint.get_untracked() != hint {
            self.hint.set(hint);
        }
    }

    /// A new version is here: it is taken while nobody is, and else with the
    /// next visit.
    fn give_way(&self) {
        let is_free = self.step.get_untracked() == Step::Attract && !self.staff.get_untracked();
        if is_free && stay::uptime_ms() > SETTLED {
            Self::start_over();
        }
    }

    /// Closes the kiosk for a while, or opens it again.
    pub fn pause(&self) {
        self.paused.update(|paused| *paused = !*paused);
        self.staff.set(false);
        let (tablet, paused) = (self.clone(), self.paused.get_untracked());
        leptos::task::spawn_local(async move {
            // Where it is not kept, the kiosk is open after the next start.
            tablet.change(|it| it.paused = paused).await.ok();
        });
    }

    /// Changes what the tablet knows of itself, once that is on disk.
    pub async fn change(&self, change: impl FnOnce(&mut Identity)) -> Result<(), NotKept> {
        let mut identity = self.identity.borrow().clone();
        change(&mut identity);
        identity.keep_change().await?;
        self.identity.replace(identity);
        Ok(())
    }

    /// The tablet is no kiosk until its address is opened again; its queue stays.
    pub fn leave() {
        LEAVES.set(true);
        fence::start_over("/");
    }

    /// Everything of this visit goes, with the page. Once only: asking again
    /// would begin the loading anew, on a slow line for ever.
    pub fn start_over() {
        if LEAVES.replace(true) {
            return;
        }
        fence::blank("");
        leptos::task::spawn_local(async {
            // A browser's own error page would be the end of a kiosk.
            while !fence::is_kept(KIOSK).await && api::clock().await.is_err() {
                fence::blank(&t("screen.lost"));
                stay::pause(AGAIN).await;
            }
            fence::start_over(KIOSK);
        });
    }

    pub fn begin(&self, mode: Mode) {
        self.touch();
        self.mode.set(mode);
        self.staff.set(false);
        self.step.set(Step::Code);
    }

    /// Takes a code up for this visit.
    pub fn take_code(&self, seed: [u8; 32]) -> Result<(), CodeTrouble> {
        let key = Credential::from_seed(seed).public_key();
        // A right one is taken, whatever others have tried on this tablet.
        if !self.roll.admits(&key) {
            if self.wrong_codes.are_over() {
                return Err(CodeTrouble::TooMany);
            }
            self.wrong_codes.add();
            return Err(CodeTrouble::Unknown);
        }
        let edition = self.queue.edition().clone();
        let keeper = Keeper::code(&edition);
        // Only in this page: `storage::keep_nothing`.
        keeper.keep_seed(seed).ok();
        // Two people's entries of one paper are to be equal, whenever and on
        // whichever tablet they are made, and take the place of no other ballot:
        // they have the first seq there is.
        if self.mode.get_untracked() == Mode::Voter {
            // Later than all that this tablet has cast, so that of two ballots
            // with one code the later one counts, also without a network.
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
        }
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
