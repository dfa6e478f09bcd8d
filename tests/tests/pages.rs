//! Every page: accessible in both themes, within its width, also with text of
//! twice the size.

use journeys::{
    Browser, Outcome, Screen, Setup, Site, Texts, Theme, Visitor, Weather, journey, journeys,
};
use wire::Phase;

journeys!(
    accessible_on_a_phone,
    accessible_on_a_laptop,
    accessible_all_along,
    within_the_width,
    large_text
);

const ESCAPE: &str = "\u{e00c}";

async fn pages(site: &Site) -> Outcome<Vec<String>> {
    let cards = site.cards().await?;
    let longest = cards
        .iter()
        .max_by_key(|card| card.name.chars().count())
        .unwrap_or(&cards[0]);
    Ok(vec![
        "/".to_owned(),
        "/board".to_owned(),
        format!("/?selected={}", longest.slug),
        format!("/innovations/{}", longest.slug),
        "/ballot".to_owned(),
        "/results".to_owned(),
        "/about".to_owned(),
        "/kode".to_owned(),
        "/nowhere".to_owned(),
    ])
}

/// Picks something first, so that ballot and cards show it.
async fn prepare(visitor: &Visitor, site: &Site) -> Outcome {
    let card = &site.cards().await?[0];
    visitor.open(&format!("/innovations/{}", card.slug)).await?;
    visitor.pick(card).await
}

fn accessible(browser: Browser, screen: Screen) -> Outcome {
    journey(browser, Setup::default(), screen, &async |visitor, site| {
        prepare(visitor, site).await?;
        for theme in Theme::ALL {
            visitor.theme(theme).await?;
            for page in pages(site).await? {
                visitor.open(&page).await?;
                visitor
                    .page_is_accessible(&format!("{page}, {}", theme.as_str()))
                    .await?;
            }
        }
        Ok(())
    })
}

fn accessible_on_a_phone(browser: Browser) -> Outcome {
    accessible(browser, Screen::PHONE)
}

fn accessible_on_a_laptop(browser: Browser) -> Outcome {
    accessible(browser, Screen::LAPTOP)
}

/// Whatever opens and whatever becomes of a ballot, in both themes, and in English.
fn accessible_all_along(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            site.votes_from_others(12).await?;
            prepare(visitor, site).await?;
            visitor.open("/").await?;
            visitor
                .press(".c-map__key", texts.get("map.legend")?)
                .await?;
            visitor.find(".c-legend h2:focus", "").await?;
            in_both_themes(visitor, "the legend").await?;
            visitor.keys(ESCAPE).await?;
            visitor.gone(".c-legend", "").await?;
            visitor
                .press(".c-filters summary", texts.get("filter.title")?)
                .await?;
            visitor.find(".c-filters[open]", "").await?;
            in_both_themes(visitor, "filters").await?;

            visitor.go_to_ballot(&texts).await?;
            visitor
                .press(".c-ballot__bar button", texts.get("ballot.review")?)
                .await?;
            visitor.find("dialog[open]", "").await?;
            in_both_themes(visitor, "the review").await?;
            site.weather(Weather::Cut);
            visitor
                .press("dialog[open] button", texts.get("review.cast")?)
                .await?;
            visitor.ballot_is("waiting").await?;
            in_both_themes(visitor, "a waiting ballot").await?;
            site.weather(Weather::Fair);
            visitor.reload().await?;
            visitor.ballot_is("stored").await?;
            in_both_themes(visitor, "the receipt").await?;

            visitor.press("nav a", texts.get("nav.results")?).await?;
            visitor.find(".c-bar.is-first", "").await?;
            in_both_themes(visitor, "results").await?;

            let other = &cards[1];
            visitor
                .open(&format!("/innovations/{}", other.slug))
                .await?;
            visitor.pick(other).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ballot_is("changed").await?;
            site.phase(Phase::Closed).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("refused").await?;
            in_both_themes(visitor, "a refused ballot").await?;

            for page in ["/?lang=en", "/ballot?lang=en"] {
                visitor.open(page).await?;
                visitor.page_is_accessible(page).await?;
            }
            Ok(())
        },
    )
}

/// Without a new page, so that what is open stays open. The other theme has
/// other colours and nothing else.
async fn in_both_themes(visitor: &Visitor, what: &str) -> Outcome {
    visitor.colours(Theme::Light).await?;
    visitor.page_is_accessible(what).await?;
    visitor.colours(Theme::Dark).await?;
    visitor.page_has_contrast(what).await
}

fn within_the_width(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            prepare(visitor, site).await?;
            for page in pages(site).await? {
                visitor.open(&page).await?;
                visitor.fits_its_width(&page).await?;
            }
            Ok(())
        },
    )
}

fn large_text(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            prepare(visitor, site).await?;
            for page in pages(site).await? {
                visitor.open(&page).await?;
                visitor.text_size(200).await?;
                visitor
                    .fits_its_width(&format!("{page}, text at 200 %"))
                    .await?;
                visitor
                    .nothing_is_clipped(&format!("{page}, text at 200 %"))
                    .await?;
            }
            Ok(())
        },
    )
}
