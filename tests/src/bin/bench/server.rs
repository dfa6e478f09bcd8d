//! The server at rest: memory, start, size.

use std::time::Duration;

use journeys::{JourneyError, Outcome, Setup, Site, peta};

use crate::table::Figure;

/// How long a server rests before its memory is read.
const REST: Duration = Duration::from_secs(2);

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let program = peta()?;
    let bytes = program
        .metadata()
        .map_err(|source| JourneyError::File {
            path: program.clone(),
            source,
        })?
        .len();
    let site = Site::open(Setup::default()).await?;
    tokio::time::sleep(REST).await;
    let idle = kibibytes(site.server().memory());
    Ok(vec![
        Figure::at_most("binary", mega(bytes), 25.0, "MB"),
        Figure::at_most("server, memory at rest", idle / 1024.0, 25.0, "MiB"),
        Figure::at_most(
            "server, start until ready (sample edition)",
            milliseconds(site.server().ready_after()),
            100.0,
            "ms",
        ),
    ])
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Not a number where the system doesn't tell: such a figure misses its budget.
pub(crate) fn kibibytes(memory: Option<u64>) -> f64 {
    memory
        .and_then(|memory| u32::try_from(memory).ok())
        .map_or(f64::NAN, f64::from)
}

fn mega(bytes: u64) -> f64 {
    u32::try_from(bytes / 1000).map_or(f64::NAN, f64::from) / 1000.0
}
