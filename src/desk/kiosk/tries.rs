//! Wrong codes and wrong PINs of the last minute: after too many of them one
//! waits. On disk, since each visit loads the page anew.

use crate::{
    platform::{clock::device_ms, vault::Vault},
    reactive::RwSignal,
};

/// Its store in the queue's vault.
pub const STORE: &str = "tries";
/// How long a wrong one counts, in milliseconds.
const WHILE: f64 = 60_000.0;

/// Counts by the device's clock.
#[derive(Clone)]
pub struct Tries {
    vault: Vault,
    place: u32,
    most: usize,
    times: RwSignal<Vec<f64>>,
}

impl Tries {
    /// What is kept at `place`; after `most`, one waits.
    pub fn open(vault: Vault, place: u32, most: usize) -> Self {
        let tries = Self {
            vault,
            place,
            most,
            times: RwSignal::new(Vec::new()),
        };
        let opened = tries.clone();
        leptos::task::spawn_local(async move {
            let kept = opened.vault.all(STORE).await.unwrap_or_default();
            let mine = kept.iter().find(|(place, _)| *place == opened.place);
            let words = mine.iter().flat_map(|(_, text)| text.split(' '));
            let kept: Vec<f64> = words.filter_map(|word| word.parse().ok()).collect();
            opened.times.update(|times| times.extend(kept));
        });
        tries
    }

    /// One more wrong one.
    pub fn add(&self) {
        let now = device_ms();
        self.times.update(|times| {
            times.retain(|at| is_recent(*at, now));
            times.push(now);
        });
        let tries = self.clone();
        leptos::task::spawn_local(async move {
            let words: Vec<String> = tries
                .times
                .with_untracked(|times| times.iter().map(ToString::to_string).collect());
            tries
                .vault
                .put(STORE, tries.place, &words.join(" "))
                .await
                .ok();
        });
    }

    /// Wrong ones of the last minute.
    pub fn count(&self) -> usize {
        let now = device_ms();
        self.times
            .with(|times| times.iter().filter(|at| is_recent(**at, now)).count())
    }

    /// Whether one has to wait.
    pub fn are_over(&self) -> bool {
        self.count() >= self.most
    }
}

/// Also where the clock was set back since.
fn is_recent(at: f64, now: f64) -> bool {
    (now - at).abs() < WHILE
}
