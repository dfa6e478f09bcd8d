//! The day of `cargo xtask bench chaos`, in small.

use std::time::Duration;

use journeys::{Outcome, Plan, chaos, same};

#[test]
fn a_bad_afternoon() -> Outcome {
    let runtime = tokio::runtime::Runtime::new().map_err(journeys::JourneyError::Network)?;
    let report = runtime.block_on(chaos(Plan {
        tablets: 1,
        votes: 9,
        deaths: 2,
        outage: Duration::from_secs(10),
    }))?;
    same(&9, &report.counted)?;
    same(&2, &report.deaths)
}
