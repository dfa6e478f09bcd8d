//! The event floor: the kiosk on two tablets, and each scene of the big screen
//! on three.

use std::time::Duration;

use journeys::{Browser, Outcome, PIN, Screen, Setup, Site, Texts, Visitor};
use wire::{Phase, Standings};

use crate::Album;

const TABLETS: [Screen; 2] = [size(800, 1280), size(1280, 800)];
const HALLS: [Screen; 3] = [size(1280, 720), size(1920, 1080), size(3840, 2160)];

const fn size(width: u32, height: u32) -> Screen {
    Screen { width, height }
}

async fn open(codes: u32, votes: usize) -> Outcome<(Site, Vec<String>)> {
    let site = Site::open(Setup::PREPARING).await?;
    let codes = site.codes(codes).await?;
    site.phase(Phase::Voting).await?;
    site.votes_from_others(votes).await?;
    Ok((site, codes))
}

pub(crate) async fn kiosk(album: &Album) -> Outcome {
    if !album.wants("kiosk") {
        return Ok(());
    }
    let (site, codes) = open(2, 160).await?;
    let (texts, said) = (Texts::of("id")?, Texts::of("desk/id")?);
    for (screen, code) in TABLETS.into_iter().zip(&codes) {
        let size = format!("{}x{}", screen.width, screen.height);
        let tablet = Visitor::arrive(Browser::Chromium, screen, site.url("")).await?;
        let take = async |name: &str| {
            tablet.settle().await?;
            album.take(&tablet, &format!("kiosk-{name}-{size}")).await
        };
        tablet.enrol(&site).await?;
        tablet.find(".c-mapscene__halo", "").await?;
        take("attract").await?;
        tablet.press(".c-attract__begin", "").await?;
        tablet.type_code(&code[..7]).await?;
        take("code").await?;
        tablet.type_code(&code[7..]).await?;
        tablet.find(".c-kiosk__vote", "").await?;
        take("vote").await?;
        tablet.press("nav a", texts.get("nav.board")?).await?;
        tablet.press(".c-cards .c-pick", "").await?;
        tablet.go_to_ballot(&texts).await?;
        take("ballot").await?;
        tablet.cast(&texts).await?;
        tablet.find("[data-said='stored']", "").await?;
        take("thanks").await?;
        tablet.kiosk_begins_anew().await?;
        tablet
            .press(".c-kiosk__tools button", said.get("kiosk.staff")?)
            .await?;
        take("pin").await?;
        tablet.type_pin(PIN).await?;
        tablet.find("[data-ready=true]", "").await?;
        take("staff").await?;
        tablet
            .press(".c-staff__actions button", said.get("kiosk.show_queue")?)
            .await?;
        take("queue").await?;
        tablet.leave().await?;
    }
    Ok(())
}

pub(crate) async fn big_screen(album: &Album) -> Outcome {
    if !album.wants("screen") {
        return Ok(());
    }
    let (site, _) = open(1, 160).await?;
    let screens = halls(&site).await?;
    for (name, keys) in [
        ("join", "1"),
        ("leaders", "2"),
        ("leaders-daylight", "t"),
        ("map", "t3"),
        ("spotlight", "↓"),
        ("turnout", "4"),
    ] {
        for (size, visitor) in &screens {
            press(visitor, keys).await?;
            album
                .take(visitor, &format!("screen-{name}-{size}"))
                .await?;
        }
    }
    leave(screens).await?;
    // So few that a first place is shared.
    let (site, _) = open(1, 14).await?;
    let screens = halls(&site).await?;
    site.phase(Phase::Closed).await?;
    let winners = ["5", &"↓".repeat(tied(&site.standings().await?))].concat();
    for (name, keys) in [
        ("winners", winners.as_str()),
        ("winners-tie", "→→→"),
        ("thanks", "6"),
    ] {
        for (size, visitor) in &screens {
            visitor.find(".c-scene", "").await?;
            press(visitor, keys).await?;
            if name == "winners" {
                visitor.find(".c-reveal__place", "").await?;
            }
            album
                .take(visitor, &format!("screen-{name}-{size}"))
                .await?;
        }
    }
    leave(screens).await
}

/// The big screen in halls of each size.
async fn halls(site: &Site) -> Outcome<Vec<(String, Visitor)>> {
    let link = site.link("presenter", None).await?;
    let mut screens = Vec::new();
    for screen in HALLS {
        let visitor = Visitor::arrive(Browser::Chromium, screen, site.url("")).await?;
        visitor.open(&link).await?;
        visitor.find(".c-scene", "").await?;
        screens.push((format!("{}x{}", screen.width, screen.height), visitor));
    }
    Ok(screens)
}

async fn leave(screens: Vec<(String, Visitor)>) -> Outcome {
    for (_, visitor) in screens {
        visitor.leave().await?;
    }
    Ok(())
}

/// The first contest whose first place is shared, or just the first.
fn tied(standings: &Standings) -> usize {
    let is_shared = |contest: &wire::ContestStandings| {
        let first = contest
            .rows
            .iter()
            .filter(|row| row.rank == 1 && row.votes > 0);
        first.count() > 1
    };
    standings.contests.iter().position(is_shared).unwrap_or(0)
}

/// Keys of the presenter, and the time that a scene takes to come to rest.
async fn press(visitor: &Visitor, keys: &str) -> Outcome {
    for key in keys.chars() {
        let key = match key {
            '↓' => "ArrowDown".to_owned(),
            '→' => "PageDown".to_owned(),
            other => other.to_string(),
        };
        let script = "dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }))";
        visitor.ask(script, vec![key.into()]).await?;
    }
    tokio::time::sleep(Duration::from_millis(1500)).await;
    visitor.settle().await
}
