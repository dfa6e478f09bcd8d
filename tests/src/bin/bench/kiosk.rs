//! A kiosk on a slow tablet: from the start to the first touch, and from a slip
//! before its camera to the ballot.

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Site, Texts, Visitor, Weather};
use serde_json::json;
use wire::Phase;

use crate::table::Figure;

const TIMES: usize = 7;

/// Runs in the page before anything else: when the first and the second page of
/// a visit are there, and can be touched.
const WATCH: &str = "
const look = () => {
  const seen = it => document.querySelector(it)?.getClientRects().length > 0;
  if (window.petaBegun === undefined && seen('.c-attract__begin')) window.petaBegun = performance.now();
  if (window.petaVotes === undefined && seen('.c-kiosk__vote .c-tabs')) window.petaVotes = performance.now();
  requestAnimationFrame(look);
};
look();
";

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let site = Site::open(Setup::PREPARING).await?;
    let said = Texts::of("desk/id")?;
    let codes = site.codes(1).await?;
    site.phase(Phase::Voting).await?;
    let visitor = Visitor::arrive(Browser::Chromium, Screen::TABLET, site.url("")).await?;
    visitor.enrol(&site).await?;
    visitor.show_code(&site.url(&site.slip(&codes[0])?))?;
    let tools = visitor.driver().cdp();
    tools.send_raw("Page.enable", json!({})).await?;
    tools
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": WATCH }),
        )
        .await?;
    let mut figures = Vec::new();
    let slow = json!({ "rate": 4 });
    tools
        .send_raw("Emulation.setCPUThrottlingRate", slow)
        .await?;
    for (name, weather) in [
        ("network there", Weather::Fair),
        ("network cut", Weather::Cut),
        ("network silent", Weather::Silent),
    ] {
        site.weather(weather);
        let mut starts = Vec::new();
        for _ in 0..TIMES {
            visitor.open("/kiosk").await?;
            starts.push(time(&visitor, "petaBegun").await?);
        }
        let name = format!("kiosk, start from cache at 4x CPU, {name}");
        figures.push(Figure::at_most(&name, median(starts) / 1000.0, 1.5, "s"));
    }
    site.weather(Weather::Fair);
    for (name, rate, budget) in [("", 1, Some(1.0)), (" at 4x CPU", 4, None)] {
        let rate = json!({ "rate": rate });
        tools
            .send_raw("Emulation.setCPUThrottlingRate", rate)
            .await?;
        let mut scans = Vec::new();
        for _ in 0..TIMES {
            visitor.open("/kiosk").await?;
            visitor.find(".c-attract__begin", "").await?;
            let touch = "window.petaTouched = performance.now();
                document.querySelector('.c-attract__begin').click()";
            visitor.ask(touch, Vec::new()).await?;
            let voted = time(&visitor, "petaVotes").await?;
            scans.push(voted - time(&visitor, "petaTouched").await?);
            visitor
                .press(".c-kiosk__tools button", said.get("kiosk.cancel")?)
                .await?;
            visitor.find(".c-attract__begin", "").await?;
        }
        let name = format!("kiosk, from first touch by camera to the ballot{name}");
        let seconds = median(scans) / 1000.0;
        figures.push(match budget {
            Some(budget) => Figure::at_most(&name, seconds, budget, "s"),
            None => Figure::plain(&name, seconds, "s"),
        });
    }
    visitor.leave().await?;
    Ok(figures)
}

/// A moment that the page has noted, in milliseconds since it began to load.
async fn time(visitor: &Visitor, name: &str) -> Outcome<f64> {
    let script = "return window[arguments[0]] !== undefined";
    visitor.until_with(name, script, vec![name.into()]).await?;
    let noted = visitor
        .ask("return window[arguments[0]]", vec![name.into()])
        .await?;
    noted
        .as_f64()
        .ok_or_else(|| JourneyError::broken(format!("{name}: {noted}")))
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
