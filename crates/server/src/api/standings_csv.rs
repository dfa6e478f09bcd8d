//! `GET /api/v1/standings.csv`: the same counts as a table (RFC 4180), one
//! row for each innovation in each contest; no rows while they are hidden. It
//! begins with a byte order mark, by which a spreadsheet knows UTF-8.

use std::fmt::Write as _;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use wire::Standings;

use crate::{
    app::Shared,
    document::{Document, Effort, Keep},
    snapshot::Snapshot,
};

pub(super) async fn get(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let table = table(&app.board.shown().standings, &app.snapshot());
    let document = Document::new(
        "text/csv; charset=utf-8",
        Keep::Ask,
        Effort::Quick,
        table.into(),
    );
    let mut response = document.answer(&headers).await;
    let name = format!("attachment; filename=\"{}-standings.csv\"", app.edition);
    if let Ok(name) = HeaderValue::try_from(name) {
        response
            .headers_mut()
            .insert(header::CONTENT_DISPOSITION, name);
    }
    response
}

fn table(standings: &Standings, snapshot: &Snapshot) -> String {
    let mut table =
        String::from("\u{feff}category,number,id,name,votes,rank,tied,disclosure,as_of\r\n");
    let disclosure = serde_json::to_value(standings.disclosure).unwrap_or_default();
    let disclosure = disclosure.as_str().unwrap_or_default();
    let as_of = standings
        .as_of
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
    for contest in &standings.contests {
        for row in &contest.rows {
            let card = snapshot
                .cards()
                .iter()
                .find(|card| card.number == row.number);
            let category = card.map_or("", |card| card.category.as_str());
            let id = card.map_or("", |card| card.id.as_str());
            let name = card.map_or("", |card| card.name.as_str());
            let _ = write!(
                table,
                "{},{},{},{},{},{},{},{disclosure},{as_of}\r\n",
                field(category),
                row.number,
                field(id),
                field(name),
                row.votes,
                row.rank,
                row.tied,
            );
        }
    }
    table
}

/// Quoted where it must be. A text that a spreadsheet would take for a
/// formula gets an apostrophe in front.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    if text.contains([',', '"', '\r', '\n']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_never_formulas() {
        for (text, expected) in [
            ("Si Gesit", "Si Gesit"),
            ("a,b", "\"a,b\""),
            ("say \"hi\"", "\"say \"\"hi\"\"\""),
            ("=1+1", "'=1+1"),
            ("=1,2", "\"'=1,2\""),
        ] {
            assert_eq!(field(text), expected);
        }
    }
}
