//! A first visit on a slow phone: Chromium at 400 kbit/s, 400 ms round trip
//! and a processor four times slower.

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Site, Visitor};
use serde::Deserialize;
use serde_json::json;

use crate::table::Figure;

/// Runs in the page before anything else: presses the first pick button as
/// soon as there is one, until it says that it is pressed.
const PRESS: &str = "
const look = () => {
  const button = document.querySelector('button.c-pick');
  if (button?.getAttribute('aria-pressed') === 'true') {
    window.petaPicked = performance.now();
    return;
  }
  button?.click();
  setTimeout(look, 20);
};
look();
";

/// What came over the network until then, in bytes.
const READ: &str = "
const [page] = performance.getEntriesByType('navigation');
const files = performance.getEntriesByType('resource');
const kinds = { page: page.transferSize, script: 0, style: 0, wasm: 0, other: 0 };
for (const file of files) {
  const end = new URL(file.name).pathname.split('.').pop();
  const kind = { js: 'script', css: 'style', wasm: 'wasm' }[end] ?? 'other';
  kinds[kind] += file.transferSize;
}
const paint = performance.getEntriesByName('first-contentful-paint')[0];
return JSON.stringify({ ...kinds, painted: paint?.startTime ?? null, picked: window.petaPicked ?? null,
  files: files.map(it => it.name) });
";

#[derive(Debug, Deserialize)]
struct Visit {
    page: f64,
    script: f64,
    style: f64,
    wasm: f64,
    other: f64,
    painted: Option<f64>,
    picked: Option<f64>,
    files: Vec<String>,
}

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let site = Site::open(Setup::default()).await?;
    let visitor = Visitor::arrive(Browser::Chromium, Screen::PHONE, site.url("")).await?;
    let tools = visitor.driver().cdp();
    tools.send_raw("Page.enable", json!({})).await?;
    tools
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": PRESS }),
        )
        .await?;
    tools.send_raw("Network.enable", json!({})).await?;
    let slow = json!({
        "offline": false,
        "latency": 400,
        "downloadThroughput": 400_000 / 8,
        "uploadThroughput": 400_000 / 8,
    });
    tools
        .send_raw("Network.emulateNetworkConditions", slow)
        .await?;
    tools
        .send_raw("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
        .await?;
    visitor.driver().goto(site.url("/")).await?;
    visitor
        .until(
            "a pick button answers",
            "return window.petaPicked !== undefined",
        )
        .await?;
    let visit: Visit = visitor
        .ask(READ, Vec::new())
        .await?
        .as_str()
        .map(serde_json::from_str)
        .ok_or_else(|| JourneyError::broken("the page gave no figures"))??;
    visitor.leave().await?;
    for file in &visit.files {
        eprintln!("  {file}");
    }
    let kib = |bytes: f64| bytes / 1024.0;
    let total = visit.page + visit.script + visit.style + visit.wasm + visit.other;
    let never = f64::INFINITY;
    Ok(vec![
        Figure::at_most(
            "first view, page and styles",
            kib(visit.page + visit.style),
            40.0,
            "KiB",
        ),
        Figure::plain("first view, JavaScript", kib(visit.script), "KiB"),
        Figure::plain("first view, WebAssembly", kib(visit.wasm), "KiB"),
        Figure::plain("first view, pictures and the rest", kib(visit.other), "KiB"),
        Figure::at_most(
            "first view, everything until one can pick",
            kib(total),
            200.0,
            "KiB",
        ),
        Figure::at_most(
            "slow phone, first contentful paint",
            visit.painted.unwrap_or(never) / 1000.0,
            2.0,
            "s",
        ),
        Figure::at_most(
            "slow phone, a pick button answers",
            visit.picked.unwrap_or(never) / 1000.0,
            7.0,
            "s",
        ),
    ])
}
