//! Lines of the log for what may come a thousand times a second: one line a second
//! for each kind, with how often. A disk that is full is not filled with complaints.

use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::MatchedPath,
    http::{Method, StatusCode},
};
use tokio::time;
use wire::ProblemCode;

const PACE: Duration = Duration::from_secs(1);

/// What happened since the last lines.
#[derive(Debug, Default)]
pub(crate) struct Repeats(Mutex<HashMap<Kind, u64>>);

/// What makes one line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    /// An answer that went wrong: the route, never the address.
    Answer {
        method: &'static str,
        route: String,
        status: StatusCode,
        code: Option<ProblemCode>,
    },
    /// A batch of ballots that could not be written, and why.
    Unwritten { error: String },
}

impl Kind {
    pub(crate) fn answer(
        method: &Method,
        route: Option<&MatchedPath>,
        status: StatusCode,
        code: Option<ProblemCode>,
    ) -> Self {
        // Anybody may invent a method.
        let known = [
            Method::GET,
            Method::HEAD,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::OPTIONS,
        ];
        let names = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];
        let place = known.iter().position(|it| it == method);
        Self::Answer {
            method: place.map_or("other", |it| names[it]),
            route: route.map_or("-", MatchedPath::as_str).to_owned(),
            status,
            code,
        }
    }

    fn tell(&self, times: u64) {
        match self {
            Self::Answer {
                method,
                route,
                status,
                code,
            } => {
                let status_code = status.as_u16();
                if status.is_server_error() {
                    tracing::error!(method, route, status = status_code, ?code, times, "failed");
                } else {
                    tracing::info!(method, route, status = status_code, ?code, times, "refused");
                }
            }
            Self::Unwritten { error } => {
                tracing::error!(error, times, "ballots could not be written");
            }
        }
    }
}

impl Repeats {
    pub(crate) fn add(&self, kind: Kind) {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kinds.entry(kind).or_default() += 1;
    }

    /// Tells what is new.
    pub(crate) fn tell(&self) {
        for (kind, times) in self.take() {
            kind.tell(times);
        }
    }

    fn take(&self) -> HashMap<Kind, u64> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs until the server ends.
    pub(crate) async fn run(&self) {
        loop {
            time::sleep(PACE).await;
            self.tell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_the_same_is_one_line_with_its_number() {
        let repeats = Repeats::default();
        let full = StatusCode::SERVICE_UNAVAILABLE;
        for method in [Method::POST, Method::POST, Method::GET] {
            let code = Some(ProblemCode::Unavailable);
            repeats.add(Kind::answer(&method, None, full, code));
        }
        for method in ["PETA", "ATEP"] {
            let method = Method::from_bytes(method.as_bytes()).unwrap();
            repeats.add(Kind::answer(&method, None, full, None));
        }
        let taken = repeats.take();
        let mut times: Vec<u64> = taken.values().copied().collect();
        times.sort_unstable();
        assert_eq!(times, [1, 2, 2]);
        assert!(repeats.take().is_empty());
    }
}
