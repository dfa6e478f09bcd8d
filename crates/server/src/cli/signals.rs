//! What tells a server to end, and what must not.

use std::io;

use tokio::signal::unix::{Signal, SignalKind, signal};

/// Signals of the process, caught from the moment that this is made.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hangup: Signal,
}

impl Signals {
    pub(super) fn catch() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: signal(SignalKind::hangup())?,
        })
    }

    /// Until SIGTERM or Ctrl-C. A terminal that is closed, or a tool that turns logs
    /// over, sends SIGHUP: the vote goes on, and there is nothing to read again.
    pub(super) async fn end(&mut self) {
        loop {
            tokio::select! {
                _ = self.terminate.recv() => return,
                _ = self.interrupt.recv() => return,
                _ = self.hangup.recv() => tracing::info!("SIGHUP: nothing to do, serving goes on"),
            }
        }
    }
}
