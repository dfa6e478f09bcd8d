//! The plug is pulled: what a phone can still do, and what it never pretends.

use std::time::Duration;

use journeys::{
    Browser, JourneyError, Outcome, PATIENCE, Screen, Setup, Site, Texts, Visitor, Weather,
    journey, journeys, same,
};
use serde_json::json;
use wire::Card;

journeys!(
    everything_with_the_plug_pulled,
    counts_are_never_old,
    a_new_version_keeps_the_draft,
    a_login_page_is_not_kept,
    the_kiosk_starts
);

/// The worker begins three seconds after the app, and goes about it gently.
const GENTLE: Duration = PATIENCE.saturating_mul(3);

/// A word of one innovation's long text, and of no card.
const WORD: &str = "dinosaurus";
const SLUG: &str = "jejak-batu";

/// Waits until the worker has these, and rules the page.
async fn kept(visitor: &Visitor, paths: &[&str]) -> Outcome {
    let script = "return (async () => {
        if (!navigator.serviceWorker?.controller) return 'no worker';
        for (const path of arguments[0]) if (!(await caches.match(path))) return path;
        return true;
    })()";
    visitor
        .until_within(GENTLE, "the worker is ready", script, vec![json!(paths)])
        .await
}

/// Where an innovation's long text and its picture are.
fn addresses(card: &Card) -> Outcome<[String; 2]> {
    let picture = card.picture.as_ref();
    let picture = picture.ok_or_else(|| JourneyError::broken("it has no picture"))?;
    Ok([
        format!("/api/v1/innovations/{}", card.slug),
        format!("/media/{}", picture.file),
    ])
}

/// From now on nobody is reached.
async fn pull_the_plug(visitor: &Visitor, site: &Site) -> Outcome {
    site.weather(Weather::Cut);
    let script = "return fetch('/api/v1/health/live').then(it => it.status, () => true)";
    visitor.until("nobody is reached", script).await
}

async fn card(site: &Site) -> Outcome<Card> {
    let cards = site.cards().await?;
    let found = cards.into_iter().find(|card| card.slug.as_str() == SLUG);
    found.ok_or_else(|| JourneyError::broken(format!("no innovation {SLUG}")))
}

/// The first visit was with a network; all the rest is without.
fn everything_with_the_plug_pulled(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = card(site).await?;
            let [profile, picture] = addresses(&card)?;
            visitor.open("/").await?;
            kept(
                visitor,
                &[
                    "/",
                    "/api/v1/innovations/texts",
                    "/api/v1/areas?level=village",
                    "/locales/en.json",
                    &profile,
                    &picture,
                ],
            )
            .await?;
            pull_the_plug(visitor, site).await?;

            visitor.reload().await?;
            visitor.all(".c-pin", "").await?;
            visitor.press("nav a", texts.get("nav.board")?).await?;
            visitor.search(WORD).await?;
            visitor.find(".c-cards .c-card", &card.name).await?;
            visitor
                .until(
                    "nothing else is found",
                    "const all = document.querySelectorAll('.c-cards .c-card').length;
                     return all === 1 || all",
                )
                .await?;
            visitor.press(".c-cards .c-card a", &card.name).await?;
            whole_profile(visitor, &card).await?;
            // By its link too, which no page was kept for.
            visitor.open(&format!("/innovations/{SLUG}")).await?;
            whole_profile(visitor, &card).await?;

            visitor.pick(&card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("waiting").await?;
            visitor.reload().await?;
            visitor.ballot_is("waiting").await?;
            visitor.reads(texts.get("ballot.waiting")?).await?;
            same(&0, &site.standings().await?.ballots)?;

            site.weather(Weather::Fair);
            visitor.reload().await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(&card).await?)
        },
    )
}

/// With its long text and its picture.
async fn whole_profile(visitor: &Visitor, card: &Card) -> Outcome {
    visitor.find("h1", &card.name).await?;
    visitor.reads(WORD).await?;
    let script = "const it = document.querySelector('.c-profile__picture');
        return it?.complete && it.naturalWidth > 0";
    visitor.until("the picture is there", script).await
}

