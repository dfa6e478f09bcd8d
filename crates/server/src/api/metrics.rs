//! `GET /api/v1/metrics`: the Prometheus text format, version 0.0.4.
//!
//! Ballots are counted as far as the embargo lets anyone see them. No votes.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse as _, Response},
};

use crate::app::Shared;

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
    text
}
