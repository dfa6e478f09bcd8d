//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use crate::error::{JourneyError, Outcome};

/// How long anything may take before a journey gives up. Far more than a
/// person would wait: two cores run several browsers at once.
pub const PATIENCE: Duration = Duration::from_secs(20);

const POLL: Duration = Duration::from_millis(50);

/// Asks again and again until there is an answer. `Err` is what was seen instead.
pub async fn eventually<T>(what: &str, look: impl AsyncFnMut() -> Result<T, String>) -> Outcome<T> {
    eventually_within(PATIENCE, what, look).await
}

/// The same with another patience: for what the product itself takes its time over.
pub async fn eventually_within<T>(
    patience: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<T, String>,
) -> Outcome<T> {
    let deadline = Instant::now() + patience;
    loop {
        match look().await {
            Ok(found) => return Ok(found),
            Err(seen) if Instant::now() > deadline => {
                return Err(JourneyError::Waited {
                    what: what.to_owned(),
                    seen,
                });
            }
            Err(_) => tokio::time::sleep(POLL).await,
        }
    }
}
