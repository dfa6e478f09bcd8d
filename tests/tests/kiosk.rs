//! A shared tablet at a booth.

use std::time::Duration;

use journeys::{
    Browser, Outcome, PIN, Screen, Setup, Texts, Visitor, Weather, journey, journeys, same,
};
use wire::{Channel, Phase};

journeys!(
    a_family_of_four,
    an_hour_without_a_network,
    wrong_and_revoked,
    paper_by_two_people,
    a_tablet_that_is_taken_away,
    an_attendant_at_work
);

mod chromium_with_a_camera {
    #[test]
    fn a_slip_before_the_camera() -> super::Outcome {
        super::a_slip_before_the_camera()
    }
}

/// Codes are made before voting is opened.
const PREPARING: Setup = Setup {
    voting: "rule = \"one_per_category\"\nvisibility = \"live\"\n",
    phase: Phase::Preparing,
};
/// With the right check symbol, and not one of the edition's.
const STRANGE: &str = "0123-4567-89AB-CDE4";

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

/// Two people enter a paper ballot: it counts once they agree, and not before.
fn paper_by_two_people(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(1).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            let cards = site.cards().await?;
            let (right, wrong) = (&cards[0], &cards[1]);
            for (person, card, outcome) in [
                ("kiosk.paper_first", right, "kiosk.pending"),
                ("kiosk.paper_second", wrong, "kiosk.differs"),
                ("kiosk.paper_second", right, "kiosk.stored"),
            ] {
                site.counts(0).await?;
                visitor.go_behind(&said).await?;
                visitor
                    .press(".c-staff__actions button", said.get(person)?)
                    .await?;
                visitor.find(".c-kiosk__mode", said.get(person)?).await?;
                visitor.enter_code(&codes[0]).await?;
                visitor.press("nav a", texts.get("nav.board")?).await?;
                visitor.search(&card.name).await?;
                visitor.pick(card).await?;
                visitor.cast_at_kiosk(&texts).await?;
                visitor
                    .find(".c-thanks-card h1", said.get(outcome)?)
                    .await?;
                visitor.kiosk_begins_anew().await?;
            }
            site.counts(1).await?;
            same(&1, &site.came_by(Channel::Paper).await?)?;
            same(&1, &site.votes(right).await?)
        },
    )
}

/// The network never comes back, the link is taken back, and what people cast
/// on the tablet still counts: the queue leaves as a file.
fn a_tablet_that_is_taken_away(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            let codes = site.codes(2).await?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            // What is sent arrives, and no answer ever comes back.
            site.weather(Weather::OneWay);
            visitor.vote_at_kiosk(&codes[0], 0, &texts).await?;
            visitor.find("[data-said='waiting']", "").await?;
            site.weather(Weather::Cut);
            site.revoke(1).await?;
            let keep = "const make = URL.createObjectURL;
            URL.createObjectURL = file => { file.text().then(text => window.saved = text); return make(file); }";
            visitor.ask(keep, Vec::new()).await?;
            visitor.go_behind(&said).await?;
            visitor
                .press(".c-staff__actions button", said.get("kiosk.show_queue")?)
                .await?;
            // Photographed from the screen, code by code.
            let mut photographed = vec![visitor.read_code(".c-staff .c-qr").await?];
            while !visitor
                .look(".c-staff button", said.get("desk.next")?)
                .await?
                .is_empty()
            {
                visitor
                    .press(".c-staff button", said.get("desk.next")?)
                    .await?;
                photographed.push(visitor.read_code(".c-staff .c-qr").await?);
            }
            visitor
                .press(".c-staff__actions button", said.get("kiosk.save_queue")?)
                .await?;
            visitor
                .until(
                    "the queue is saved",
                    "return typeof window.saved === 'string'",
                )
                .await?;
            let saved = visitor.ask("return window.saved", Vec::new()).await?;
            let queue = saved.as_str().unwrap_or_default();
            let lines: Vec<&str> = queue.lines().collect();
            same(
                &photographed,
                &lines.iter().map(ToString::to_string).collect(),
            )?;
            // In any order, and twice.
            photographed.reverse();
            for queue in [photographed.join("\n"), queue.to_owned()] {
                site.ingest(&queue).await?;
                site.counts(1).await?;
            }
            same(&1, &site.came_by(Channel::Kiosk).await?)
        },
    )
}

/// A slip is held before the camera; so is something else, and a code of nobody.
fn a_slip_before_the_camera() -> Outcome {
    journey(
        Browser::Chromium,
        PREPARING,
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

/// Pauses the kiosk, opens it again, guesses no PIN, and leaves.
fn an_attendant_at_work(browser: Browser) -> Outcome {
    journey(
        browser,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let said = Texts::of("desk/id")?;
            site.phase(Phase::Voting).await?;
            visitor.enrol(site).await?;
            let pause = said.get("kiosk.pause")?;
            visitor.go_behind(&said).await?;
            visitor.page_is_accessible("behind the kiosk").await?;
            visitor.press(".c-staff__actions button", pause).await?;
            visitor.reads(said.get("kiosk.paused_help")?).await?;
            // A tablet that starts anew is still paused.
            visitor.open("/kiosk").await?;
            visitor.reads(said.get("kiosk.paused_help")?).await?;
            visitor.go_behind(&said).await?;
            visitor.press(".c-staff__actions button", pause).await?;
            visitor.find(".c-attract__begin", "").await?;
            visitor.go_behind(&said).await?;
            visitor
                .press(".c-staff__actions button", said.get("kiosk.leave")?)
                .await?;
            visitor
                .until("the app of residents", "return location.pathname === '/'")
                .await?;
            // It knows itself again.
            visitor.open("/kiosk").await?;
            visitor.find(".c-kiosk__booth", "Manggar").await?;
            visitor
                .press(".c-kiosk__tools button", said.get("kiosk.staff")?)
                .await?;
            for _ in 0..5 {
                visitor.type_pin("0000").await?;
            }
            visitor.reads(said.get("kiosk.pin_wait")?).await?;
            // Starting anew is no way round it, nor is the right one.
            visitor.open("/kiosk").await?;
            visitor
                .press(".c-kiosk__tools button", said.get("kiosk.staff")?)
                .await?;
            visitor.reads(said.get("kiosk.pin_wait")?).await?;
            visitor.type_pin(PIN).await?;
            visitor.gone(".c-staff__panel", "").await?;
            visitor.reads(said.get("kiosk.pin_wait")?).await
        },
    )
}
