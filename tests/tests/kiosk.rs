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

/// What needs a camera, or much time.
mod in_chromium {
    #[test]
    fn a_slip_before_the_camera() -> super::Outcome {
        super::a_slip_before_the_camera()
    }

    #[test]
    fn a_voter_who_walks_off() -> super::Outcome {
        super::a_voter_who_walks_off()
    }

    #[test]
    fn an_attendant_who_walks_off() -> super::Outcome {
        super::an_attendant_who_walks_off()
    }
}

/// With the right check symbol, and not one of the edition's.
const STRANGE: &str = "0123-4567-89AB-CDE4";

/// What the tablet holds on disk, in whatever place: no code, no seed of one.
async fn is_sealed(visitor: &Visitor, site: &Site, codes: &[String]) -> Outcome {
    let script = "const done = arguments[0];
        (async () => {
            const result = it => new Promise((good, bad) => { it.onsuccess = () => good(it.result); it.onerror = bad; });
            const found = [JSON.stringify([localStorage, sessionStorage, location.href, document.cookie])];
            for (const { name } of await indexedDB.databases()) {
                const db = await result(indexedDB.open(name));
                for (const store of db.objectStoreNames) {
                    const all = db.transaction(store).objectStore(store);
                    found.push(name + '/' + store + ':' + JSON.stringify(await result(all.getAll())));
                }
                db.close();
            }
            return found.join('\\n');
        })().then(done, error => done('' + error));";
    let answer = visitor.driver().execute_async(script, Vec::new()).await?;
    let text = answer.json().as_str().unwrap_or_default().to_owned();
    for part in ["/self:", "/envelopes:", "sealed"] {
        same(&(part, true), &(part, text.contains(part)))?;
    }
    for code in codes {
        let slip = site.slip(code)?;
        let seed = slip.rsplit('=').next().unwrap_or_default();
        for secret in [code.as_str(), &code.replace('-', ""), seed] {
            same(&(secret, false), &(secret, text.contains(secret)))?;
        }
    }
    Ok(())
}

/// Four people, one after the other; each finds a tablet that knows nobody.
fn a_family_of_four(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(5).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            visitor.page_is_accessible("attract").await?;
            for (person, code) in codes.iter().take(4).enumerate() {
                visitor.vote_at_kiosk(code, person, &texts).await?;
                visitor
                    .find("[data-said='stored']", said.get("kiosk.stored")?)
                    .await?;
                visitor.kiosk_begins_anew().await?;
            }
            site.counts(4).await?;
            same(&4, &site.came_by(Channel::Kiosk).await?)?;
            // One of them comes back: the later ballot replaces the earlier one.
            visitor.vote_at_kiosk(&codes[0], 7, &texts).await?;
            visitor.find("[data-said='stored']", "").await?;
            site.counts_after(4, 1).await?;
            is_sealed(visitor, site, &codes).await
        },
    )
}

/// The plug is pulled; people go on; then it comes back, and all of it counts once.
fn an_hour_without_a_network(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(3).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            for (person, code) in codes.iter().enumerate() {
                // Cut off, or as if nobody was there: one is as good as the other.
                site.weather([Weather::Cut, Weather::Silent][person % 2]);
                visitor.vote_at_kiosk(code, person, &texts).await?;
                visitor
                    .find("[data-said='waiting']", said.get("kiosk.kept")?)
                    .await?;
                visitor.kiosk_begins_anew().await?;
            }
            // A code of nobody is known as such all the same.
            visitor.press(".c-attract__begin", "").await?;
            visitor.type_code(STRANGE).await?;
            visitor.reads(said.get("kiosk.unknown")?).await?;
            visitor
                .press(".c-kiosk__tools button", said.get("kiosk.cancel")?)
                .await?;
            visitor.kiosk_begins_anew().await?;
            visitor
                .find(
                    ".c-kiosk__queue",
                    &said.get("kiosk.waiting")?.replace("{n}", "3"),
                )
                .await?;
            site.counts(0).await?;
            site.weather(Weather::Fair);
            site.counts(3).await?;
            visitor.queue_is_sent().await
        },
    )
}

