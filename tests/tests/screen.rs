//! The big screen in a hall: its link, its scenes, winners with a tie, a phone
//! as remote, and a network that goes and comes back.

use std::collections::BTreeSet;

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, Weather, journey, journeys, same,
};
use wire::{Phase, Standings};

journeys!(
    winners_with_a_tie,
    a_phone_steers,
    the_network_drops,
    no_link
);

/// A laptop on a projector.
const HALL: Screen = Screen::LAPTOP;

async fn shows(visitor: &Visitor, scene: &str) -> Outcome {
    let script = "const it = document.querySelector('.c-scene')?.dataset.scene;
                  return it === arguments[0] || String(it)";
    visitor
        .until_with(
            &format!("the screen shows {scene}"),
            script,
            vec![scene.into()],
        )
        .await
}

async fn key(visitor: &Visitor, key: &str) -> Outcome {
    let script = "window.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true, cancelable: true }))";
    visitor.ask(script, vec![key.into()]).await.map(drop)
}

/// A contest whose first place is shared, and its index.
fn tied(standings: &Standings) -> Outcome<usize> {
    standings
        .contests
        .iter()
        .position(|contest| {
            contest
                .rows
                .iter()
                .filter(|row| row.rank == 1 && row.votes > 0)
                .count()
                > 1
        })
        .ok_or_else(|| JourneyError::broken("no tie among the votes of others"))
}

/// How many places of a contest are called out.
fn places_of(standings: &Standings, contest: usize) -> usize {
    let rows = standings.contests[contest].rows.iter();
    let ranks = rows.filter(|row| row.votes > 0 && row.rank <= 3);
    ranks.map(|row| row.rank).collect::<BTreeSet<_>>().len()
}

/// Third, second, first; those who share a place are called together.
fn winners_with_a_tie(browser: Browser) -> Outcome {
    journey(browser, Setup::default(), HALL, &async |visitor, site| {
        let said = Texts::of("desk/id")?;
        site.votes_from_others(14).await?;
        site.counts(14).await?;
        visitor.open(&site.link("presenter", None).await?).await?;
        shows(visitor, "join").await?;
        same(&"/desk", &visitor.place().await?.as_str())?;
        visitor.page_is_accessible("join").await?;
        key(visitor, "PageDown").await?;
        shows(visitor, "leaders").await?;
        // Nobody is revealed while voting is open.
        key(visitor, "5").await?;
        shows(visitor, "reveal").await?;
        visitor.reads(said.get("screen.not_complete")?).await?;
        site.phase(Phase::Closed).await?;
        let standings = site.standings().await?;
        let contest = tied(&standings)?;
        visitor.find(".c-reveal__place", "").await?;
        for _ in 0..contest {
            key(visitor, "ArrowDown").await?;
        }
        for _ in 0..places_of(&standings, contest) {
            key(visitor, "PageDown").await?;
        }
        visitor
            .find(".c-reveal__joint", said.get("screen.joint")?)
            .await?;
        visitor
            .until(
                "all places are open",
                "return document.querySelectorAll('.c-reveal__open').length > 0
                    && document.querySelectorAll('.c-reveal__closed').length === 0",
            )
            .await?;
        visitor.page_is_accessible("winners").await?;
        key(visitor, "t").await?;
        visitor.page_is_accessible("winners in daylight").await?;
        key(visitor, "6").await?;
        shows(visitor, "thanks").await
    })
}

/// The remote's link is made on the screen and steers it.
fn a_phone_steers(browser: Browser) -> Outcome {
    journey(browser, Setup::default(), HALL, &async |visitor, site| {
        let said = Texts::of("desk/id")?;
        visitor.open(&site.link("presenter", None).await?).await?;
        shows(visitor, "join").await?;
        // What the QR code on the screen holds.
        let script = "return fetch('/api/v1/stage/remote', { method: 'POST',
            headers: { authorization: 'Bearer ' + sessionStorage.getItem('peta/link') } })
            .then(it => it.json()).then(it => it.token)";
        let token = visitor.ask(script, Vec::new()).await?;
        let token = token.as_str().unwrap_or_default();
        let phone = Visitor::arrive(browser, Screen::PHONE, site.url("")).await?;
        let steered = async {
            phone.open(&format!("/desk#link={token}")).await?;
            phone
                .find("[data-reach='here']", said.get("desk.scene_join")?)
                .await?;
            phone.page_is_accessible("remote").await?;
            phone
                .press(".c-remote__scenes button", said.get("desk.scene_map")?)
                .await?;
            shows(visitor, "map").await?;
            phone
                .find("[data-reach='here']", said.get("desk.scene_map")?)
                .await?;
            phone.press(".c-remote__next", "").await?;
            shows(visitor, "turnout").await?;
            phone
                .press(".c-remote__switches button", said.get("desk.key_black")?)
                .await?;
            visitor.find(".c-screen__black.is-on", "").await.map(drop)
        }
        .await;
        phone.leave().await?;
        steered?;
        // A link that is taken back opens nothing any more.
        site.revoke(1).await?;
        visitor.reload().await?;
        visitor.reads(said.get("desk.revoked")?).await
    })
}

/// The screen goes on with the last counts, says so, and recovers by itself.
fn the_network_drops(browser: Browser) -> Outcome {
    journey(browser, Setup::default(), HALL, &async |visitor, site| {
        site.votes_from_others(20).await?;
        visitor.open(&site.link("presenter", None).await?).await?;
        shows(visitor, "join").await?;
        key(visitor, "2").await?;
        visitor.find(".c-leader.is-first", "").await?;
        visitor
            .find(".c-ribbon__state[data-link='live']", "")
            .await?;
        site.weather(Weather::Cut);
        visitor
            .until_within(
                std::time::Duration::from_secs(40),
                "the screen says that the connection is lost",
                "return document.querySelector('.c-ribbon__state').dataset.link === 'lost'",
                Vec::new(),
            )
            .await?;
        visitor.find(".c-leader.is-first", "").await?;
        site.weather(Weather::Fair);
        visitor
            .until_within(
                std::time::Duration::from_mins(1),
                "the screen is live again",
                "return document.querySelector('.c-ribbon__state').dataset.link === 'live'",
                Vec::new(),
            )
            .await
    })
}

/// Who has no link sees what to do, and nothing else.
fn no_link(browser: Browser) -> Outcome {
    journey(browser, Setup::default(), HALL, &async |visitor, _| {
        let said = Texts::of("desk/id")?;
        visitor.open("/desk").await?;
        visitor.reads(said.get("desk.no_link")?).await?;
        visitor.gone(".c-screen", "").await?;
        visitor.page_is_accessible("no link").await
    })
}
