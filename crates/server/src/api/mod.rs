//! `/api/v1`: one endpoint, one file. `openapi.json` describes them; a test
//! compares the two.

mod areas;
mod body;
mod cast;
pub(crate) mod clock;
mod code;
mod edition;
mod envelopes;
mod events;
mod health;
mod innovation;
mod innovations;
mod kiosks;
mod link;
mod manifest;
mod metrics;
mod openapi;
mod query;
mod receipt;
mod roll;
mod stage;
mod standings;
mod standings_csv;
mod texts;

use axum::routing::{get, post};

use crate::{log, router::Route};

/// Addresses and what answers there.
pub(crate) const ROUTES: &[Route] = &[
    ("/api/v1/edition", || get(edition::get)),
    ("/api/v1/clock", || get(clock::get)),
    ("/api/v1/events", || get(events::listen)),
    ("/api/v1/manifest", || get(manifest::get)),
    ("/api/v1/areas", || get(areas::list)),
    ("/api/v1/innovations", || get(innovations::list)),
    ("/api/v1/innovations/texts", || get(texts::list)),
    ("/api/v1/innovations/{slug}", || get(innovation::get)),
    ("/api/v1/standings", || get(standings::get)),
    ("/api/v1/standings.csv", || get(standings_csv::get)),
    ("/api/v1/ballots", || post(cast::cast)),
    ("/api/v1/receipts/{credential}", || get(receipt::get)),
    ("/api/v1/log/inclusion/{ballot}", || get(log::inclusion)),
    ("/api/v1/link", || get(link::get)),
    ("/api/v1/stage", || get(stage::state).put(stage::publish)),
    ("/api/v1/stage/commands", || {
        get(stage::commands).post(stage::press)
    }),
    ("/api/v1/stage/remote", || post(stage::remote)),
    ("/api/v1/kiosks", || post(kiosks::enrol)),
    ("/api/v1/kiosks/{number}/envelopes", || {
        post(envelopes::deliver)
    }),
    ("/api/v1/roll", || get(roll::get)),
    ("/api/v1/codes/{key}", || get(code::get)),
    ("/api/v1/health/live", || get(health::live)),
    ("/api/v1/health/ready", || get(health::ready)),
    ("/api/v1/metrics", || get(metrics::get)),
    ("/api/v1/openapi.json", || get(openapi::get)),
];
