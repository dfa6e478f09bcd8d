//! Ballots whose marks have values: points, scores, places; filled in, cast,
//! counted and shown.

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, journey, journeys, same,
};
use wire::{Card, Phase};

journeys!(points, scores_by_keyboard, places, in_english);

const RIGHT: &str = "\u{e014}";
const ENTER: &str = "\u{e007}";

const POINTS: Setup = Setup {
    voting: "rule = \"points\"\npoints = 5\nmax = 3\nminimum_turnout = 2\nvisibility = \"live\"\n",
    phase: Phase::Voting,
};
const SCORE: Setup = Setup {
    voting: "rule = \"score\"\nmax = 5\nvisibility = \"live\"\n",
    phase: Phase::Voting,
};
const RANKED: Setup = Setup {
    voting: "rule = \"ranked\"\ncount = \"instant_runoff\"\nmax = 4\nvisibility = \"live\"\n",
    phase: Phase::Voting,
};

/// The first of the board's cards, in the order that this visitor sees.
async fn shown<'a, const N: usize>(visitor: &Visitor, cards: &'a [Card]) -> Outcome<[&'a Card; N]> {
    visitor.open("/board").await?;
    visitor.all(".c-cards > .c-card", "").await?;
    let script = "return [...document.querySelectorAll('.c-cards > .c-card')]
        .map(it => Number(it.dataset.number))";
    let numbers: Vec<u32> = serde_json::from_value(visitor.ask(script, Vec::new()).await?)?;
    let found: Vec<&Card> = numbers
        .iter()
        .filter_map(|number| cards.iter().find(|card| card.number.0 == *number))
        .take(N)
        .collect();
    found
        .try_into()
        .map_err(|_| JourneyError::broken("the board has too few cards"))
}

/// Waits until a screen reader was told this.
async fn is_told(visitor: &Visitor, words: &str) -> Outcome {
    let script = "const all = [...document.querySelectorAll('[aria-live=polite]')].map(it => it.textContent);
        return all.some(it => it.includes(arguments[0])) || all.join(' | ')";
    visitor
        .until_with("a screen reader is told", script, vec![words.into()])
        .await
}

/// All steppers, their values one after the other.
async fn values(visitor: &Visitor) -> Outcome<Vec<String>> {
    let script = "return [...document.querySelectorAll('.c-value .c-steps__value')].map(it => it.textContent)";
    Ok(serde_json::from_value(
        visitor.ask(script, Vec::new()).await?,
    )?)
}

fn points(browser: Browser) -> Outcome {
    journey(browser, POINTS, Screen::PHONE, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let cards = site.cards().await?;
        let [first, second, third] = shown(visitor, &cards).await?;
        let more = |card: &Card| texts.fill("points.more", &[("name", &card.name)]);
        for _ in 0..3 {
            visitor.press(".c-steps__button", &more(first)?).await?;
        }
        // A fourth is one too many for one innovation: it says so, and changes nothing.
        visitor.press(".c-steps__button", &more(first)?).await?;
        is_told(visitor, &texts.fill("points.most", &[("n", "3")])?).await?;
        visitor.press(".c-steps__button", &more(second)?).await?;
        visitor
            .reads(&texts.fill("points.left", &[("n", "1")])?)
            .await?;
        visitor.press(".c-steps__button", &more(second)?).await?;
        // None is left for another.
        visitor.reads(texts.get("points.none_left")?).await?;
        visitor.press(".c-steps__button", &more(third)?).await?;
        visitor
            .find(".c-steps__button[aria-disabled='true']", &more(third)?)
            .await?;

        visitor.go_to_ballot(&texts).await?;
        visitor.ballot_is("draft").await?;
        same(&vec!["3".to_owned(), "2".to_owned()], &{
            let mut values = values(visitor).await?;
            values.sort_by(|a, b| b.cmp(a));
            values
        })?;
        visitor.page_is_accessible("/ballot").await?;
        let less = texts.fill("points.less", &[("name", &second.name)])?;
        visitor.press(".c-value .c-steps__button", &less).await?;
        let of = texts.fill("points.of", &[("left", "1"), ("total", "5")])?;
        visitor.reads(&of).await?;
        visitor
            .press(".c-ballot__bar button", texts.get("ballot.review")?)
            .await?;
        visitor
            .find(
                "dialog[open] p",
                &texts.fill("points.unused", &[("n", "1")])?,
            )
            .await?;
        visitor
            .press("dialog[open] button", texts.get("review.cast")?)
            .await?;
        visitor.ballot_is("stored").await?;
        site.counts(1).await?;
        same(&3, &site.votes(first).await?)?;
        same(&1, &site.votes(second).await?)?;
        same(&0, &site.votes(third).await?)?;

        // The same innovations with other points are another ballot.
        visitor
            .press(".c-value .c-steps__button", &more(second)?)
            .await?;
        visitor.ballot_is("changed").await?;
        visitor.press("nav a", texts.get("nav.results")?).await?;
        visitor
            .find(
                ".c-bar__votes",
                &texts.fill("results.points", &[("n", "3")])?,
            )
            .await?;
        visitor
            .reads(&texts.fill("results.short", &[("n", "1")])?)
            .await?;
        visitor.gone(".c-bar.is-first", "").await
    })
}

