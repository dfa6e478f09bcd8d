//! What the big screen shows, and what its remote presses: in memory only.
//!
//! One stage for each presenter's link. Whoever waits is bounded, and goes away
//! at once when the link is revoked or the server stops.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use tokio::{
    sync::{Semaphore, watch},
    time,
};
use wire::{Command, Commands};

use crate::limits::{Allowance, Rate};

/// How long a request waits for news.
const POLL: Duration = Duration::from_secs(25);
/// Requests that wait at one stage.
const WAITING: usize = 64;
/// Commands that are kept for a screen that was away for a moment.
const KEPT: usize = 64;
/// Presses at one stage.
const PRESSES: Allowance = Allowance {
    burst: 20,
    period: 1,
};

/// All stages.
#[derive(Debug)]
pub(crate) struct Stages {
    open: Mutex<HashMap<u32, Arc<Stage>>>,
    presses: Rate<u32>,
    ended: watch::Sender<bool>,
}

impl Default for Stages {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            presses: Rate::new(PRESSES, 1024),
            ended: watch::Sender::default(),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Stage {
    state: watch::Sender<Scene>,
    commands: watch::Sender<Pressed>,
    closed: watch::Sender<bool>,
    places: Semaphore,
    ended: watch::Receiver<bool>,
}

/// What the screen has published.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    pub(crate) seq: u64,
    /// JSON; empty before the first.
    pub(crate) json: Bytes,
}

#[derive(Debug)]
struct Pressed {
    seq: u64,
    last: VecDeque<Command>,
}

/// Why there is no news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nothing {
    /// Ask again.
    Yet,
    /// The link was revoked.
    Closed,
    /// Too many wait already.
    Full,
}

impl Stages {
    /// The stage of a presenter's link. Its numbers begin with the time, so that
    /// they go up over restarts of the server too.
    pub(crate) fn of(&self, number: u32, now: DateTime<Utc>) -> Arc<Stage> {
        let seq = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let stage = open.entry(number).or_insert_with(|| {
            Arc::new(Stage {
                state: watch::Sender::new(Scene {
                    seq,
                    json: Bytes::new(),
                }),
                commands: watch::Sender::new(Pressed {
                    seq,
                    last: VecDeque::new(),
                }),
                closed: watch::Sender::default(),
                places: Semaphore::new(WAITING),
                ended: self.ended.subscribe(),
            })
        });
        Arc::clone(stage)
    }

    /// Seconds to wait, where that stage is pressed too often. `now` in microseconds.
    pub(crate) fn may_press(&self, number: u32, now: u64) -> Result<(), u32> {
        self.presses.take(number, now).map_err(|wait| wait.0)
    }

    /// The link was revoked: whoever waits goes away.
    pub(crate) fn close(&self, number: u32) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(stage) = open.remove(&number) {
            stage.closed.send_replace(true);
        }
    }

    /// The server stops.
    pub(crate) fn end(&self) {
        self.ended.send_replace(true);
    }
}

impl Stage {
    /// Shows something else; gives its number.
    pub(crate) fn publish(&self, json: Bytes) -> u64 {
        let mut seq = 0;
        self.state.send_modify(|state| {
            seq = state.seq + 1;
            *state = Scene { seq, json };
        });
        seq
    }

    /// What is shown, as soon as it is not what the asker has.
    pub(crate) async fn state(&self, after: Option<u64>) -> Result<Scene, Nothing> {
        let mut state = self.state.subscribe();
        self.wait(async {
            let news = state.wait_for(|it| !it.json.is_empty() && Some(it.seq) != after);
            news.await.ok().map(|it| it.clone())
        })
        .await
    }

    pub(crate) fn press(&self, key: String) -> u64 {
        let mut seq = 0;
        self.commands.send_modify(|pressed| {
            pressed.seq += 1;
            seq = pressed.seq;
            pressed.last.push_back(Command { seq, key });
            if pressed.last.len() > KEPT {
                pressed.last.pop_front();
            }
        });
        seq
    }

    /// Commands behind `after`, as soon as there are any. Without it, and where
    /// it is of another run, only the number to go on from: what was pressed
    /// long ago is not done now.
    pub(crate) async fn commands(&self, after: Option<u64>) -> Result<Commands, Nothing> {
        let mut pressed = self.commands.subscribe();
        let now = pressed.borrow().seq;
        let Some(after) = after.filter(|it| *it <= now) else {
            return Ok(Commands {
                seq: now,
                commands: Vec::new(),
            });
        };
        self.wait(async {
            let pressed = pressed.wait_for(|it| it.seq > after).await.ok()?;
            let new = pressed.last.iter().filter(|it| it.seq > after);
            Some(Commands {
                seq: pressed.seq,
                commands: new.cloned().collect(),
            })
        })
        .await
    }

    async fn wait<T>(&self, news: impl Future<Output = Option<T>>) -> Result<T, Nothing> {
        let _place = self.places.try_acquire().map_err(|_| Nothing::Full)?;
        let (mut closed, mut ended) = (self.closed.subscribe(), self.ended.clone());
        tokio::select! {
            biased;
            _ = closed.wait_for(|it| *it) => Err(Nothing::Closed),
            _ = ended.wait_for(|it| *it) => Err(Nothing::Yet),
            news = news => news.ok_or(Nothing::Yet),
            () = time::sleep(POLL) => Err(Nothing::Yet),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(stages: &Stages) -> Arc<Stage> {
        stages.of(1, DateTime::UNIX_EPOCH)
    }

    #[tokio::test]
    async fn a_screen_that_begins_does_nothing_that_was_pressed_before() {
        let stages = Stages::default();
        let stage = stage(&stages);
        for _ in 0..70 {
            stage.press("next".to_owned());
        }
        let first = stage.commands(None).await.unwrap();
        assert_eq!((first.seq, first.commands.len()), (70, 0));
        // Of another run of the server.
        let lost = stage.commands(Some(900)).await.unwrap();
        assert_eq!((lost.seq, lost.commands.len()), (70, 0));
        // Away for a while: the last ones only.
        let late = stage.commands(Some(0)).await.unwrap();
        assert_eq!((late.commands.len(), late.commands[0].seq), (KEPT, 7));
        let (next, ()) = tokio::join!(stage.commands(Some(70)), async {
            stage.press("back".to_owned());
        });
        assert_eq!(next.unwrap().commands[0].key, "back");
    }

    #[tokio::test]
    async fn who_waits_goes_when_the_link_is_revoked_or_the_server_stops() {
        let stages = Stages::default();
        let first = stage(&stages);
        let (closed, ()) = tokio::join!(first.state(None), async { stages.close(1) });
        assert_eq!(closed.unwrap_err(), Nothing::Closed);
        let second = stage(&stages);
        let (ended, ()) = tokio::join!(second.commands(Some(0)), async { stages.end() });
        assert_eq!(ended.unwrap_err(), Nothing::Yet);
        assert_eq!(second.state(None).await.unwrap_err(), Nothing::Yet);
    }

    #[tokio::test]
    async fn few_may_wait() {
        let stages = Stages::default();
        let stage = stage(&stages);
        let mut waiting = tokio::task::JoinSet::new();
        for _ in 0..WAITING {
            let stage = Arc::clone(&stage);
            waiting.spawn(async move { stage.state(None).await.map(|it| it.seq) });
        }
        while stage.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(stage.state(None).await.unwrap_err(), Nothing::Full);
        let seq = stage.publish(Bytes::from_static(b"{}"));
        while let Some(got) = waiting.join_next().await {
            assert_eq!(got.unwrap(), Ok(seq));
        }
    }
}
