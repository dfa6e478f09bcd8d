//! A shared tablet at a booth.

use std::time::Duration;

use journeys::{
    Browser, Outcome, Screen, Setup, Site, Texts, Visitor, Weather, journey, journeys, same,
};
use wire::{Channel, Phase};

journeys!(
    a_family_of_four,
    an_hour_without_a_network,
    wrong_and_revoked
);

/// Codes are made before voting is opened.
const PREPARING: Setup = Setup {
    voting: "rule = \"one_per_category\"\nvisibility = \"live\"\n",
    phase: Phase::Preparing,
};
/// A visit ends by itself after five seconds.
const ENDS: Duration = Duration::from_secs(25);

async fn enrol(visitor: &Visitor, site: &Site) -> Outcome {
    visitor
        .open(&site.link("kiosk", Some("Manggar")).await?)
        .await?;
    visitor.find(".c-attract__begin", "").await?;
    visitor.find(".c-kiosk__booth", "Manggar").await.map(drop)
}

/// Types a code on the keypad.
async fn type_code(visitor: &Visitor, code: &str) -> Outcome {
    for symbol in code.chars().filter(|it| *it != '-') {
        let script = "const key = [...document.querySelectorAll('.c-key')]
            .find(it => it.textContent === arguments[0]); key.click(); return true";
        visitor
            .until_with("a key", script, vec![symbol.to_string().into()])
            .await?;
    }
    Ok(())
}

/// From the first touch to the last page.
async fn vote(visitor: &Visitor, code: &str, pick: usize, texts: &Texts) -> Outcome {
    visitor.press(".c-attract__begin", "").await?;
    visitor.find(".c-keypad", "").await?;
    type_code(visitor, code).await?;
    visitor.find(".c-kiosk__vote", "").await?;
    visitor.press("nav a", texts.get("nav.board")?).await?;
    let cards = visitor.all(".c-cards .c-pick", "").await?;
    cards[pick % cards.len()].click().await?;
    visitor.go_to_ballot(texts).await?;
    visitor.cast(texts).await?;
    visitor.find(".c-thanks-card h1", "").await.map(drop)
}

/// The tablet is as it was before anybody came: nothing is kept anywhere but
/// the sealed queue.
async fn is_clean(visitor: &Visitor) -> Outcome {
    visitor
        .until_within(
            ENDS,
            "the tablet begins anew",
            "return document.querySelector('.c-attract__begin') !== null || document.body.innerText.slice(0, 200)",
            Vec::new(),
        )
        .await?;
    same(&"/kiosk", &visitor.place().await?.as_str())?;
    let left = "return localStorage.length === 0 && sessionStorage.length === 0
        || JSON.stringify([localStorage, sessionStorage])";
    visitor.until("nothing is kept", left).await?;
    // The back button leads nowhere.
    visitor.back().await?;
    visitor.find(".c-attract__begin", "").await.map(drop)
}

/// What the queue holds on disk: no code, no name of a pick, no key of a voter.
async fn is_sealed(visitor: &Visitor, slug: &str, secrets: &[String]) -> Outcome {
    let script = "const [name, done] = arguments;
        const open = indexedDB.open(name);
        open.onsuccess = () => { const all = open.result.transaction('envelopes').objectStore('envelopes').getAll();
            all.onsuccess = () => { open.result.close(); done(all.result.join('')); }; };";
    let answer = visitor
        .driver()
        .execute_async(script, vec![format!("peta-kiosk-{slug}-1").into()])
        .await?;
    let text = answer.json().as_str().unwrap_or_default().to_owned();
    same(&true, &text.contains("sealed"))?;
    for secret in secrets {
        same(&false, &text.contains(secret.as_str()))?;
    }
    Ok(())
}

/// Four people, one after the other; each finds a tablet that knows nobody.
fn a_family_of_four(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(5).await?;
            site.phase(Phase::Voting).await?;
            enrol(visitor, site).await?;
            visitor.page_is_accessible("attract").await?;
            for (person, code) in codes.iter().take(4).enumerate() {
                vote(visitor, code, person, &texts).await?;
                visitor
                    .find("[data-said='stored']", said.get("kiosk.stored")?)
                    .await?;
                is_clean(visitor).await?;
            }
            site.counts(4).await?;
            same(&4, &site.came_by(Channel::Kiosk).await?)?;
            // One of them comes back: the later ballot replaces the earlier one.
            vote(visitor, &codes[0], 7, &texts).await?;
            visitor.find("[data-said='stored']", "").await?;
            site.counts_after(4, 1).await?;
            let mut secrets: Vec<String> = codes.iter().map(|it| it.replace('-', "")).collect();
            secrets.extend(codes);
            is_sealed(visitor, site.slug().as_str(), &secrets).await
        },
    )
}

/// The plug is pulled; people go on; then it comes back, and all of it counts once.
fn an_hour_without_a_network(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(3).await?;
            site.phase(Phase::Voting).await?;
            enrol(visitor, site).await?;
            visitor
            .until_within(
                Duration::from_mins(1),
                "the kiosk is kept for bad days",
                "return Promise.all([caches.match('/kiosk'), caches.match('/lens_bg.wasm')])
                    .then(kept => navigator.serviceWorker.controller !== null && kept.every(it => it !== undefined))",
                Vec::new(),
            )
            .await?;
            site.weather(Weather::Cut);
            for (person, code) in codes.iter().enumerate() {
                vote(visitor, code, person, &texts).await?;
                visitor
                    .find("[data-said='waiting']", said.get("kiosk.kept")?)
                    .await?;
                is_clean(visitor).await?;
            }
            visitor
                .find(
                    ".c-kiosk__queue",
                    &said.get("kiosk.waiting")?.replace("{n}", "3"),
                )
                .await?;
            site.counts(0).await?;
            site.weather(Weather::Fair);
            site.counts(3).await?;
            visitor
                .until_within(
                    Duration::from_mins(1),
                    "nothing waits any more",
                    "return document.querySelector('.c-kiosk__queue').dataset.reach === 'online'",
                    Vec::new(),
                )
                .await
        },
    )
}

/// Wrong codes cost nothing; a tablet whose link is taken back takes no votes.
fn wrong_and_revoked(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let said = Texts::of("desk/id")?;
            site.codes(1).await?;
            site.phase(Phase::Voting).await?;
            enrol(visitor, site).await?;
            visitor.press(".c-attract__begin", "").await?;
            type_code(visitor, "0123-4567-89AB-CDE5").await?;
            visitor.reads(said.get("kiosk.mistyped")?).await?;
            visitor
                .press(".c-keypad button", said.get("kiosk.clear")?)
                .await?;
            type_code(visitor, "0123-4567-89AB-CDE4").await?;
            visitor.reads(said.get("kiosk.unknown")?).await?;
            visitor.page_is_accessible("the keypad").await?;
            site.revoke(1).await?;
            visitor
                .until_within(
                    Duration::from_secs(10),
                    "the kiosk is closed within ten seconds",
                    "return document.querySelector('.c-kiosk__queue')?.dataset.reach === 'revoked'",
                    Vec::new(),
                )
                .await?;
            visitor.reads(said.get("kiosk.revoked")?).await
        },
    )
}
