//! Behind a kiosk: attendants with paper ballots, a pause, and a tablet whose
//! network never comes back.

use journeys::{Browser, Outcome, PIN, Screen, Setup, Texts, Weather, journey, journeys, same};
use wire::{Channel, Phase};

journeys!(
    paper_by_two_people,
    a_tablet_that_is_taken_away,
    an_attendant_at_work,
    a_wrong_address_and_a_wrong_link
);

/// Two people enter a paper ballot: it counts once they agree, and not before.
fn paper_by_two_people(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
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
        Setup::PREPARING,
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
                .press(".c-staff__actions button", said.get("kiosk.back")?)
                .await?;
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

/// Pauses the kiosk, opens it again, guesses no PIN, and leaves.
fn an_attendant_at_work(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
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

/// A resident who opens the kiosk's address by mistake keeps the ballot, and a
/// tablet on which a wrong link is opened stays the kiosk that it is.
fn a_wrong_address_and_a_wrong_link(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
            site.phase(Phase::Voting).await?;
            let card = &site.cards().await?[0];
            visitor.open("/").await?;
            visitor.search(&card.name).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            visitor.open("/kiosk").await?;
            visitor.reads(said.get("kiosk.no_link")?).await?;
            visitor.open("/ballot").await?;
            visitor.ballot_is("stored").await?;
            visitor.enrol(site).await?;
            visitor.open("/about").await?;
            visitor.open("/kiosk#link=AAAA").await?;
            visitor.reads(said.get("desk.invalid")?).await?;
            visitor.open("/about").await?;
            visitor.open("/kiosk").await?;
            visitor.find(".c-kiosk__booth", "Manggar").await.map(drop)
        },
    )
}
