//! Finding on the map: by pointer, by keyboard, by link.

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, journey, journeys, same,
};
use wire::Card;

journeys!(
    by_pointer,
    by_area,
    by_keyboard,
    by_link,
    every_innovation_is_on_it
);

/// Opening clusters, no more often than this, leads to single pins.
const CLUSTERS: usize = 12;

fn by_pointer(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            visitor.open("/").await?;
            visitor.all(".c-pin", "").await?;
            let card = press_a_pin(visitor, &cards).await?;
            visitor.find(".c-selected .c-card", &card.name).await?;
            visitor.press(".c-selected .c-pick", &card.name).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)
        },
    )
}

/// Opens clusters until a single pin is there, and presses that.
async fn press_a_pin<'a>(visitor: &Visitor, cards: &'a [Card]) -> Outcome<&'a Card> {
    for _ in 0..CLUSTERS {
        if visitor
            .look(".c-pin:not(.is-cluster)", "")
            .await?
            .is_empty()
        {
            let pins = visitor.look(".c-pin", "").await?.len();
            visitor.press(".c-pin.is-cluster", "").await?;
            let script = "return document.querySelectorAll('.c-pin').length !== arguments[0]
                || document.querySelector('.c-pin:not(.is-cluster)') !== null";
            visitor
                .until_with("the cluster opens", script, vec![pins.into()])
                .await?;
            visitor.settle().await?;
            continue;
        }
        visitor.press(".c-pin:not(.is-cluster)", "").await?;
        return selected(visitor, cards).await;
    }
    Err(JourneyError::broken("clusters lead to no single pin"))
}

/// The innovation that the address names as selected.
async fn selected<'a>(visitor: &Visitor, cards: &'a [Card]) -> Outcome<&'a Card> {
    let script = "return new URLSearchParams(location.search).has('selected') || location.search";
    visitor
        .until("the selection is in the address", script)
        .await?;
    let script = "return new URLSearchParams(location.search).get('selected')";
    let slug = visitor.ask(script, Vec::new()).await?;
    cards
        .iter()
        .find(|card| slug == card.slug.as_str())
        .ok_or_else(|| JourneyError::broken(format!("no innovation {slug}")))
}

fn by_area(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let cards = site.cards().await?;
            visitor.open("/").await?;
            let name = visitor.find("button.c-map__name[data-shown]", "").await?;
            let code = name.attr("data-code").await?.unwrap_or_default();
            name.click().await?;
            let inside = cards
                .iter()
                .filter(|card| card.area.as_str().starts_with(&code))
                .count();
            let script = "const n = document.querySelectorAll('.c-cards > .c-card').length;
                      return n === arguments[0] || n";
            visitor
                .until_with(
                    &format!("the {inside} cards of {code}"),
                    script,
                    vec![inside.into()],
                )
                .await?;
            same(&true, &visitor.place().await?.contains(&code))?;
            visitor.back().await?;
            visitor
                .until(
                    "all are listed again",
                    "return !location.search.includes('area=')",
                )
                .await
        },
    )
}

fn by_keyboard(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let cards = site.cards().await?;
            visitor.open("/").await?;
            visitor.all(".c-pin", "").await?;
            visitor.tab_to(".c-map__stage", "").await?;
            let place = visitor.place().await?;
            visitor.keys("+").await?;
            let moved =
                "return location.pathname + location.search !== arguments[0] || location.href";
            visitor
                .until_with("plus comes closer", moved, vec![place.into()])
                .await?;
            visitor.settle().await?;
            for _ in 0..CLUSTERS {
                visitor.keys(ENTER).await?;
                let focused = "return document.activeElement.matches('.c-pin, .c-map__name')
                || document.activeElement.outerHTML.slice(0, 200)";
                visitor
                    .until("Enter leads to a pin or a name", focused)
                    .await?;
                let single = "return document.activeElement.matches('.c-pin:not(.is-cluster)')";
                for _ in 0..CLUSTERS {
                    if visitor.ask(single, Vec::new()).await? == true {
                        visitor.keys(ENTER).await?;
                        let card = selected(visitor, &cards).await?;
                        return visitor
                            .find(".c-selected .c-card", &card.name)
                            .await
                            .map(drop);
                    }
                    visitor.keys(RIGHT).await?;
                }
                visitor.keys(ESCAPE).await?;
                let out = "return document.activeElement.matches('.c-map__stage')
                || document.activeElement.outerHTML.slice(0, 200)";
                visitor.until("Escape leads out", out).await?;
                visitor.keys("+").await?;
                visitor.settle().await?;
            }
            Err(JourneyError::broken("arrows lead to no single pin"))
        },
    )
}

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const RIGHT: &str = "\u{e014}";

/// Where one looks is in the address: a link and the back button bring it back.
fn by_link(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = &site.cards().await?[7];
            visitor.open("/").await?;
            visitor
                .press(".c-map__control", texts.get("map.zoom_in")?)
                .await?;
            visitor
                .until(
                    "the place is in the address",
                    "return location.search.includes('at=')",
                )
                .await?;
            visitor.settle().await?;
            let place = visitor.place().await?;
            visitor.open("/about").await?;
            visitor.open(&place).await?;
            visitor.all(".c-map__stage", "").await?;
            visitor.settle().await?;
            same(&place, &visitor.place().await?)?;
            visitor.open(&format!("/?selected={}", card.slug)).await?;
            visitor.find(".c-selected .c-card", &card.name).await?;
            visitor
                .press(".c-selected__head button", texts.get("board.unselect")?)
                .await?;
            visitor.gone(".c-selected", "").await?;
            visitor.back().await?;
            visitor
                .find(".c-selected .c-card", &card.name)
                .await
                .map(drop)
        },
    )
}

/// What pins and clusters say adds up, for all and under a filter.
fn every_innovation_is_on_it(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let cards = site.cards().await?;
            visitor.open("/").await?;
            adds_up(visitor, cards.len()).await?;
            let code = &cards[0].category;
            let inside = cards.iter().filter(|card| card.category == *code).count();
            visitor.open(&format!("/?category={code}")).await?;
            adds_up(visitor, inside).await
        },
    )
}

async fn adds_up(visitor: &Visitor, innovations: usize) -> Outcome {
    let script = "const of = it => Number(it.textContent.replace(/[^0-9]/g, '') || 1);
        const sum = [...document.querySelectorAll('.c-pin')].reduce((sum, it) => sum + of(it), 0);
        return sum === arguments[0] || sum";
    visitor
        .until_with(
            &format!("pins add up to {innovations}"),
            script,
            vec![innovations.into()],
        )
        .await
}
