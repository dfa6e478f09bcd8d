//! Every page: accessible in both themes, within its width, also with text of
//! twice the size.

use journeys::{Browser, Outcome, Screen, Setup, Site, Theme, Visitor, journey, journeys};

journeys!(
    accessible_on_a_phone,
    accessible_on_a_laptop,
    within_the_width,
    large_text
);

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
            }
            Ok(())
        },
    )
}
