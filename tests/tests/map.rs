//! Finding on the map: by pointer, by keyboard, by link.

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, journey, journeys, same,
};
use wire::Card;

journeys!(
    by_pointer,
    by_finger,
    left_while_it_moves,
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
            let card =
                press_a_pin(visitor, &cards, &async |pin| visitor.press(pin, "").await).await?;
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

/// One innovation, not cut off or covered.
const SINGLE: &str = ".c-pin:not(.is-cluster, [inert])";

/// Opens clusters until a single pin is there, and presses that.
async fn press_a_pin<'a>(
    visitor: &Visitor,
    cards: &'a [Card],
    press: &impl AsyncFn(&str) -> Outcome,
) -> Outcome<&'a Card> {
    for _ in 0..CLUSTERS {
        if visitor.look(SINGLE, "").await?.is_empty() {
            let pins = visitor.look(".c-pin", "").await?.len();
            press(".c-pin.is-cluster:not([inert])").await?;
            let script = "return document.querySelectorAll('.c-pin').length !== arguments[0]
                || document.querySelector('.c-pin:not(.is-cluster)') !== null";
            visitor
                .until_with("the cluster opens", script, vec![pins.into()])
                .await?;
            visitor.settle().await?;
            continue;
        }
        press(SINGLE).await?;
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

/// On a phone the map has the upper half, and the card comes up below it.
fn by_finger(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let cards = site.cards().await?;
            visitor.open("/").await?;
            let card = press_a_pin(visitor, &cards, &async |pin| {
                visitor.comes_to_rest(".c-pin").await?;
                visitor.tap(pin, "").await
            })
            .await?;
            visitor.find(".c-selected .c-card", &card.name).await?;
            let in_sight = "const box = document.querySelector('.c-selected h3').getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return top?.closest('.c-selected .c-card') != null || JSON.stringify(box)";
            visitor.until("the card is in sight", in_sight).await
        },
    )
}

/// The page is left while the map flies, and while the board scrolls: what is
/// still under way has to end with them. The console tells.
fn left_while_it_moves(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, _| {
            let texts = Texts::of("id")?;
            visitor.open("/").await?;
            visitor.all(".c-pin", "").await?;
            let fly = "document.querySelector('.c-map__control').click();
                document.querySelector(`a[href='${arguments[0]}']`).click();
                window.petaLeft = performance.now()";
            for page in ["/about", "/results", "/about"] {
                visitor.ask(fly, vec![page.into()]).await?;
                all_has_ended(visitor, page).await?;
                visitor.press("nav a", texts.get("nav.home")?).await?;
                visitor.all(".c-pin", "").await?;
            }
            let scroll = "const board = document.querySelector('.c-board');
                board.scrollTop = board.scrollHeight;
                board.dispatchEvent(new Event('scroll'));
                [...board.querySelectorAll('.c-card h3 a')].at(arguments[0]).click();
                window.petaLeft = performance.now()";
            for card in [0, -1] {
                visitor.all(".c-cards > .c-card", "").await?;
                visitor.ask(scroll, vec![card.into()]).await?;
                all_has_ended(visitor, "/innovations/").await?;
                visitor.back().await?;
            }
            visitor.all(".c-pin", "").await.map(drop)
        },
    )
}

/// Waits on the other page for longer than a flight and its timers take.
async fn all_has_ended(visitor: &Visitor, page: &str) -> Outcome {
    let script = "return (location.pathname.startsWith(arguments[0])
            && document.querySelector('h1') !== null
            && document.querySelector('.c-map__stage') === null
            && performance.now() - window.petaLeft > 400)
        || location.pathname";
    visitor
        .until_with("all has ended", script, vec![page.into()])
        .await
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
        const sum = [...document.querySelectorAll('.c-pin:not([hidden])')].reduce((sum, it) => sum + of(it), 0);
        return sum === arguments[0] || sum";
    visitor
        .until_with(
            &format!("pins add up to {innovations}"),
            script,
            vec![innovations.into()],
        )
        .await
}
