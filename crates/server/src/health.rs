//! Whether this server can do its work: looked at each second, told to whoever asks
//! for `/health/ready` and `/metrics`, and logged once when it changes.

mod beat;
mod disk;
mod hands;

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use store::StoreError;
use tokio::time;

pub(crate) use beat::Beat;
use disk::Room;
use hands::Hands;

use crate::{app::App, run::causes};

const PACE: Duration = Duration::from_secs(1);
/// So late a part of the server may be before it counts as stuck.
const LATE: Duration = Duration::from_secs(10);
/// A write that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(3);

/// What has to be well before the server is ready. The words are those of the API
/// and of the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// The database takes what is written.
    Write,
    /// It goes on from the log's last published head.
    Head,
    /// What was cast gets into the public log.
    Log,
    /// What was cast gets counted.
    Count,
    /// There is room on the disks of the database and of the log's head.
    Disk,
    /// The clock is not behind what was written down.
    Clock,
}

impl Part {
    pub(crate) const ALL: [Self; 6] = [
        Self::Write,
        Self::Head,
        Self::Log,
        Self::Count,
        Self::Disk,
        Self::Clock,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Write => "write",
            Self::Head => "head",
            Self::Log => "log",
            Self::Count => "count",
            Self::Disk => "disk",
            Self::Clock => "clock",
        }
    }
}

/// Why the server is not ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) part: Part,
    /// A sentence for everybody: no paths, no causes.
    pub(crate) detail: String,
}

/// What was found at the last look.
#[derive(Clone, Debug, Default)]
pub(crate) struct Found {
    /// The worst first.
    pub(crate) faults: Vec<Fault>,
    /// Bytes that are free, by what is kept there.
    pub(crate) room: Vec<Room>,
    /// How far the clock is behind what was written down; zero where it is not.
    pub(crate) behind: Duration,
    /// How often the clock was set while the server ran.
    pub(crate) jumps: u64,
}

/// Looks after everything.
#[derive(Debug, Default)]
pub(crate) struct Health {
    found: Mutex<Found>,
    hands: Mutex<Hands>,
    looked: Beat,
    /// The last time that all ballots were counted.
    pub(crate) counted: Beat,
}

impl Health {
    /// What holds now.
    pub(crate) fn now(&self, app: &App) -> Found {
        let mut found = lock(&self.found).clone();
        let is_known = |part| found.faults.iter().any(|it: &Fault| it.part == part);
        // Known at once, between two looks.
        let is_failing = app.store.write_health().is_failing || self.looked.age() > LATE;
        if is_failing && !is_known(Part::Write) {
            found.faults.insert(0, cant_write());
        }
        found
    }
}

/// Runs until the server ends.
pub(crate) async fn run(app: &App) {
    loop {
        time::sleep(PACE).await;
        look(app).await;
    }
}

/// One look; a change is logged.
pub(crate) async fn look(app: &App) {
    let health = &app.health;
    let mut faults = Vec::new();
    let written = time::timeout(PATIENCE, app.store.probe()).await;
    match &written {
        Ok(Ok(())) => {}
        Ok(Err(error)) => {
            tracing::debug!(error = causes(error), "nothing can be written");
            faults.push(cant_write());
        }
        Err(_) => faults.push(cant_write()),
    }
    faults.extend(app.log.fault(LATE));
    let age = health.counted.age();
    if age > LATE {
        faults.push(Fault {
            part: Part::Count,
            detail: format!("Ballots were counted last {} seconds ago.", age.as_secs()),
        });
    }
    let room = disk::look(app).await;
    // Both may be on one disk.
    faults.extend(room.iter().find_map(Room::fault));
    let (behind, jumps) = match clock(app).await {
        Ok(it) => it,
        // Who can't read can't count either: that is told above.
        Err(error) => {
            tracing::debug!(
                error = causes(&error),
                "can't read when the last ballot came"
            );
            (Duration::ZERO, lock(&health.hands).jumps())
        }
    };
    if !behind.is_zero() {
        faults.push(Fault {
            part: Part::Clock,
            detail: format!(
                "The clock is {} seconds behind what was written down already.",
                behind.as_secs()
            ),
        });
    }
    let found = Found {
        faults,
        room,
        behind,
        jumps,
    };
    tell(&lock(&health.found).faults, &found.faults);
    *lock(&health.found) = found;
    health.looked.strike();
}

/// How far the clock is behind, and how often it was set.
async fn clock(app: &App) -> Result<(Duration, u64), StoreError> {
    let newest = app.store.newest(&app.edition).await?;
    let mut hands = lock(&app.health.hands);
    let behind = hands.look(app.now(), newest);
    Ok((behind, hands.jumps()))
}

fn cant_write() -> Fault {
    Fault {
        part: Part::Write,
        detail: "The database can't be written: the last write failed.".to_owned(),
    }
}

fn tell(before: &[Fault], now: &[Fault]) {
    let parts = |faults: &[Fault]| faults.iter().map(|it| it.part).collect::<Vec<_>>();
    let (before, parts) = (parts(before), parts(now));
    for fault in now.iter().filter(|it| !before.contains(&it.part)) {
        let (part, detail) = (fault.part.as_str(), &fault.detail);
        tracing::error!(part, detail, "not ready");
    }
    if parts.is_empty() && !before.is_empty() {
        tracing::info!("ready again");
    }
}

fn lock<T>(it: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    it.lock().unwrap_or_else(PoisonError::into_inner)
}
