//! Counters of the server's own doings. They say nothing about votes.

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::http::StatusCode;
use wire::ProblemCode;

/// Answers by class of status, 1xx to 5xx, and what was turned away.
#[derive(Debug, Default)]
pub(crate) struct Meters {
    answers: [AtomicU64; 5],
    limited: AtomicU64,
    connections: AtomicU64,
    refused: Mutex<HashMap<ProblemCode, u64>>,
}

impl Meters {
    pub(crate) fn answered(&self, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
        self.answers[class].fetch_add(1, Ordering::Relaxed);
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.limited.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// By class of status: `("2xx", 17)`.
    pub(crate) fn answers(&self) -> impl Iterator<Item = (&'static str, u64)> {
        ["1xx", "2xx", "3xx", "4xx", "5xx"]
            .into_iter()
            .zip(self.answers.iter().map(|it| it.load(Ordering::Relaxed)))
    }

    pub(crate) fn refused(&self, code: ProblemCode) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        *refused.entry(code).or_default() += 1;
    }

    /// By code, in the words of the API.
    pub(crate) fn refusals(&self) -> Vec<(String, u64)> {
        let refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        let word = |code| serde_json::to_string(code).unwrap_or_default();
        let mut refusals: Vec<_> = refused.iter().map(|(it, n)| (word(it), *n)).collect();
        refusals.sort_unstable();
        refusals
    }

    pub(crate) fn limited(&self) -> u64 {
        self.limited.load(Ordering::Relaxed)
    }

    pub(crate) fn connected(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn disconnected(&self) {
        self.connections.fetch_sub(1, Ordering::Relaxed);
    }

    /// Open connections.
    pub(crate) fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }
}
