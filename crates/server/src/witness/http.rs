//! What a witness answers (C2SP tlog-witness).

use std::sync::Arc;

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
    routing,
};
use ledger::log::{AddCheckpointError, MAX_NOTE};

use super::{Refused, Witness};
use crate::run::causes;

/// A size, a proof of 63 hashes, a note.
const LONGEST: usize = MAX_NOTE + 4096;

pub(crate) fn routes(witness: Arc<Witness>) -> Router {
    Router::new()
        .route("/", routing::get(about))
        .route("/add-checkpoint", routing::post(add))
        .layer(DefaultBodyLimit::max(LONGEST))
        .with_state(witness)
}

async fn about(State(witness): State<Arc<Witness>>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (headers, witness.told().await).into_response()
}

async fn add(State(witness): State<Arc<Witness>>, body: Bytes) -> Response {
    match witness.add(&body).await {
        Ok(line) => format!("{line}\n").into_response(),
        Err(refused) => answer(&refused),
    }
}

fn answer(refused: &Refused) -> Response {
    let status = match refused {
        Refused::Unknown => StatusCode::NOT_FOUND,
        Refused::Request(AddCheckpointError::Conflict { size }) => {
            let headers = [(header::CONTENT_TYPE, "text/x.tlog.size")];
            return (StatusCode::CONFLICT, headers, format!("{size}\n")).into_response();
        }
        Refused::Request(AddCheckpointError::Checkpoint(_)) => StatusCode::FORBIDDEN,
        Refused::Request(AddCheckpointError::Proof(_)) => StatusCode::UNPROCESSABLE_ENTITY,
        Refused::Request(AddCheckpointError::Format | AddCheckpointError::OldSize) => {
            StatusCode::BAD_REQUEST
        }
        Refused::Kept(_) | Refused::Time(_) => {
            tracing::error!(
                error = causes(refused),
                "a checkpoint could not be cosigned"
            );
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    (status, format!("{}\n", causes(refused))).into_response()
}
