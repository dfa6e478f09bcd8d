//! Group commit: casts of many tasks, one transaction, one fsync.
//!
//! While one batch is being written the next one collects; so the rate
//! follows the load. Where many come, one waits for others for a moment; a lone
//! ballot never does.

use std::{sync::Arc, time::Duration};

use thiserror::Error;
use tokio::{
    sync::{Notify, mpsc, oneshot},
    task::JoinHandle,
    time,
};
use wire::EditionSlug;

use crate::{Cast, CastOutcome, Store, StoreError};

/// How much a [`Cashier`] takes.
#[derive(Clone, Copy, Debug)]
pub struct Queue {
    /// Casts that may wait; beyond that, [`CashierError::Full`].
    pub waiting: usize,
    /// Most casts in one transaction.
    pub batch: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self {
            waiting: 4096,
            batch: 512,
        }
    }
}

/// A batch that was larger than this tells that many come.
const MANY: usize = 8;
/// So long others may join then: less than a commit takes, which they share.
const MOMENT: Duration = Duration::from_millis(1);

/// Why a cast was not taken. The voter's device keeps the ballot and tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CashierError {
    #[error("too many ballots are waiting")]
    Full,
    #[error("no more ballots are taken, the server stops")]
    Stopped,
    #[error("the ballot could not be written")]
    Failed,
}

struct Waiting {
    cast: Cast,
    answer: oneshot::Sender<CastOutcome>,
}

/// Takes casts for one edition and answers each after the durable commit.
#[derive(Clone, Debug)]
pub struct Cashier {
    queue: mpsc::Sender<Waiting>,
    stop: Arc<Notify>,
}

impl Cashier {
    /// Starts the task that writes. It ends, with the queue drained, after
    /// [`Cashier::stop`] or when every clone of the cashier is gone: await the
    /// handle to know that all answers are given.
    ///
    /// `failed` is told of each batch that could not be written. Needs a Tokio
    /// runtime.
    pub fn start(
        store: Arc<dyn Store>,
        edition: EditionSlug,
        queue: Queue,
        failed: impl Fn(&StoreError) + Send + 'static,
    ) -> (Self, JoinHandle<()>) {
        let (sender, receiver) = mpsc::channel(queue.waiting.max(1));
        let stop = Arc::new(Notify::new());
        let task = tokio::spawn(write(
            store,
            edition,
            receiver,
            queue.batch.max(1),
            stop.clone(),
            failed,
        ));
        (
            Self {
                queue: sender,
                stop,
            },
            task,
        )
    }

    /// Takes no more casts; those that wait are still written and answered.
    pub fn stop(&self) {
        self.stop.notify_one();
    }

    /// Hands a ballot in and waits until it is on disk, or refused.
    ///
    /// Dropping the future does not take the ballot back.
    pub async fn cast(&self, cast: Cast) -> Result<CastOutcome, CashierError> {
        let (answer, outcome) = oneshot::channel();
        self.queue
            .try_send(Waiting { cast, answer })
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => CashierError::Full,
                mpsc::error::TrySendError::Closed(_) => CashierError::Stopped,
            })?;
        outcome.await.map_err(|_| CashierError::Failed)
    }

    /// Casts that wait now.
    pub fn waiting(&self) -> usize {
        self.queue.max_capacity() - self.queue.capacity()
    }
}

async fn write(
    store: Arc<dyn Store>,
    edition: EditionSlug,
    mut queue: mpsc::Receiver<Waiting>,
    batch: usize,
    stop: Arc<Notify>,
    failed: impl Fn(&StoreError) + Send + 'static,
) {
    let mut waiting = Vec::with_capacity(batch);
    let mut last = 0;
    loop {
        let taken = tokio::select! {
            biased;
            () = stop.notified(), if !queue.is_closed() => {
                queue.close();
                continue;
            }
            taken = queue.recv_many(&mut waiting, batch) => taken,
        };
        if taken == 0 {
            return;
        }
        if last > MANY && waiting.len() < batch {
            time::sleep(MOMENT).await;
            while waiting.len() < batch
                && let Ok(more) = queue.try_recv()
            {
                waiting.push(more);
            }
        }
        last = waiting.len();
        let (casts, answers): (Vec<_>, Vec<_>) = waiting
            .drain(..)
            .map(|Waiting { cast, answer }| (cast, answer))
            .unzip();
        match store.cast(&edition, &casts).await {
            Ok(outcomes) => {
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    // A caller that went away does not need its answer.
                    let _ = answer.send(outcome);
                }
            }
            // Dropping the answers tells every caller of this batch.
            Err(error) => failed(&error),
        }
    }
}
