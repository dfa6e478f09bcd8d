//! Districts and villages on the map, as filters.

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Visitor, journey, journeys, same};
use wire::Card;

journeys!(by_area, by_village, double_tap);

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

/// Villages come once one is close, and filter like districts.
fn by_village(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let cards = site.cards().await?;
            visitor.open("/").await?;
            visitor.comes_to_rest(".c-pin").await?;
            visitor.gone("path.c-map__village", "").await?;
            let card = in_a_village(&cards)?;
            let [longitude, latitude] = card.point;
            visitor
                .open(&format!("/?at={latitude:.4},{longitude:.4},13"))
                .await?;
            visitor.all("path.c-map__village", "").await?;
            visitor.comes_to_rest(".c-pin").await?;
            let selector = format!("path.c-map__village[data-code='{}']", card.area);
            let at = open_ground(visitor, &selector).await?;
            visitor
                .driver()
                .action_chain()
                .move_to(at[0], at[1])
                .click()
                .perform()
                .await?;
            let filtered =
                "return new URLSearchParams(location.search).get('area') === arguments[0]
                || location.search";
            visitor
                .until_with(
                    "the village is the filter",
                    filtered,
                    vec![card.area.as_str().into()],
                )
                .await?;
            let inside = cards.iter().filter(|other| other.area == card.area).count();
            let script = "const n = document.querySelectorAll('.c-cards > .c-card').length;
                      return n === arguments[0] || n";
            visitor
                .until_with("its cards alone", script, vec![inside.into()])
                .await?;
            visitor
                .find(&format!("{selector}.is-active"), "")
                .await
                .map(drop)
        },
    )
}

/// An innovation whose code of area has the part for the village.
fn in_a_village(cards: &[Card]) -> Outcome<&Card> {
    cards
        .iter()
        .find(|card| card.area.as_str().matches('.').count() == 3)
        .ok_or_else(|| JourneyError::broken("the sample has no innovation in a village"))
}

/// A point of the window where an element of the drawing is seen, and nothing
/// else near it.
async fn open_ground(visitor: &Visitor, selector: &str) -> Outcome<[i64; 2]> {
    let script = "const stage = document.querySelector('.c-map__stage').getBoundingClientRect();
        const near = [[0, 0], [-8, 0], [8, 0], [0, -8], [0, 8]];
        const free = (x, y) => near.every(([right, down]) =>
            document.elementFromPoint(x + right, y + down)?.matches(arguments[0]));
        for (let y = Math.ceil(stage.top) + 10; y < stage.bottom - 10; y += 4)
            for (let x = Math.ceil(stage.left) + 10; x < stage.right - 10; x += 4)
                if (free(x, y)) return [x, y];
        return null";
    let found = visitor.ask(script, vec![selector.into()]).await?;
    serde_json::from_value(found)
        .map_err(|_| JourneyError::broken(format!("{selector} is nowhere on open ground")))
}

/// The first of two taps is not meant: the area filter stays as it was.
fn double_tap(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let cards = site.cards().await?;
            let village = in_a_village(&cards)?.area.as_str();
            let district = &village[..village.rfind('.').unwrap_or(0)];
            visitor.open(&format!("/?area={district}")).await?;
            visitor.find("path.c-map__district.is-active", "").await?;
            visitor.comes_to_rest(".c-pin").await?;
            let at = open_ground(visitor, "path.c-map__district:not(.is-active)").await?;
            visitor.tap_at(at, 2).await?;
            let script = "const query = new URLSearchParams(location.search);
                return query.has('at') && query.get('area') === arguments[0] || location.search";
            let what = "closer, and filtered as before";
            visitor
                .until_with(what, script, vec![district.into()])
                .await?;
            visitor.comes_to_rest(".c-pin").await?;
            visitor
                .until_with(what, script, vec![district.into()])
                .await?;
            let active =
                "const all = [...document.querySelectorAll('.c-map [data-code].is-active')];
                return all.map(it => it.dataset.code).join() === arguments[0] || all.length";
            visitor
                .until_with("drawn as before", active, vec![district.into()])
                .await
        },
    )
}
