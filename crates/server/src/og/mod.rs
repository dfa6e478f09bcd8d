//! `GET /og/{slug}.png` and `/og/edition.png`: the picture that messengers
//! show beside a link (Open Graph), 1200 x 630 pixels.
//!
//! No counts are in it: there is nothing here for the embargo to guard.

mod draw;
mod text;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use tokio::sync::Semaphore;

use crate::{
    app::Shared,
    document::{Document, Effort, Keep},
    page::detour,
    problem::Refusal,
};

/// Pictures that are kept: at most 300 KB each.
const KEPT: usize = 64;
/// Pictures that are drawn at the same time; each takes some 5 MB and a core.
const AT_ONCE: usize = 1;

/// Pictures that were drawn before.
#[derive(Debug)]
pub(crate) struct Gallery {
    pictures: Mutex<HashMap<String, Arc<Document>>>,
    drawing: Semaphore,
}

impl Default for Gallery {
    fn default() -> Self {
        Self {
            pictures: Mutex::default(),
            drawing: Semaphore::new(AT_ONCE),
        }
    }
}

impl Gallery {
    /// The contents have changed.
    pub(crate) fn clear(&self) {
        self.pictures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn get(&self, file: &str) -> Option<Arc<Document>> {
        self.pictures
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(file)
            .cloned()
    }

    fn keep(&self, file: &str, picture: &Arc<Document>) {
        let mut pictures = self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if pictures.len() >= KEPT {
            pictures.clear();
        }
        pictures.insert(file.to_owned(), Arc::clone(picture));
    }
}

pub(crate) async fn get(
    State(app): State<Shared>,
    Path(file): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let snapshot = app.snapshot();
    let name = file.strip_suffix(".png").ok_or_else(Refusal::not_found)?;
    let position = snapshot.position(name);
    if position.is_none() && name != "edition" {
        // A card that was sent to somebody keeps its picture.
        let today = snapshot.today(name).ok_or_else(Refusal::not_found)?;
        return Ok(detour::permanent(&format!("/og/{today}.png"), &uri));
    }
    if let Some(picture) = app.gallery.get(&file) {
        return Ok(picture.answer(&headers).await);
    }
    let _turn = app
        .gallery
        .drawing
        .acquire()
        .await
        .map_err(|_| Refusal::internal())?;
    // Somebody may have drawn it while this one waited.
    if let Some(picture) = app.gallery.get(&file) {
        return Ok(picture.answer(&headers).await);
    }
    let drawn = tokio::task::spawn_blocking(move || draw::picture(&snapshot, position)).await;
    let png = drawn.ok().flatten().ok_or_else(|| {
        tracing::error!("a preview picture could not be drawn");
        Refusal::internal()
    })?;
    let picture = Document::new("image/png", Keep::Hour, Effort::Quick, png.into());
    app.gallery.keep(&file, &picture);
    Ok(picture.answer(&headers).await)
}
