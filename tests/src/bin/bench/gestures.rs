//! One hand, one script: drag and zoom a map of 100,000 innovations, ours and
//! Leaflet's, and see how long each frame took.

use std::time::Duration;

use journeys::{Browser, JourneyError, Outcome, PATIENCE, Screen, Visitor, peta};
use replay::{
    folder,
    pabulib::{Election, Project, Vote},
    peta::Peta,
};
use serde::Deserialize;
use serde_json::json;
use tokio::time::interval;
use wire::{EditionSlug, Phase};

use crate::{leaflet, table::Figure};

pub(crate) const INNOVATIONS: usize = 100_000;

/// Time between two moves of the pointer: a mouse reports about as often.
const MOVE: Duration = Duration::from_millis(8);

/// To and fro, in and out.
const TURNS: usize = 8;

/// Notes how long each frame took, from now on.
const WATCH: &str = "
window.petaFrames = [];
let last = performance.now();
const frame = now => { window.petaFrames.push(now - last); last = now; requestAnimationFrame(frame); };
requestAnimationFrame(now => { last = now; requestAnimationFrame(frame); });
";

/// A page's clock ticks in tenths of a millisecond, so the difference of two
/// readings is off by up to one: frames are whole intervals of the 60 Hz screen.
const READ: &str = "
const whole = ms => Math.max(1, Math.round(ms * 60 / 1000)) * 1000 / 60;
const all = window.petaFrames.slice(1).map(whole).sort((a, b) => a - b);
const at = share => all[Math.min(all.length - 1, Math.floor(all.length * share))];
return JSON.stringify({ count: all.length, middle: at(0.5), p95: at(0.95), worst: at(1) });
";

/// How long frames took, milliseconds.
#[derive(Debug, Deserialize)]
pub(crate) struct Frames {
    count: u32,
    middle: f64,
    p95: f64,
    worst: f64,
}

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let theirs = leaflet::measure().await?;
    eprintln!("  Leaflet {theirs:?}");
    let (ours, index) = ours().await?;
    eprintln!("  ours {ours:?}");
    let index = index.ok_or_else(|| JourneyError::broken("the page has no measure peta-index"))?;
    Ok(vec![
        Figure::at_most(
            &format!("map of {INNOVATIONS}, frame while dragging and zooming, p95"),
            ours.p95,
            16.7,
            "ms",
        ),
        Figure::plain("the same, frames", ours.count.into(), ""),
        Figure::plain("the same, median", ours.middle, "ms"),
        Figure::plain("the same, worst", ours.worst, "ms"),
        Figure::plain(
            "the same on Leaflet 1.9.4 with markercluster, p95",
            theirs.p95,
            "ms",
        ),
        Figure::plain("the same on Leaflet, worst", theirs.worst, "ms"),
        Figure::at_most("map, index of all innovations", index, 300.0, "ms"),
    ])
}

/// The index's time is what the page itself has measured as `peta-index`.
async fn ours() -> Outcome<(Frames, Option<f64>)> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let slug = EditionSlug::from("bench");
    let edition = scratch.path().join("edition");
    folder::write(
        &edition,
        &election(INNOVATIONS),
        &slug,
        wire::Rule::Approval { max: 1 },
    )?;
    let peta = Peta::new(peta()?, scratch.path().join("bench.db"));
    peta.import(&edition).await?;
    peta.phase(&slug, Phase::Voting).await?;
    let server = peta.serve().await?;
    let site = format!("http://{}", server.address());
    let visitor = Visitor::arrive(Browser::Chromium, Screen::LAPTOP, site).await?;
    visitor.open("/").await?;
    all_are_there(&visitor, INNOVATIONS).await?;
    let frames = gesture(&visitor, ".c-map").await?;
    let script =
        "return Math.max(...performance.getEntriesByName('peta-index').map(it => it.duration))";
    let index = visitor.ask(script, Vec::new()).await?.as_f64();
    visitor.leave().await?;
    Ok((frames, index))
}

/// Waits until the numbers on the map add up to all innovations. So many come
/// in parts, and may take longer than other things do.
pub(crate) async fn all_are_there(visitor: &Visitor, innovations: usize) -> Outcome {
    let script = "const of = it => Number(it.textContent.replace(/[^0-9]/g, '') || 1);
        const sum = [...document.querySelectorAll('.c-pin')].reduce((sum, it) => sum + of(it), 0);
        return sum === arguments[0] || sum";
    let mut last = Ok(());
    for _ in 0..6 {
        last = visitor
            .until_with(
                "all innovations are on the map",
                script,
                vec![json!(innovations)],
            )
            .await;
        if last.is_ok() {
            break;
        }
    }
    eprintln!("  (waited up to {} s)", PATIENCE.as_secs() * 6);
    last
}

/// Drags to and fro, and zooms in and out by the wheel, through the browser's
/// own input.
pub(crate) async fn gesture(visitor: &Visitor, map: &str) -> Outcome<Frames> {
    let script = "const it = document.querySelector(arguments[0]).getBoundingClientRect();
        return JSON.stringify([it.x + it.width / 2, it.y + it.height / 2])";
    let centre = visitor.ask(script, vec![json!(map)]).await?;
    let [x, y]: [f64; 2] = serde_json::from_str(centre.as_str().unwrap_or_default())?;
    let tools = visitor.driver().cdp();
    let mouse = async |kind: &str, x: f64, y: f64, more: serde_json::Value| -> Outcome {
        let mut event = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1 });
        if let (Some(event), Some(more)) = (event.as_object_mut(), more.as_object()) {
            event.extend(more.clone());
        }
        tools.send_raw("Input.dispatchMouseEvent", event).await?;
        Ok(())
    };
    visitor.ask(WATCH, Vec::new()).await?;
    let mut pace = interval(MOVE);
    for turn in 0..TURNS {
        let direction = if turn % 2 == 0 { 1.0 } else { -1.0 };
        mouse("mousePressed", x, y, json!({ "clickCount": 1 })).await?;
        for step in 1..=60 {
            pace.tick().await;
            let along = f64::from(step) * 3.0 * direction;
            mouse("mouseMoved", x + along, y + along / 2.0, json!({})).await?;
        }
        mouse(
            "mouseReleased",
            x + 180.0 * direction,
            y + 90.0 * direction,
            json!({ "clickCount": 1 }),
        )
        .await?;
        for _ in 0..12 {
            pace.tick().await;
            let wheel = json!({ "deltaX": 0, "deltaY": -100.0 * direction, "button": "none", "buttons": 0 });
            mouse("mouseWheel", x, y, wheel).await?;
        }
        // The movement runs out before the next one starts, as a hand would let it.
        visitor.settle().await?;
    }
    let answer = visitor.ask(READ, Vec::new()).await?;
    Ok(serde_json::from_str(answer.as_str().unwrap_or_default())?)
}

/// So many innovations, and no votes.
pub(crate) fn election(innovations: usize) -> Election {
    let project = |at: usize| Project {
        id: at.to_string(),
        name: format!("Inovasi {at}"),
        votes: None,
        score: None,
    };
    Election {
        meta: std::iter::empty().collect(),
        projects: (0..innovations).map(project).collect(),
        votes: Vec::<Vote>::new(),
    }
}
