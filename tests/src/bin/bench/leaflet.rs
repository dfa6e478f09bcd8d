//! The same points on Leaflet with its marker clusters, as its makers advise
//! it for many markers, without tiles.

use std::{fs, time::Duration};

use journeys::{Browser, JourneyError, Outcome, Screen, Visitor, tool};

use crate::gestures::{Frames, INNOVATIONS, gesture};

/// So many markers take Leaflet its time.
const LOADING: Duration = Duration::from_mins(3);

pub(crate) async fn measure() -> Outcome<Frames> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let file = scratch.path().join("index.html");
    fs::write(&file, page()?).map_err(|source| JourneyError::File {
        path: file.clone(),
        source,
    })?;
    let visitor = Visitor::arrive(
        Browser::Chromium,
        Screen::LAPTOP,
        format!("file://{}", file.display()),
    )
    .await?;
    visitor
        .driver()
        .goto(format!("file://{}", file.display()))
        .await?;
    visitor
        .until_within(
            LOADING,
            "all markers are on the map",
            "return window.petaReady === true",
            Vec::new(),
        )
        .await?;
    let frames = gesture(&visitor, "#map").await?;
    visitor.leave().await?;
    Ok(frames)
}

fn page() -> Outcome<String> {
    let url = |path: &str| tool(path).map(|file| format!("file://{}", file.display()));
    Ok(format!(
        r#"<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="{style}">
<link rel="stylesheet" href="{clusters_style}">
<link rel="stylesheet" href="{clusters_default}">
<style>html, body, #map {{ height: 100%; margin: 0 }}</style>
<div id="map"></div>
<script src="{script}"></script>
<script src="{clusters}"></script>
<script>
const count = {INNOVATIONS};
const columns = Math.ceil(Math.sqrt(count));
const part = index => (index + 1) / (columns + 1);
const map = L.map('map', {{ maxZoom: 19 }});
map.fitBounds([[-3.1, 107.9], [-2.9, 108.1]]);
const group = L.markerClusterGroup({{
  chunkedLoading: true,
  chunkProgress: (done, all) => {{ window.petaReady = done === all; }},
}});
const markers = [];
for (let at = 0; at < count; at += 1) {{
  markers.push(L.marker([-3.1 + 0.2 * part(Math.floor(at / columns)), 107.9 + 0.2 * part(at % columns)]));
}}
map.addLayer(group);
group.addLayers(markers);
</script>
"#,
        style = url("leaflet/dist/leaflet.css")?,
        script = url("leaflet/dist/leaflet.js")?,
        clusters = url("leaflet.markercluster/dist/leaflet.markercluster.js")?,
        clusters_style = url("leaflet.markercluster/dist/MarkerCluster.css")?,
        clusters_default = url("leaflet.markercluster/dist/MarkerCluster.Default.css")?,
    ))
}
