//! The sealed queue: every ballot of this tablet, in order, on disk before it
//! is called cast. Rows are only ever added; what became of one stands beside it.

use core::time::Duration;
use std::{cell::RefCell, rc::Rc};

use ledger::{Enclosed, Frame, KioskKey, MAX_ENVELOPES, NO_ENVELOPE, envelope_hash};
use serde::{Deserialize, Serialize};
use wire::{
    Delivery, EditionSlug, Enrolled, Envelope, EnvelopeOutcome, EnvelopeResult, Hash, Head,
    ProblemCode,
};

use super::{
    roll::{self, Roll},
    tries::{self, Tries},
};
use crate::{
    api::{self, Failure},
    json,
    platform::{
        network,
        random::{self, chance},
        stay::{self, pause},
        storage::NotKept,
        vault::Vault,
    },
    reactive::RwSignal,
};

const ENVELOPES: &str = "envelopes";
const SETTLED: &str = "settled";
/// The server takes so many at once.
const BATCH: usize = 50;
/// With nothing to send, the server is asked whether this kiosk may still.
const HEARTBEAT: f64 = 8_000.0;
/// Longest pause between two attempts that fail.
const LONGEST: f64 = 30_000.0;
const STEP: Duration = Duration::from_millis(250);

/// What the server made of an envelope, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    pub outcome: EnvelopeOutcome,
    pub code: Option<ProblemCode>,
}

/// How the server is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    Unknown,
    Online,
    Offline,
    Revoked,
}

struct Row {
    envelope: Envelope,
    hash: Hash,
    settled: Option<Settled>,
}

/// The queue of this tablet.
#[derive(Clone)]
pub struct Queue {
    vault: Vault,
    key: Rc<KioskKey>,
    enrolled: Rc<Enrolled>,
    rows: Rc<RefCell<Vec<Row>>>,
    /// How many are not with the server.
    pub waiting: RwSignal<usize>,
    pub total: RwSignal<usize>,
    pub reach: RwSignal<Reach>,
    /// Moves with each envelope that is settled.
    pub settled: RwSignal<u32>,
    /// Set to have it sent at once.
    nudged: Rc<RefCell<bool>>,
}

async fn vault_of(enrolled: &Enrolled) -> Result<Vault, NotKept> {
    let name = format!("peta-kiosk-{}-{}", enrolled.edition, enrolled.number);
    Vault::open(&name, &[ENVELOPES, SETTLED, roll::STORE, tries::STORE]).await
}

/// How many envelopes of an earlier identity are not with the server.
pub async fn waiting_of(enrolled: &Enrolled) -> Result<usize, NotKept> {
    let vault = vault_of(enrolled).await?;
    let (all, settled) = (vault.all(ENVELOPES).await?, vault.all(SETTLED).await?);
    Ok(all.len().saturating_sub(settled.len()))
}

impl Queue {
    /// The queue as this tablet left it.
    pub async fn open(key: KioskKey, enrolled: Enrolled) -> Result<Self, NotKept> {
        let vault = vault_of(&enrolled).await?;
        let settled = vault.all(SETTLED).await?;
        let public = key.public_key();
        let mut rows = Vec::new();
        for (index, text) in vault.all(ENVELOPES).await? {
            let envelope: Envelope = json::from_str(&text).map_err(|_| NotKept)?;
            let settled = settled.iter().find(|(it, _)| *it == index);
            rows.push(Row {
                hash: envelope_hash(&public, &envelope),
                envelope,
                settled: settled.and_then(|(_, text)| json::from_str(text).ok()),
            });
        }
        let waiting = rows.iter().filter(|row| row.settled.is_none()).count();
        Ok(Self {
            vault,
            key: Rc::new(key),
            enrolled: Rc::new(enrolled),
            waiting: RwSignal::new(waiting),
            total: RwSignal::new(rows.len()),
            rows: Rc::new(RefCell::new(rows)),
            reach: RwSignal::new(Reach::Unknown),
            settled: RwSignal::new(0),
            nudged: Rc::new(RefCell::new(false)),
        })
    }

    pub fn enrolled(&self) -> &Enrolled {
        &self.enrolled
    }

    pub fn edition(&self) -> &EditionSlug {
        &self.enrolled.edition
    }

    /// The index that the next envelope will have.
    pub fn next_index(&self) -> u32 {
        let rows = self.rows.borrow();
        rows.last().map_or(1, |row| row.envelope.index + 1)
    }

    /// Seals a ballot, and comes back with its index once it is on disk.
    pub async fn append(&self, enclosed: &Enclosed) -> Result<u32, NotKept> {
        let index = self.next_index();
        if index > MAX_ENVELOPES {
            return Err(NotKept);
        }
        let prev = self
            .rows
            .borrow()
            .last()
            .map_or(NO_ENVELOPE, |row| row.hash);
        let random = random::secret_bytes().ok_or(NotKept)?;
        let envelope = self
            .key
            .seal(enclosed, &self.enrolled.seal_key, index, prev, random)
            .map_err(|_| NotKept)?;
        let text = json::to_string(&envelope).map_err(|_| NotKept)?;
        // Fails where another tab of this tablet was first.
        self.vault.add(ENVELOPES, index, &text).await?;
        self.rows.borrow_mut().push(Row {
            hash: envelope_hash(&self.key.public_key(), &envelope),
            envelope,
            settled: None,
        });
        self.count();
        self.nudge();
        Ok(index)
    }

