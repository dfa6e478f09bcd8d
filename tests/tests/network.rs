//! A visitor's network fails while the ballot is cast.

use journeys::{
    Browser, Outcome, PATIENCE, Screen, Setup, Texts, Visitor, Weather, journey, journeys, same,
};

journeys!(cut, silent, answer_lost, portal);

/// The network is gone when the ballot is cast: it waits, and goes out when
/// the network is back, even if the page was left in between.
fn cut(browser: Browser) -> Outcome {
    failing(browser, Weather::Cut)
}

/// The network takes everything and gives nothing back.
fn silent(browser: Browser) -> Outcome {
    failing(browser, Weather::Silent)
}

/// The server has the ballot, but the visitor never heard of it: the same
/// bytes go out again, and count once.
fn answer_lost(browser: Browser) -> Outcome {
    failing(browser, Weather::OneWay)
}

fn failing(browser: Browser, weather: Weather) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = &site.cards().await?[2];
            visitor.open("/board").await?;
            visitor.search(&card.name).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            site.weather(weather);
            visitor.cast(&texts).await?;
            visitor.ballot_is("waiting").await?;
            visitor.reads(texts.get("ballot.waiting")?).await?;
            not_stored(visitor, &texts).await?;
            if weather == Weather::OneWay {
                site.counts(1).await?;
            } else {
                same(&0, &site.standings().await?.ballots)?;
            }
            site.weather(Weather::Fair);
            visitor.reload().await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)
        },
    )
}

/// A login page in place of the server is no answer to a ballot: it goes out
/// again by itself, on the same page.
fn portal(browser: Browser) -> Outcome {
    by_itself(browser, Weather::Portal, "ballot.waiting_garbled")
}

/// A network that takes everything and says nothing is given up after a
/// while, and the ballot goes out again by itself. It is the app's own clock
/// that does it, so one browser is enough for so long a wait.
#[test]
fn silent_for_too_long() -> Outcome {
    by_itself(Browser::Chromium, Weather::Silent, "ballot.waiting_later")
}

fn by_itself(browser: Browser, weather: Weather, said: &str) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = &site.cards().await?[2];
            visitor.open(&format!("/innovations/{}", card.slug)).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ask("window.petaSame = true", Vec::new()).await?;
            site.weather(weather);
            visitor.cast(&texts).await?;
            visitor.ballot_is("waiting").await?;
            let script = "const it = document.querySelector('.c-status__more')?.textContent;
                return it === arguments[0] || it";
            visitor
                .until_within(
                    // The app itself has a patience of 20 seconds.
                    PATIENCE + PATIENCE / 2,
                    said,
                    script,
                    vec![texts.get(said)?.into()],
                )
                .await?;
            not_stored(visitor, &texts).await?;
            same(&0, &site.standings().await?.ballots)?;
            site.weather(Weather::Fair);
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)?;
            visitor
                .until("it is the same page", "return window.petaSame === true")
                .await
        },
    )
}

/// Nothing on the page may say that the ballot is safe.
async fn not_stored(visitor: &Visitor, texts: &Texts) -> Outcome {
    visitor
        .gone(".c-status", texts.get("ballot.stored")?)
        .await?;
    visitor.gone(".c-receipt", "").await
}