/// Wrong codes cost nothing; a tablet whose link is taken back takes no votes.
fn wrong_and_revoked(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let said = Texts::of("desk/id")?;
            site.codes(1).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            visitor.press(".c-attract__begin", "").await?;
            visitor.type_code("0123-4567-89AB-CDE5").await?;
            visitor.reads(said.get("kiosk.mistyped")?).await?;
            visitor
                .press(".c-keypad button", said.get("kiosk.clear")?)
                .await?;
            visitor.type_code(STRANGE).await?;
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

/// A slip is held before the camera; so is something else, and a code of nobody.
fn a_slip_before_the_camera() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(1).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            for (shown, answer) in [
                ("https://example.com/menu".to_owned(), "kiosk.foreign"),
                (site.url(&site.slip(STRANGE)?), "kiosk.unknown"),
            ] {
                visitor.show_code(&shown)?;
                visitor.press(".c-attract__begin", "").await?;
                visitor.find("[data-sight='open']", "").await?;
                visitor.reads(said.get(answer)?).await?;
                visitor
                    .press(".c-kiosk__tools button", said.get("kiosk.cancel")?)
                    .await?;
                visitor.kiosk_begins_anew().await?;
            }
            // Also where there is no network.
            site.weather(Weather::Cut);
            visitor.show_code(&site.url(&site.slip(&codes[0])?))?;
            visitor.press(".c-attract__begin", "").await?;
            visitor.find(".c-kiosk__vote", "").await?;
            visitor.press("nav a", texts.get("nav.board")?).await?;
            visitor.press(".c-cards .c-pick", "").await?;
            visitor.cast_at_kiosk(&texts).await?;
            site.weather(Weather::Fair);
            site.counts(1).await.map(drop)
        },
    )
}

/// Somebody enters a code, picks, searches, and is called away: one is asked,
/// and then all of it goes.
fn a_voter_who_walks_off() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(2).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            visitor.vote_at_kiosk(&codes[0], 0, &texts).await?;
            visitor.kiosk_begins_anew().await?;
            visitor.press(".c-attract__begin", "").await?;
            visitor.enter_code(&codes[1]).await?;
            visitor.press("nav a", texts.get("nav.board")?).await?;
            visitor.press(".c-cards .c-pick", "").await?;
            visitor.search("laut").await?;
            visitor.press(".c-kiosk__tools button", "A+").await?;
            let asked = "return document.querySelector('.c-still') !== null";
            visitor
                .until_within(
                    Duration::from_secs(50),
                    "one is asked whether one is there",
                    asked,
                    Vec::new(),
                )
                .await?;
            // The one who is still there goes on, and then leaves after all.
            visitor
                .press(".c-still button", said.get("kiosk.go_on")?)
                .await?;
            visitor.gone(".c-still", "").await?;
            visitor.find(".c-kiosk__vote", "").await?;
            visitor
                .until_within(
                    Duration::from_secs(70),
                    "nobody is here",
                    "return document.querySelector('.c-attract__begin') !== null",
                    Vec::new(),
                )
                .await?;
            visitor.kiosk_begins_anew().await?;
            let size = "return document.documentElement.style.fontSize || 'none'";
            same(
                &"none",
                &visitor
                    .ask(size, Vec::new())
                    .await?
                    .as_str()
                    .unwrap_or_default(),
            )?;
            is_sealed(visitor, site, &codes).await?;
            site.counts(1).await.map(drop)
        },
    )
}

/// The panel that an attendant left open closes by itself.
fn an_attendant_who_walks_off() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let said = Texts::of("desk/id")?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            visitor.go_behind(&said).await?;
            let closed = "return document.querySelector('.c-attract__begin') !== null
                && document.querySelector('.c-staff') === null";
            visitor
                .until_within(
                    Duration::from_secs(70),
                    "the panel closes",
                    closed,
                    Vec::new(),
                )
                .await
        },
    )
}
