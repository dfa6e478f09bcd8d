//! `/archive/…`: what anyone needs to count again, laid out as the folder that
//! `peta archive` writes (docs/PROTOCOL.md, "The archive").
//!
//! The roll, the result, the jury's means and openings are there once the log has
//! a result.

use std::error::Error;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use ledger::log::{Tile, TileKind};
use recount::{CHECKPOINT, JURY, KEY, MANIFEST, RESULT, ROLL, SAMPLE, VERIFIER};

use super::{bundle, http, openings};
use crate::{
    app::Shared,
    document::{Document, Effort, HTML, JSON, Keep},
    headers,
    problem::Refusal,
    run::causes,
};

/// `GET /archive/{path}`.
pub(crate) async fn get(
    State(app): State<Shared>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    if let Some(tile) = path.strip_prefix("log/tile/") {
        return http::tile(State(app), Path(tile.to_owned()), headers).await;
    }
    match path.as_str() {
        KEY => return Ok(http::key(State(app), headers).await),
        CHECKPOINT => return http::checkpoint(State(app), headers).await,
        MANIFEST => {
            let document = app.snapshot().manifest_document();
            let document = document.ok_or_else(Refusal::not_found)?;
            return Ok(document.answer(&headers).await);
        }
        VERIFIER => return verifier(&app, &headers).await,
        _ => {}
    }
    let result = app.log.result().ok_or_else(Refusal::not_found)?;
    let json = |body: &[u8]| Document::new(JSON, Keep::Ask, Effort::Quick, body.to_vec().into());
    match path.as_str() {
        RESULT => return Ok(json(&result.body).answer(&headers).await),
        ROLL => return Ok(json(&result.roll).answer(&headers).await),
        SAMPLE => {
            let sample = result.sample.clone().ok_or_else(Refusal::not_found)?;
            return Ok(http::answer(
                &headers,
                http::BYTES,
                Keep::Ask,
                sample.into(),
            ));
        }
        _ => {}
    }
    let failed = |error: &dyn Error| failed(error, &path);
    if path == JURY {
        let known = app.store.evidence(&app.edition).await;
        let jury = known.map_err(|error| failed(&error))?.jury;
        let jury = jury.ok_or_else(Refusal::not_found)?;
        return Ok(json(&jury).answer(&headers).await);
    }
    let number = number(&path).filter(|_| result.is_open);
    let number = number.ok_or_else(Refusal::not_found)?;
    let found = openings(&*app.store, &app.edition, &result, number).await;
    let found = found.map_err(|error| failed(&error))?;
    let found = found.ok_or_else(Refusal::not_found)?;
    let bytes = bundle(&found).map_err(|error| failed(&error))?;
    Ok(http::answer(&headers, http::BYTES, Keep::Ask, bytes.into()))
}

/// The page that the manifest names.
async fn verifier(app: &Shared, headers: &HeaderMap) -> Result<Response, Refusal> {
    let page = app.store.verifier(&app.edition).await;
    let page = page.map_err(|error| failed(&error, VERIFIER))?;
    let page = page.ok_or_else(Refusal::not_found)?;
    let document = Document::new(HTML, Keep::Ask, Effort::Quick, page.into());
    let mut response = document.answer(headers).await;
    let policy = HeaderValue::from_static(headers::VERIFY);
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

fn failed(error: &dyn Error, path: &str) -> Refusal {
    tracing::error!(
        error = causes(error),
        path,
        "can't read a file of the archive"
    );
    Refusal::internal()
}

/// The number of a file of openings.
fn number(path: &str) -> Option<u64> {
    let digits = path.strip_prefix("openings/")?;
    let tile: Tile = format!("tile/entries/{digits}").parse().ok()?;
    let is_file = tile.is_full() && tile.kind() == TileKind::Entries;
    is_file.then(|| tile.index())
}