    /// What became of an envelope, if the server has said.
    pub fn outcome(&self, index: u32) -> Option<Settled> {
        let rows = self.rows.borrow();
        rows.iter()
            .find(|row| row.envelope.index == index)
            .and_then(|row| row.settled)
    }

    fn count(&self) {
        let rows = self.rows.borrow();
        let waiting = rows.iter().filter(|row| row.settled.is_none()).count();
        self.waiting.set(waiting);
        self.total.set(rows.len());
    }

    fn head(&self) -> Option<Head> {
        let rows = self.rows.borrow();
        let last = rows.last()?;
        let Enrolled {
            edition, number, ..
        } = &*self.enrolled;
        let index = last.envelope.index;
        Some(self.key.head(edition, *number, index, last.hash))
    }

    /// The whole queue as it leaves a tablet whose network never returns.
    pub fn frames(&self) -> Vec<String> {
        let rows = self.rows.borrow();
        let envelopes = rows.iter().map(|row| row.envelope.clone()).collect();
        let Enrolled {
            edition, number, ..
        } = &*self.enrolled;
        Frame::series(edition, *number, envelopes, self.head())
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// The roll that is kept beside it.
    pub fn roll(&self) -> Roll {
        Roll::new(self.vault.clone())
    }

    /// Wrong tries that are kept beside it.
    pub fn tries(&self, place: u32, most: usize) -> Tries {
        Tries::open(self.vault.clone(), place, most)
    }

    /// Has it sent at once.
    pub fn nudge(&self) {
        self.nudged.replace(true);
    }

    /// Sends what waits, as long as the page is open.
    pub fn follow(&self) {
        let queue = self.clone();
        network::watch(move |online| {
            if online {
                queue.nudge();
            }
        });
        let queue = self.clone();
        leptos::task::spawn_local(async move {
            let mut failed = 0;
            loop {
                let more = queue.deliver().await;
                failed = if more.is_ok() { 0 } else { failed + 1 };
                let wait = match more {
                    Ok(true) => 0.0,
                    Ok(false) => HEARTBEAT,
                    Err(()) => {
                        let longest = (1_000.0 * f64::from(1 << failed.min(5))).min(LONGEST);
                        longest * (0.5 + 0.5 * chance())
                    }
                };
                let until = stay::uptime_ms() + wait;
                while stay::uptime_ms() < until && !queue.nudged.replace(false) {
                    pause(STEP).await;
                }
            }
        });
    }

    /// One delivery. Whether there is more to send; an error where nothing came back.
    async fn deliver(&self) -> Result<bool, ()> {
        let envelopes: Vec<Envelope> = {
            let rows = self.rows.borrow();
            let open = rows.iter().filter(|row| row.settled.is_none());
            open.take(BATCH).map(|row| row.envelope.clone()).collect()
        };
        let delivery = Delivery {
            envelopes,
            head: self.head(),
        };
        match api::deliver(self.enrolled.number, &delivery).await {
            Ok(delivered) => {
                self.reach.set(Reach::Online);
                let mut settled = false;
                for result in &delivered.results {
                    settled |= self.settle(result).await;
                }
                // Where nothing could be settled, there is no hurry.
                Ok(settled && self.waiting.get_untracked() > 0)
            }
            Err(Failure::Refused(ProblemCode::KioskRevoked)) => {
                self.reach.set(Reach::Revoked);
                Err(())
            }
            Err(_) => {
                self.reach.set(Reach::Offline);
                Err(())
            }
        }
    }

    /// Keeps what the server said, if that is its last word. An envelope stays
    /// in the queue where the server may yet say yes.
    async fn settle(&self, result: &EnvelopeResult) -> bool {
        let passing = matches!(
            result.code,
            Some(
                ProblemCode::Unavailable
                    | ProblemCode::Internal
                    | ProblemCode::TooManyRequests
                    | ProblemCode::VotingNotOpen
                    | ProblemCode::Unknown
            )
        );
        if result.outcome == EnvelopeOutcome::Refused && passing {
            return false;
        }
        let settled = Settled {
            outcome: result.outcome,
            code: result.code,
        };
        // If the tablet does not keep it, it is only sent once more.
        if let Ok(text) = json::to_string(&settled) {
            self.vault.put(SETTLED, result.index, &text).await.ok();
        }
        {
            let mut rows = self.rows.borrow_mut();
            let row = rows
                .iter_mut()
                .find(|row| row.envelope.index == result.index);
            if let Some(row) = row {
                row.settled = Some(settled);
            }
        }
        self.count();
        self.settled.update(|moved| *moved += 1);
        true
    }
}