/// Numbers that were seen before are called old while they stay on screen, and
/// a page that comes out of the cache has none.
fn counts_are_never_old(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            site.votes_from_others(5).await?;
            site.counts(5).await?;
            visitor.open("/results").await?;
            visitor.find(".c-summary__total", "5").await?;
            kept(visitor, &["/"]).await?;
            let script = "return (async () => {
                const all = [];
                for (const name of await caches.keys())
                    for (const it of await (await caches.open(name)).keys()) all.push(it.url);
                const bad = all.filter(it => /standings|results|events|receipts|clock|ballots/.test(it));
                return bad.length === 0 || bad.join(' ');
            })()";
            visitor.until("no counts are kept", script).await?;
            pull_the_plug(visitor, site).await?;
            visitor.reads(texts.get("results.stale")?).await?;
            visitor.reload().await?;
            visitor.find("h1", texts.get("results.title")?).await?;
            visitor
                .find(".c-state[role='alert']", texts.get("error.offline")?)
                .await?;
            visitor.gone(".c-summary__total", "").await?;
            visitor.gone(".c-bar", "").await?;
            site.weather(Weather::Fair);
            visitor
                .press(".c-state button", texts.get("error.again")?)
                .await?;
            visitor.find(".c-summary__total", "5").await.map(drop)
        },
    )
}

/// It is offered, and comes when it is asked for: draft and all.
fn a_new_version_keeps_the_draft(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = card(site).await?;
            let picked = ".c-pick[aria-pressed='true']";
            visitor.open(&format!("/board?q={WORD}")).await?;
            visitor.pick(&card).await?;
            kept(visitor, &["/", &format!("/api/v1/innovations/{SLUG}")]).await?;
            visitor.ask("window.petaSame = true", Vec::new()).await?;

            let new = "Ringkasan yang baru saja dibetulkan.";
            site.correct(&card.summary, new).await?;
            // As when one comes back to the tab.
            visitor
                .ask(
                    "window.dispatchEvent(new Event('visibilitychange'))",
                    Vec::new(),
                )
                .await?;
            visitor.find(".c-strip", texts.get("network.new")?).await?;
            visitor
                .until("it is the same page", "return window.petaSame === true")
                .await?;
            visitor.find(picked, &card.name).await?;

            visitor
                .press(".c-strip button", texts.get("action.reload")?)
                .await?;
            visitor
                .until("it is another page", "return window.petaSame === undefined")
                .await?;
            visitor.app_is_ready().await?;
            visitor.reads(new).await?;
            visitor.find(picked, &card.name).await?;
            visitor.gone(".c-strip", "").await?;

            // The new version is whole, and the old one is cleared away.
            let script = "return caches.keys().then(it => it.length === 1 || it.join())";
            visitor
                .until_within(GENTLE, "one version is kept", script, Vec::new())
                .await?;
            pull_the_plug(visitor, site).await?;
            visitor.reload().await?;
            visitor.reads(new).await?;
            visitor.find(picked, &card.name).await.map(drop)
        },
    )
}

/// A public network answers everything with its login page.
fn a_login_page_is_not_kept(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let card = card(site).await?;
            let [profile, picture] = addresses(&card)?;
            visitor.open("/").await?;
            kept(visitor, &["/", &profile, &picture]).await?;
            site.weather(Weather::Portal);
            let script = "return Promise.all(arguments[0].map(it =>
                fetch(it).then(it => it.text(), () => ''))).then(() => true)";
            let asked = json!([
                "/icon.svg",
                "/locales/id.json",
                "/api/v1/edition",
                "/api/v1/clock",
                "/media/none.webp",
                "/api/v1/innovations/none",
                profile,
            ]);
            visitor
                .until_with("all of it was asked for", script, vec![asked])
                .await?;
            // Whoever has to log in has to see where.
            visitor.reload_page().await?;
            visitor
                .until("the login page", "return document.title === 'Wi-Fi'")
                .await?;

            pull_the_plug(visitor, site).await?;
            visitor.reload().await?;
            visitor.all(".c-pin", "").await?;
            let script = "return (async () => {
                for (const name of await caches.keys()) {
                    const cache = await caches.open(name);
                    for (const it of await cache.keys()) {
                        const text = await (await cache.match(it)).text();
                        if (text.includes('<title>Wi-Fi')) return it.url;
                    }
                }
                return true;
            })()";
            visitor.until("nothing of it was kept", script).await?;
            visitor.open(&format!("/innovations/{SLUG}")).await?;
            whole_profile(visitor, &card).await
        },
    )
}

/// The staff's page is kept once it was opened, by the same worker.
fn the_kiosk_starts(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::TABLET,
        &async |visitor, site| {
            visitor.driver().goto(site.url("/kiosk")).await?;
            kept(visitor, &["/", "/kiosk"]).await?;
            pull_the_plug(visitor, site).await?;
            visitor.reload_page().await?;
            // Its JavaScript and its WebAssembly are there.
            let script = "const files = performance.getEntriesByType('resource').map(it => it.name);
                return document.getElementById('peta-boot') !== null
                    && ['.js', '.wasm'].every(kind => files.some(it => it.endsWith(kind))) || files.join(' ')";
            visitor.until("the kiosk has started", script).await
        },
    )
}
