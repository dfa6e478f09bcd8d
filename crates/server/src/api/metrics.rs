//! `GET /api/v1/metrics`: the Prometheus text format, version 0.0.4.
//!
//! Ballots are counted as far as the embargo lets anyone see them. No votes.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use crate::{app::Shared, health::Part};

pub(super) async fn get(State(app): State<Shared>) -> Response {
    let headers = [
        (
            header::CONTENT_TYPE,
            "text/plain; version=0.0.4; charset=utf-8",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, text(&app)).into_response()
}

fn text(app: &Shared) -> String {
    let mut text = String::with_capacity(1024);
    let mut metric = |name: &str, kind: &str, help: &str, samples: &[(String, u64)]| {
        let _ = writeln!(text, "# HELP {name} {help}\n# TYPE {name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(text, "{name}{labels} {value}");
        }
    };
    let plain = |value: u64| [(String::new(), value)];
    let shown = app.board.shown();
    let ballots: Vec<(String, u64)> = shown
        .standings
        .channels
        .iter()
        .map(|it| {
            (
                format!("{{channel=\"{}\"}}", it.channel.as_str()),
                it.ballots,
            )
        })
        .collect();
    metric(
        "peta_ballots",
        "gauge",
        "Ballots that count, as far as shown.",
        &ballots,
    );
    metric(
        "peta_ballots_replaced",
        "gauge",
        "Ballots that a later one has replaced, as far as shown.",
        &plain(shown.standings.replaced),
    );
    let waiting = u64::try_from(app.cashier.waiting()).unwrap_or(u64::MAX);
    metric(
        "peta_ballots_waiting",
        "gauge",
        "Ballots that wait for the disk.",
        &plain(waiting),
    );
    let answers: Vec<(String, u64)> = app
        .meters
        .answers()
        .map(|(class, count)| (format!("{{class=\"{class}\"}}"), count))
        .collect();
    metric(
        "peta_http_answers_total",
        "counter",
        "Answers by class of status.",
        &answers,
    );
    metric(
        "peta_http_limited_total",
        "counter",
        "Requests that a limit turned away.",
        &plain(app.meters.limited()),
    );
    metric(
        "peta_http_connections",
        "gauge",
        "Open connections.",
        &plain(app.meters.connections()),
    );
    metric(
        "peta_listeners",
        "gauge",
        "Connections that listen to events.",
        &plain(u64::try_from(app.live.listeners()).unwrap_or(u64::MAX)),
    );
    inside(app, &mut metric);
    text
}

/// How the server itself fares.
fn inside(app: &Shared, metric: &mut impl FnMut(&str, &str, &str, &[(String, u64)])) {
    let plain = |value: u64| [(String::new(), value)];
    let refusals: Vec<(String, u64)> = app
        .meters
        .refusals()
        .into_iter()
        .map(|(code, count)| (format!("{{code={code}}}"), count))
        .collect();
    metric(
        "peta_refusals_total",
        "counter",
        "Answers that are problems, by code.",
        &refusals,
    );
    let found = app.health.now(app);
    let parts = Part::ALL.map(|part| {
        let is_well = found.faults.iter().all(|it| it.part != part);
        let labels = format!("{{part=\"{}\"}}", part.as_str());
        (labels, u64::from(is_well))
    });
    metric(
        "peta_ready",
        "gauge",
        "Whether a part is well: 1, or 0 where /health/ready says why not.",
        &parts,
    );
    metric(
        "peta_write_failures_total",
        "counter",
        "Writes that the database failed at.",
        &plain(app.store.write_health().failures),
    );
    metric(
        "peta_log_size",
        "gauge",
        "Entries of the public log, as published.",
        &plain(app.log.published().map_or(0, |it| it.size)),
    );
    metric(
        "peta_log_head_sound",
        "gauge",
        "Whether the database goes on from the head that was published last.",
        &plain(u64::from(app.log.is_sound())),
    );
    metric(
        "peta_log_lag_seconds",
        "gauge",
        "Seconds since all that was cast was in the public log.",
        &plain(app.log.lag()),
    );
    metric(
        "peta_count_lag_seconds",
        "gauge",
        "Seconds since all that was cast was counted.",
        &plain(app.health.counted.age().as_secs()),
    );
    let room: Vec<(String, u64)> = found
        .room
        .iter()
        .map(|it| (format!("{{of=\"{}\"}}", it.of), it.bytes))
        .collect();
    metric(
        "peta_disk_free_bytes",
        "gauge",
        "Room on the disks of the database and of the log's head.",
        &room,
    );
    metric(
        "peta_clock_behind_seconds",
        "gauge",
        "How far the clock is behind what was written down already.",
        &plain(found.behind.as_secs()),
    );
    metric(
        "peta_clock_jumps_total",
        "counter",
        "How often the clock was set while the server ran.",
        &plain(found.jumps),
    );
    let version = format!("{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"));
    metric(
        "peta_build_info",
        "gauge",
        "Which program this is.",
        &[(version, 1)],
    );
}
