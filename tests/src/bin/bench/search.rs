//! Typing into the search field over 10,000 innovations: how long until the
//! board shows the first answers.

use journeys::{Browser, Outcome, Screen, Visitor, peta};
use replay::{folder, peta::Peta};
use serde_json::json;
use wire::{EditionSlug, Phase};

use crate::{gestures, table::Figure};

const INNOVATIONS: usize = 10_000;

/// Words that find many, few and one, as one would type them.
const WORDS: [&str; 8] = [
    "inovasi 7",
    "novasi 12",
    "9876",
    "5 inovasi",
    "4321",
    "inov",
    "18",
    "inovasi 2024",
];

/// Types a word, and notes when the list of cards has changed.
const TYPE: &str = "
const field = document.querySelector('#search');
const list = document.querySelector('.c-board > .c-cards');
window.petaSearch = null;
const from = performance.now();
const watch = new MutationObserver(() => {
    watch.disconnect();
    window.petaSearch = performance.now() - from;
});
watch.observe(list, { childList: true });
field.value = arguments[0];
field.dispatchEvent(new Event('input', { bubbles: true }));
return true;
";

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(journeys::JourneyError::Network)?;
    let slug = EditionSlug::from("bench");
    let edition = scratch.path().join("edition");
    folder::write(
        &edition,
        &gestures::election(INNOVATIONS),
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
    gestures::all_are_there(&visitor, INNOVATIONS).await?;
    // Long texts are fetched when somebody is about to search.
    visitor
        .ask(
            "document.querySelector('#search').focus(); return true",
            Vec::new(),
        )
        .await?;
    visitor.settle().await?;
    let mut times = Vec::new();
    for word in WORDS {
        visitor.ask(TYPE, vec![json!(word)]).await?;
        visitor
            .until_with(
                "the board has answered",
                "return window.petaSearch !== null || 'nothing yet'",
                Vec::new(),
            )
            .await?;
        let time = visitor.ask("return window.petaSearch", Vec::new()).await?;
        times.push(time.as_f64().unwrap_or(f64::NAN));
        visitor.settle().await?;
    }
    visitor.leave().await?;
    times.sort_by(f64::total_cmp);
    Ok(vec![
        Figure::at_most(
            &format!("search in {INNOVATIONS}, from the key to the first cards, median"),
            times[times.len() / 2],
            50.0,
            "ms",
        ),
        Figure::plain("the same, worst", times[times.len() - 1], "ms"),
    ])
}
