//! What the public sees of the counts, and when.

use std::time::Duration;

use journeys::{Browser, Outcome, Screen, Setup, Site, Texts, Visitor, journey, journeys};
use wire::Phase;

journeys!(
    live,
    hidden_until_the_close,
    frozen,
    closed,
    refused_after_the_close
);

const HIDDEN: Setup = Setup {
    voting: "rule = \"one_per_category\"\nvisibility = \"hidden\"\n",
    phase: Phase::Voting,
};

async fn vote(visitor: &Visitor, site: &Site, texts: &Texts) -> Outcome<wire::Card> {
    let card = site.cards().await?.swap_remove(4);
    visitor.open("/board").await?;
    visitor.search(&card.name).await?;
    visitor.pick(&card).await?;
    visitor.go_to_ballot(texts).await?;
    visitor.cast(texts).await?;
    visitor.ballot_is("stored").await?;
    site.counts(1).await?;
    Ok(card)
}

async fn go_to_results(visitor: &Visitor, texts: &Texts) -> Outcome {
    visitor.press("nav a", texts.get("nav.results")?).await?;
    visitor
        .find("h1", texts.get("results.title")?)
        .await
        .map(drop)
}

fn live(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = vote(visitor, site, &texts).await?;
            go_to_results(visitor, &texts).await?;
            visitor.reads(texts.get("results.live")?).await?;
            let first = visitor
                .find(".c-bar.is-first", &card.name)
                .await?
                .text()
                .await?;
            if first.contains('1') {
                Ok(())
            } else {
                Err(journeys::JourneyError::broken(format!(
                    "no vote in {first:?}"
                )))
            }
        },
    )
}

fn hidden_until_the_close(browser: Browser) -> Outcome {
    journey(browser, HIDDEN, Screen::PHONE, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let card = vote(visitor, site, &texts).await?;
        go_to_results(visitor, &texts).await?;
        visitor.reads(texts.get("results.hidden")?).await?;
        visitor.gone(".c-bar", "").await?;
        site.phase(Phase::Closed).await?;
        visitor.reload().await?;
        visitor.reads(texts.get("results.complete")?).await?;
        visitor.find(".c-bar.is-first", &card.name).await.map(drop)
    })
}

const PREPARING: Setup = Setup {
    voting: "rule = \"one_per_category\"\nvisibility = \"live\"\n",
    phase: Phase::Preparing,
};

/// In the last hour, counts stay as they were when it began.
fn frozen(browser: Browser) -> Outcome {
    journey(browser, PREPARING, Screen::PHONE, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let closes = site.moment_in(Duration::from_mins(30)).await?;
        let lines = "rule = \"one_per_category\"\nvisibility = \"frozen\"\nfrozen_minutes = 60";
        site.voting(&format!("{lines}\ncloses_at = {closes}\n"))
            .await?;
        site.phase(Phase::Voting).await?;
        let card = &site.cards().await?[4];
        visitor.open(&format!("/innovations/{}", card.slug)).await?;
        visitor.pick(card).await?;
        visitor.go_to_ballot(&texts).await?;
        visitor.cast(&texts).await?;
        visitor.ballot_is("stored").await?;
        go_to_results(visitor, &texts).await?;
        visitor.reads(texts.get("results.frozen")?).await?;
        visitor.gone(".c-bar.is-first", "").await?;
        site.phase(Phase::Closed).await?;
        visitor.reload().await?;
        visitor.reads(texts.get("results.complete")?).await?;
        visitor.find(".c-bar.is-first", &card.name).await.map(drop)
    })
}

fn closed(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            site.phase(Phase::Closed).await?;
            visitor.open("/board").await?;
            visitor.all(".c-card", "").await?;
            visitor.reads(texts.get("phase.closed")?).await?;
            visitor.gone(".c-pick", "").await
        },
    )
}

/// The page was open when voting closed: the ballot is refused, and the page says why.
fn refused_after_the_close(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let card = &site.cards().await?[0];
            visitor.open("/board").await?;
            visitor.search(&card.name).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            site.phase(Phase::Closed).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("refused").await?;
            visitor.reads(texts.get("problem.voting_closed")?).await?;
            site.counts(0).await.map(drop)
        },
    )
}
