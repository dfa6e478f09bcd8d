//! `GET /api/v1/roll`: the public keys of all codes that may vote, so that a
//! kiosk without a network knows a wrong code at once. Only for kiosks: with
//! it, anyone could watch which codes are used.

use axum::{extract::State, http::HeaderMap, response::Response};
use wire::{LinkRole, Roll};

use crate::{
    app::Shared,
    document::{self, Document, Effort, Keep},
    link,
    problem::Refusal,
    run::causes,
};

pub(super) async fn get(
    State(app): State<Shared>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    link::bearer(&app, &headers, &[LinkRole::Kiosk]).await?;
    let booths = app.store.booths(&app.edition).await.map_err(|error| {
        tracing::error!(error = causes(&error), "can't read the roll");
        Refusal::internal()
    })?;
    let mut keys: Vec<_> = booths.into_iter().flat_map(|it| it.keys).collect();
    keys.sort_unstable();
    let body = document::to_json(&Roll { keys });
    let document = Document::new(document::JSON, Keep::Ask, Effort::Quick, body);
    Ok(document.answer(&headers).await)
}
