//! `GET /api/v1/areas?level=region,district`: outlines of one or more levels.
//! Without `level`, all of them.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use wire::{AreaMap, Level};

use super::query::Query;
use crate::{app::Shared, document::Document, problem::Refusal, snapshot::Key};

const LEVELS: [(&str, Level); 4] = [
    ("region", Level::Region),
    ("district", Level::District),
    ("village", Level::Village),
    ("neighbour", Level::Neighbour),
];

pub(super) async fn list(
    State(app): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let query = Query::parse(&uri, &["level"])?;
    let wanted = query.list("level");
    if let Some(unknown) = wanted
        .iter()
        .find(|word| !LEVELS.iter().any(|(known, _)| known == *word))
    {
        return Err(Query::refuse(
            "level",
            format!("There is no level `{unknown}`."),
        ));
    }
    // In one order, so that two spellings are one body.
    let levels: Vec<Level> = LEVELS
        .into_iter()
        .filter(|(word, _)| wanted.is_empty() || wanted.iter().any(|it| it == word))
        .map(|(_, level)| level)
        .collect();
    let document = app.snapshot().document(Key::Areas(levels.clone()), |it| {
        let map = it.map();
        Document::json(&AreaMap {
            frame: map.frame,
            areas: map
                .areas
                .iter()
                .filter(|area| levels.contains(&area.level))
                .cloned()
                .collect(),
        })
    });
    Ok(document.answer(&headers).await)
}