fn scores_by_keyboard(browser: Browser) -> Outcome {
    journey(browser, SCORE, Screen::LAPTOP, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let cards = site.cards().await?;
        let card = &cards[4];
        visitor.open("/board").await?;
        visitor.search(&card.name).await?;
        visitor
            .find(".c-card .c-pick__note", texts.get("score.none")?)
            .await?;
        visitor.tab_to(".c-scale__radio", "").await?;
        for _ in 0..4 {
            visitor.keys(RIGHT).await?;
        }
        let score = texts.fill("score.value", &[("n", "4")])?;
        visitor.find(".c-card .c-pick__note", &score).await?;
        visitor.go_to_ballot(&texts).await?;
        visitor.reads(texts.get("score.hint")?).await?;
        visitor.page_is_accessible("/ballot").await?;
        visitor
            .tab_to(".c-ballot__bar button", texts.get("ballot.review")?)
            .await?;
        visitor.keys(ENTER).await?;
        visitor.find("dialog[open] li", &score).await?;
        let others = (cards.len() - 1).to_string();
        let unused = texts.fill("score.unused", &[("n", &others)])?;
        visitor.find("dialog[open] p", &unused).await?;
        visitor
            .tab_to("dialog[open] button", texts.get("review.cast")?)
            .await?;
        visitor.keys(ENTER).await?;
        visitor.ballot_is("stored").await?;
        site.counts(1).await?;
        same(&4, &site.votes(card).await?)?;
        visitor.reload().await?;
        visitor.ballot_is("stored").await?;
        let kept = "return document.querySelector('.c-value input:checked')?.value === '4'";
        visitor.until("the score is still there", kept).await
    })
}

fn places(browser: Browser) -> Outcome {
    journey(browser, RANKED, Screen::PHONE, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let cards = site.cards().await?;
        let [first, second, third] = shown(visitor, &cards).await?;
        for (n, card) in ["1", "2", "3"].iter().zip([first, second, third]) {
            let pick = texts.fill("place.pick", &[("n", n)])?;
            let pick = [pick.as_str(), ": ", &card.name].concat();
            visitor.press(".c-pick", &pick).await?;
            let picked = texts.fill("place.picked", &[("n", n)])?;
            let picked = [picked.as_str(), ": ", &card.name].concat();
            visitor
                .find(".c-pick[aria-pressed='true']", &picked)
                .await?;
        }
        visitor.go_to_ballot(&texts).await?;
        visitor.page_is_accessible("/ballot").await?;
        let up = [texts.get("place.up")?, ": ", &third.name].concat();
        visitor.press(".c-moves__button", &up).await?;
        let said = [("name", third.name.as_str()), ("n", "2")];
        is_told(visitor, &texts.fill("place.said_moved", &said)?).await?;
        // What was moved still has the focus: one goes on with the same key.
        visitor.find(".c-moves__button:focus", &up).await?;
        visitor.keys(ENTER).await?;
        let said = [("name", third.name.as_str()), ("n", "1")];
        is_told(visitor, &texts.fill("place.said_moved", &said)?).await?;
        visitor.keys(ENTER).await?;
        let said = [("name", third.name.as_str())];
        is_told(visitor, &texts.fill("place.said_first", &said)?).await?;
        let rows = visitor.all(".c-value", "").await?;
        for (row, card) in rows.iter().zip([third, first, second]) {
            let text = row.text().await?;
            if !text.contains(&card.name) {
                return Err(JourneyError::broken(format!("{} in {text}", card.name)));
            }
        }
        visitor
            .press(".c-ballot__bar button", texts.get("ballot.review")?)
            .await?;
        visitor
            .find(
                "dialog[open] p",
                &texts.fill("place.unused", &[("n", "1")])?,
            )
            .await?;
        visitor
            .press("dialog[open] button", texts.get("review.cast")?)
            .await?;
        visitor.ballot_is("stored").await?;
        let standings = site.counts(1).await?;
        let rows = &standings.contests[0].rows;
        same(&third.number, &rows[0].number)?;
        visitor.press("nav a", texts.get("nav.results")?).await?;
        visitor
            .find(".c-rounds h3", texts.get("rounds.title")?)
            .await?;
        visitor
            .find(".c-rounds__why", texts.get("rounds.majority")?)
            .await?;
        visitor.find(".c-rounds tbody th", &third.name).await?;
        visitor.page_is_accessible("/results").await
    })
}

/// A change of language brings the words of the rule as well.
fn in_english(browser: Browser) -> Outcome {
    journey(browser, POINTS, Screen::PHONE, &async |visitor, _| {
        let texts = Texts::of("en")?;
        visitor.open("/board").await?;
        visitor
            .press(".c-topbar__tools button[lang='en']", "")
            .await?;
        visitor
            .reads(&texts.fill("points.left", &[("n", "5")])?)
            .await?;
        visitor.press("nav a", texts.get("nav.ballot")?).await?;
        let rule = [("total", "5"), ("max", "3")];
        visitor
            .reads(&texts.fill("about.rule_points", &rule)?)
            .await
    })
}
