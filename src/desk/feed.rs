//! Counts as they come: by events, and by asking where events don't come.

use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

use leptos::prelude::set_interval;
use wire::{BallotNumber, Clock, Live};

use super::watchdog::{Link, Watchdog};
use crate::{
    api::{self, Event, Stream},
    json,
    platform::{random::chance, stay},
    reactive::RwSignal,
    state::EditionState,
};

/// The latest counts, and how they come.
#[derive(Clone, Copy)]
pub struct Feed {
    pub last: RwSignal<Option<Arc<Live>>>,
    pub link: RwSignal<Link>,
    /// Who got votes with the last news.
    pub risen: RwSignal<Vec<BallotNumber>>,
    edition: EditionState,
}

/// What must stay out of signals: it is bound to this thread.
struct Line {
    dog: Watchdog,
    stream: Option<Stream>,
}

impl Feed {
    pub fn new(edition: EditionState) -> Self {
        Self {
            last: RwSignal::new(None),
            link: RwSignal::new(Link::Connecting),
            risen: RwSignal::new(Vec::new()),
            edition,
        }
    }

    /// Follows the counts as long as the page is open.
    pub fn follow(self) {
        let line = Rc::new(RefCell::new(Line {
            dog: Watchdog::new(stay::uptime_ms()),
            stream: None,
        }));
        self.tick(&line);
        set_interval(move || self.tick(&line), Duration::from_secs(1));
    }

    fn tick(self, line: &Rc<RefCell<Line>>) {
        let now = stay::uptime_ms();
        let act = line.borrow_mut().dog.tick(now, chance());
        if act.close {
            line.borrow_mut().stream = None;
        }
        if act.open {
            let hear = Rc::clone(line);
            let stream = Stream::open(move |event| self.hear(event, &hear));
            let mut line = line.borrow_mut();
            if stream.is_none() {
                line.dog.ended(now, chance());
            }
            line.stream = stream;
        }
        if act.ask {
            self.ask(Rc::clone(line));
        }
        let link = line.borrow().dog.link(now);
        if self.link.get_untracked() != link {
            self.link.set(link);
        }
        self.edition.tick();
    }

    fn hear(self, event: Event, line: &Rc<RefCell<Line>>) {
        let now = stay::uptime_ms();
        match event {
            Event::Ended => line.borrow_mut().dog.ended(now, chance()),
            Event::Clock(text) => {
                line.borrow_mut().dog.heard(now);
                if let Ok(clock) = json::from_str::<Clock>(&text) {
                    self.edition.learn(&clock);
                }
            }
            Event::Snapshot(text) => {
                line.borrow_mut().dog.heard(now);
                if let Ok(live) = json::from_str::<Live>(&text) {
                    self.edition.learn(&live.clock);
                    self.take(live);
                }
            }
        }
    }

    fn ask(self, line: Rc<RefCell<Line>>) {
        leptos::task::spawn_local(async move {
            let Ok(clock) = api::clock().await else {
                return;
            };
            let Ok(standings) = api::standings().await else {
                return;
            };
            line.borrow_mut().dog.answered(stay::uptime_ms());
            self.edition.learn(&clock);
            let last = self.last.get_untracked();
            // Hours and booths come only with events: the last ones stay.
            let (hours, booths) = last.map_or_else(Default::default, |last| {
                (last.hours.clone(), last.booths.clone())
            });
            self.take(Live {
                clock,
                standings,
                hours,
                booths,
            });
        });
    }

    fn take(self, live: Live) {
        let before = self.last.get_untracked();
        if let Some(before) = &before {
            // An answer that was overtaken by an event.
            if live.standings.as_of < before.standings.as_of {
                return;
            }
            let risen = risen(before, &live);
            if !risen.is_empty() {
                self.risen.set(risen);
            }
        }
        if before.is_none_or(|before| *before != live) {
            self.last.set(Some(Arc::new(live)));
        }
    }
}

/// Who has more votes than before.
fn risen(before: &Live, after: &Live) -> Vec<BallotNumber> {
    let votes = |live: &Live, number| {
        let rows = live.standings.contests.iter().flat_map(|it| &it.rows);
        rows.into_iter()
            .find(|row| row.number == number)
            .map_or(0, |row| row.votes)
    };
    let rows = after.standings.contests.iter().flat_map(|it| &it.rows);
    rows.filter(|row| row.votes > votes(before, row.number))
        .map(|row| row.number)
        .collect()
}
