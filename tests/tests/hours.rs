//! Hours: voting opens while somebody looks, and clocks that are wrong.

use std::time::Duration;

use journeys::{Browser, Outcome, PATIENCE, Screen, Setup, Texts, Weather, journey, same};
use wire::{Channel, Phase};

const PREPARING: Setup = Setup {
    voting: RULES,
    phase: Phase::Preparing,
};

const RULES: &str = "rule = \"one_per_category\"\nvisibility = \"live\"\n";

/// Until voting opens: longer than it takes to open the page and to search.
const AHEAD: Duration = Duration::from_secs(20);

/// A page that was opened before can vote afterwards, without a reload. It is
/// the app's own clock that does it, so one browser is enough for so long a wait.
#[test]
fn opens_by_itself() -> Outcome {
    journey(
        Browser::Firefox,
        PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = &site.cards().await?[6];
            // The browser is awake before the time runs.
            visitor.open("/about").await?;
            let opens = site.moment_in(AHEAD).await?;
            site.voting(&format!("{RULES}opens_at = {opens}\n")).await?;
            site.phase(Phase::Voting).await?;
            visitor.open("/ballot").await?;
            visitor.ask("window.petaSame = true", Vec::new()).await?;
            visitor.find(".c-phase[data-gate='not-yet']", "").await?;
            visitor.reads(texts.get("ballot.empty_not_yet")?).await?;
            visitor.press(".c-back", "").await?;
            visitor
                .find("h1", texts.get("board.title_not_yet")?)
                .await?;
            visitor.search(&card.name).await?;
            visitor.find(".c-card", &card.name).await?;
            visitor.gone(".c-pick", "").await?;
            let script = "return document.querySelector('.c-pick') !== null
                || document.querySelector('.c-phase').outerHTML";
            visitor
                .until_within(
                    PATIENCE + PATIENCE / 2,
                    "voting is open",
                    script,
                    Vec::new(),
                )
                .await?;
            visitor.find("h1", texts.get("board.title_open")?).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)?;
            visitor
                .until("it is the same page", "return window.petaSame === true")
                .await
        },
    )
}

/// A device whose clock is a day ahead or behind votes as any other: on a
/// phone, and at a kiosk without a network. Hours are the server's.
#[test]
fn a_device_a_day_off() -> Outcome {
    journey(
        Browser::Chromium,
        PREPARING,
        Screen::TABLET,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let codes = site.codes(2).await?;
            let (opens, closes) = (
                site.moment_in(Duration::ZERO).await?,
                site.moment_in(Duration::from_hours(1)).await?,
            );
            site.voting(&format!(
                "{RULES}opens_at = {opens}\ncloses_at = {closes}\n"
            ))
            .await?;
            site.phase(Phase::Voting).await?;
            let cards = site.cards().await?;
            for (off, card, replaced) in [(24, &cards[3], 0), (-24, &cards[4], 1)] {
                visitor.clock_is_off(off).await?;
                visitor.open("/").await?;
                let is_off = "return Math.round((Date.now() - petaClock.now()) / 3600e3)";
                same(
                    &off,
                    &visitor
                        .ask(is_off, Vec::new())
                        .await?
                        .as_i64()
                        .unwrap_or_default(),
                )?;
                visitor.search(&card.name).await?;
                visitor.pick(card).await?;
                visitor.go_to_ballot(&texts).await?;
                visitor.cast(&texts).await?;
                site.counts_after(1, replaced).await?;
            }
            for (at, off) in [24, -24].into_iter().enumerate() {
                visitor.clock_is_off(off).await?;
                if at == 0 {
                    visitor.enrol(site).await?;
                } else {
                    visitor.open("/kiosk").await?;
                }
                site.weather(Weather::Cut);
                visitor.vote_at_kiosk(&codes[at], at, &texts).await?;
                visitor.find("[data-said='waiting']", "").await?;
                visitor.kiosk_begins_anew().await?;
                site.weather(Weather::Fair);
                site.counts_after(2 + at as u64, 1).await?;
            }
            same(&2, &site.came_by(Channel::Kiosk).await?)
        },
    )
}
