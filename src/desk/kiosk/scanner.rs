//! The camera and the worker that reads its pictures.

use core::time::Duration;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use leptos::prelude::on_cleanup;

use crate::{
    platform::{
        camera::Camera,
        dom::{Element, el},
        stay::pause,
        worker::Worker,
    },
    reactive::RwSignal,
};

/// Between two pictures: quick enough for a hand, slow enough for a tablet.
const PAUSE: Duration = Duration::from_millis(120);

/// Whether there are pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Opening,
    Open,
    None,
}

/// The camera's picture. `on_text` gets each text that is read, as long as the
/// element is on the page.
pub fn scanner(sight: RwSignal<Sight>, on_text: impl Fn(String) + 'static) -> Element {
    let video = el("video", "c-scanner")
        .attr("playsinline", "")
        .attr("muted", "")
        .attr("aria-hidden", "true");
    let html = video.html();
    let here = Arc::new(AtomicBool::new(true));
    let leaves = Arc::clone(&here);
    on_cleanup(move || leaves.store(false, Relaxed));
    leptos::task::spawn_local(async move {
        let (Some(camera), Some(reader)) =
            (Camera::open(&html).await, Worker::start("/scan.js").await)
        else {
            sight.set(Sight::None);
            return;
        };
        sight.set(Sight::Open);
        while here.load(Relaxed) {
            if let Some(picture) = camera.look()
                && let Some(text) = reader.look(&picture).await
                && here.load(Relaxed)
            {
                on_text(text);
            }
            pause(PAUSE).await;
        }
    });
    video
}
