//! Threads of their own for those who write ballots and keep the log.
//!
//! A batch of ballots is a dozen answers of the database. On the threads that
//! serve requests each of them would stand in a queue behind hundreds of
//! requests that are being read, and a batch took ten times as long.

use std::io;

use tokio::runtime::{Builder, Handle, Runtime};

/// One writes while the other counts.
const THREADS: usize = 2;

/// A runtime that may be dropped anywhere; what still runs on it ends then.
pub(crate) struct Office(Option<Runtime>, Handle);

impl Office {
    pub(crate) fn open() -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("peta-office")
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        Ok(Self(Some(runtime), handle))
    }

    pub(crate) fn handle(&self) -> &Handle {
        &self.1
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
