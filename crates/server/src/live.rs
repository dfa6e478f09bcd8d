//! Live events: one snapshot for everybody, made at most four times a second
//! (`follow`), whoever listens and however many ballots come.
//!
//! A listener that falls behind misses snapshots, never the last one.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use chrono::TimeDelta;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use wire::{Clock, Live};

use crate::{document, net, standings::Shown};

/// A sign of life for those who watch for it, and for proxies that cut what is silent.
const BEAT: TimeDelta = TimeDelta::seconds(10);

/// Where events come from.
#[derive(Debug)]
pub(crate) struct Hub {
    /// In all ids: those of an earlier run of the server are other ones.
    run: u32,
    last: watch::Sender<State>,
    /// What the last snapshot was made of.
    made_of: Mutex<Option<(Arc<Shown>, Clock)>>,
    places: Arc<Semaphore>,
}

/// What listeners are told.
#[derive(Clone, Debug, Default)]
pub(crate) struct State {
    /// Empty before the first one.
    pub(crate) snapshot: Event,
    /// How late it is; made anew while there is nothing else to tell.
    beat: Option<Event>,
    ended: bool,
}

/// An event as it is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct Event {
    pub(crate) id: u64,
    pub(crate) bytes: Bytes,
}

impl Hub {
    pub(crate) fn new(run: u32) -> Self {
        Self {
            run,
            last: watch::Sender::default(),
            made_of: Mutex::default(),
            places: Arc::new(Semaphore::new(net::streams())),
        }
    }

    /// Tells all listeners, if there is anything new.
    pub(crate) fn publish(&self, shown: &Arc<Shown>, clock: Clock) {
        let mut made_of = self.made_of.lock().unwrap_or_else(PoisonError::into_inner);
        let is_known = made_of.as_ref().is_some_and(|(known, at)| {
            Arc::ptr_eq(known, shown) && (at.phase, at.manifest) == (clock.phase, clock.manifest)
        });
        if !is_known {
            *made_of = Some((Arc::clone(shown), clock));
            let live = Live {
                clock,
                standings: shown.standings.clone(),
                hours: shown.hours.clone(),
                booths: shown.booths.clone(),
            };
            self.last.send_modify(|state| {
                let id = state.snapshot.id + 1;
                let name = self.name(id);
                state.snapshot = Event {
                    id,
                    bytes: event("snapshot", Some(&name), &document::to_json(&live)),
                };
                state.beat = None;
            });
            return;
        }
        // Also where the machine's clock was set back.
        if let Some((_, at)) = made_of.as_mut()
            && !(TimeDelta::zero()..BEAT).contains(&(clock.now - at.now))
        {
            at.now = clock.now;
            self.last.send_modify(|state| {
                let id = state.beat.as_ref().map_or(0, |beat| beat.id) + 1;
                let bytes = event("clock", None, &document::to_json(&clock));
                state.beat = Some(Event { id, bytes });
            });
        }
    }

    /// Nothing more will come: listeners go away.
    pub(crate) fn end(&self) {
        self.last.send_modify(|state| state.ended = true);
    }

    /// A place among the listeners; none where there are too many.
    pub(crate) fn listen(&self, known: Option<&str>) -> Option<Listener> {
        let place = Arc::clone(&self.places).try_acquire_owned().ok()?;
        let state = self.last.subscribe();
        let last = state.borrow().snapshot.id;
        let seen = match known {
            Some(id) if last > 0 && self.name(last) == id => last,
            _ => 0,
        };
        Some(Listener {
            state,
            seen,
            beat: 0,
            is_fresh: true,
            _place: place,
        })
    }

    /// How many listen.
    pub(crate) fn listeners(&self) -> usize {
        net::streams().saturating_sub(self.places.available_permits())
    }

    fn name(&self, id: u64) -> String {
        format!("{:08x}-{id}", self.run)
    }
}

/// The events of one connection.
#[derive(Debug)]
pub(crate) struct Listener {
    state: watch::Receiver<State>,
    /// The snapshot that the client has; 0 for none.
    seen: u64,
    /// The sign of life that it has.
    beat: u64,
    /// What is there already has not been looked at.
    is_fresh: bool,
    _place: OwnedSemaphorePermit,
}

