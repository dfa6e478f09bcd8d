//! When something was done last.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// By a clock that nobody sets. New is as good as just done.
#[derive(Debug)]
pub(crate) struct Beat {
    made: Instant,
    /// Milliseconds after that.
    last: AtomicU64,
}

impl Default for Beat {
    fn default() -> Self {
        Self {
            made: Instant::now(),
            last: AtomicU64::new(0),
        }
    }
}

impl Beat {
    pub(crate) fn strike(&self) {
        let since = u64::try_from(self.made.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.last.store(since, Ordering::Relaxed);
    }

    pub(crate) fn age(&self) -> Duration {
        let last = Duration::from_millis(self.last.load(Ordering::Relaxed));
        self.made.elapsed().saturating_sub(last)
    }
}
