//! `/log/…`: checkpoint and tiles (C2SP tlog-tiles), the log's key; and
//! `GET /api/v1/log/inclusion/{ballot}`.
//!
//! Nothing beyond the published checkpoint leaves the server.

use std::collections::BTreeMap;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use ledger::{
    ReceiptCode,
    log::{LogProof, Note, Tile, TileError, inclusion_proof, read_hash, tiles_of_inclusion},
};
use store::LogHead;
use wire::{Hash, ProblemCode};

use crate::{
    app::{App, Shared},
    document::{self, Answer, Keep},
    encoding::Coding,
    problem::Refusal,
    run::causes,
};

const TEXT: &str = "text/plain; charset=utf-8";
pub(super) const BYTES: &str = "application/octet-stream";

/// `GET /log/checkpoint`: the signed note, with cosignatures.
pub(crate) async fn checkpoint(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let head = app.log.shown().ok_or_else(nothing_yet)?;
    Ok(answer(
        &headers,
        TEXT,
        Keep::Ask,
        head.checkpoint.clone().into(),
    ))
}

/// `GET /log/key`: the log's public key with its name (C2SP signed-note).
pub(crate) async fn key(State(app): State<Shared>, headers: HeaderMap) -> Response {
    let text = format!("{}\n", app.log.key());
    answer(&headers, TEXT, Keep::Ask, text.into())
}

/// `GET /log/tile/…`.
pub(crate) async fn tile(
    State(app): State<Shared>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let tile: Tile = format!("tile/{path}")
        .parse()
        .map_err(|_| Refusal::not_found())?;
    let head = app.log.published().ok_or_else(nothing_yet)?;
    let is_published = Tile::in_tree(tile.kind(), tile.index(), head.size)
        .is_some_and(|it| it.width() >= tile.width());
    if !is_published {
        return Err(nothing_yet());
    }
    let bytes = read(&app, tile).await?;
    let keep = if tile.is_full() {
        Keep::Ever
    } else {
        Keep::Ask
    };
    Ok(answer(&headers, BYTES, keep, bytes.into()))
}

/// `GET /api/v1/log/inclusion/{ballot}`: a `.tlog-proof` that a ballot is in the
/// log, by its hash or by the code of its receipt. The hash stands in the proof
/// as its extra data.
pub(crate) async fn inclusion(
    State(app): State<Shared>,
    Path(ballot): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let begins = match (ballot.parse::<Hash>(), ballot.parse::<ReceiptCode>()) {
        (Ok(hash), _) => hash.0.to_vec(),
        (_, Ok(code)) => code.0.to_vec(),
        _ => {
            return Err(Refusal::new(
                ProblemCode::MalformedRequest,
                "A ballot hash is 64 lower-case hexadecimal digits, the code of a receipt 16 letters and digits.",
            ));
        }
    };
    let found = app.store.log_index(&app.edition, &begins).await;
    let found = found.map_err(|error| failed(&error))?;
    let known = found.and_then(|(index, leaf)| Some((index, leaf, app.log.head_over(index)?)));
    let (index, leaf, head) = known.ok_or_else(|| {
        Refusal::new(
            ProblemCode::NotFound,
            "The log has no such ballot, or not yet.",
        )
    })?;
    let proof = prove(&app, index, leaf, &head).await?;
    Ok(answer(&headers, TEXT, Keep::Ask, proof.to_string().into()))
}

async fn prove(app: &App, index: u64, leaf: Hash, head: &LogHead) -> Result<LogProof, Refusal> {
    let mut tiles = BTreeMap::new();
    for tile in tiles_of_inclusion(index, head.size).map_err(|error| failed(&error))? {
        tiles.insert(tile, read(app, tile).await?);
    }
    let read = |tile| tiles.get(&tile).cloned().ok_or(TileError::OutOfRange);
    let hashes = inclusion_proof(index, head.size, |node| read_hash(node, head.size, read));
    Ok(LogProof {
        extra: leaf.0.to_vec(),
        index,
        hashes: hashes.map_err(|error| failed(&error))?,
        checkpoint: Note::parse(head.checkpoint.as_bytes()).map_err(|error| failed(&error))?,
    })
}

async fn read(app: &App, tile: Tile) -> Result<Vec<u8>, Refusal> {
    let bytes = app.store.log_tile(&app.edition, tile).await;
    let bytes = bytes.map_err(|error| failed(&error))?;
    bytes.ok_or_else(|| {
        tracing::error!(%tile, "a tile of the log is missing");
        Refusal::internal()
    })
}

fn failed(error: &dyn std::error::Error) -> Refusal {
    tracing::error!(error = causes(error), "can't read the public log");
    Refusal::internal()
}

fn nothing_yet() -> Refusal {
    Refusal::new(ProblemCode::NotFound, "The log does not reach there yet.")
}

/// Hashes and signatures: packing would gain nothing.
pub(super) fn answer(request: &HeaderMap, content_type: &str, keep: Keep, body: Bytes) -> Response {
    let parts = Answer {
        content_type,
        keep,
        tag: &document::tag(&body),
        coding: Coding::Identity,
    };
    document::answer(request, &parts, body)
}