impl Listener {
    /// The next thing to send; none when it is over.
    pub(crate) async fn next(&mut self) -> Option<Bytes> {
        loop {
            if !core::mem::take(&mut self.is_fresh) {
                self.state.changed().await.ok()?;
            }
            let state = self.state.borrow_and_update();
            if state.ended {
                return None;
            }
            if state.snapshot.id != self.seen {
                self.seen = state.snapshot.id;
                self.beat = state.beat.as_ref().map_or(0, |beat| beat.id);
                return Some(state.snapshot.bytes.clone());
            }
            if let Some(beat) = &state.beat
                && beat.id != self.beat
            {
                self.beat = beat.id;
                return Some(beat.bytes.clone());
            }
        }
    }
}

/// One event in the form of the HTML standard, section 9.2 (server-sent events).
/// JSON of ours has no line breaks.
fn event(name: &str, id: Option<&str>, data: &[u8]) -> Bytes {
    let mut text = Vec::with_capacity(data.len() + 64);
    if let Some(id) = id {
        text.extend_from_slice(b"id: ");
        text.extend_from_slice(id.as_bytes());
        text.push(b'\n');
    }
    text.extend_from_slice(b"event: ");
    text.extend_from_slice(name.as_bytes());
    text.extend_from_slice(b"\ndata: ");
    text.extend_from_slice(data);
    text.extend_from_slice(b"\n\n");
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standings::Board;
    use chrono::{DateTime, Utc};
    use wire::Phase;

    fn clock(seconds: i64) -> Clock {
        Clock {
            now: DateTime::<Utc>::UNIX_EPOCH + TimeDelta::seconds(seconds),
            phase: Phase::Voting,
            manifest: None,
        }
    }

    fn board() -> Board {
        Board::empty("coba".into(), Phase::Voting, DateTime::UNIX_EPOCH)
    }

    fn text(bytes: &Bytes) -> &str {
        core::str::from_utf8(bytes).unwrap()
    }

    #[tokio::test]
    async fn who_comes_late_or_is_slow_gets_the_last_snapshot_only() {
        let hub = Hub::new(7);
        hub.publish(&board().shown(), clock(0));
        hub.publish(&board().shown(), clock(1));
        let mut late = hub.listen(None).unwrap();
        let first = late.next().await.unwrap();
        assert!(text(&first).starts_with("id: 00000007-2\nevent: snapshot\ndata: {"));
        assert!(text(&first).ends_with("}\n\n"));
        for second in 2..5 {
            hub.publish(&board().shown(), clock(second));
        }
        assert!(text(&late.next().await.unwrap()).starts_with("id: 00000007-5\n"));
    }

    #[tokio::test]
    async fn who_has_the_last_snapshot_is_not_sent_it_again() {
        let hub = Hub::new(7);
        let shown = board().shown();
        hub.publish(&shown, clock(0));
        // An id of this run, and the same of another one.
        let mut back = hub.listen(Some("00000007-1")).unwrap();
        let mut other = hub.listen(Some("00000008-1")).unwrap();
        assert!(text(&other.next().await.unwrap()).contains("snapshot"));
        hub.publish(&shown, clock(9));
        hub.publish(&shown, clock(10));
        for listener in [&mut back, &mut other] {
            assert!(text(&listener.next().await.unwrap()).starts_with("event: clock\n"));
        }
        // The machine's clock was set back by hours.
        hub.publish(&shown, clock(-7200));
        let beat = back.next().await.unwrap();
        assert!(text(&beat).contains("1969-12-31T22:00:00"));
        hub.end();
        assert_eq!(back.next().await, None);
        assert_eq!(hub.listen(None).unwrap().next().await, None);
    }

    #[test]
    fn places_are_given_back() {
        let hub = Hub::new(7);
        let all: Vec<Listener> = core::iter::from_fn(|| hub.listen(None)).collect();
        assert_eq!(
            (all.len(), hub.listeners()),
            (net::streams(), net::streams())
        );
        drop(all);
        assert_eq!(hub.listeners(), 0);
    }
}
