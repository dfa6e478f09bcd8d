//! From a first look to a counted ballot, on a phone.

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, journey, journeys, same,
};
use wire::{Card, Phase};

journeys!(
    by_search,
    by_category,
    from_its_own_page,
    recast,
    withdraw,
    keyboard_only,
    english,
    approval
);

/// Two innovations of one category.
fn rivals(cards: &[Card]) -> Outcome<(&Card, &Card)> {
    cards
        .iter()
        .enumerate()
        .find_map(|(at, one)| {
            let other = cards[at + 1..]
                .iter()
                .find(|other| other.category == one.category)?;
            Some((one, other))
        })
        .ok_or_else(|| JourneyError::broken("the sample has no two innovations in one category"))
}

fn by_search(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            let card = cards
                .iter()
                .find(|card| !card.expansion.is_empty())
                .unwrap_or(&cards[0]);
            // Words of its spelled-out name, in another order and in capitals.
            let mut words: Vec<_> = card.expansion.split_whitespace().take(3).collect();
            words.reverse();
            visitor.open("/").await?;
            visitor.search(&words.join(" ").to_uppercase()).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ballot_is("draft").await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            visitor.reads(texts.get("ballot.stored")?).await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)?;

            let receipt = visitor.receipt().await?;
            visitor.reload().await?;
            visitor.ballot_is("stored").await?;
            same(&receipt, &visitor.receipt().await?)?;
            site.counts(1).await.map(drop)
        },
    )
}

fn by_category(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            let card = &cards[cards.len() / 2];
            let in_category = cards
                .iter()
                .filter(|other| other.category == card.category)
                .count();
            visitor.open("/board").await?;
            visitor.all(".c-card", "").await?;
            let label = category_label(visitor, card).await?;
            visitor.press(".c-toggle", &label).await?;
            shows(visitor, in_category).await?;
            let place = visitor.place().await?;
            if !place.contains(card.category.as_str()) {
                return Err(JourneyError::broken(format!(
                    "the category is not in {place}"
                )));
            }
            visitor.pick(card).await?;
            // The address is the state: without the category, all are listed again.
            // How many are drawn depends on how far down one is.
            visitor.back().await?;
            let script = "const n = document.querySelectorAll('.c-cards > .c-card').length;
                          return n > arguments[0] || n";
            visitor
                .until_with("all cards again", script, vec![in_category.into()])
                .await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)
        },
    )
}

fn from_its_own_page(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            let card = &cards[3];
            visitor.open(&format!("/innovations/{}", card.slug)).await?;
            visitor.find("h1", &card.name).await?;
            visitor.reads(&card.summary).await?;
            visitor.pick(card).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.reads(&card.name).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)
        },
    )
}

fn recast(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            let (first, second) = rivals(&cards)?;
            visitor.open("/board").await?;
            visitor.search(&first.name).await?;
            visitor.pick(first).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            let receipt = visitor.receipt().await?;

            visitor.open("/board").await?;
            visitor.search(&second.name).await?;
            visitor.pick(second).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ballot_is("changed").await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts_after(1, 1).await?;
            same(&0, &site.votes(first).await?)?;
            same(&1, &site.votes(second).await?)?;
            if visitor.receipt().await? == receipt {
                return Err(JourneyError::broken(
                    "the receipt of the new ballot is the old one",
                ));
            }
            Ok(())
        },
    )
}

fn withdraw(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            visitor.open("/board").await?;
            visitor.search(&cards[0].name).await?;
            visitor.pick(&cards[0]).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ballot_is("draft").await?;
            visitor.press(".c-row__pick button", &cards[0].name).await?;
            visitor.ballot_is("empty").await?;
            visitor.reload().await?;
            visitor.ballot_is("empty").await
        },
    )
}

fn keyboard_only(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            let cards = site.cards().await?;
            let card = &cards[5];
            visitor.open("/").await?;
            visitor.tab_to("#search", "").await?;
            visitor.keys(card.name.as_str()).await?;
            visitor.find(".c-card", &card.name).await?;
            visitor.tab_to(".c-pick", &card.name).await?;
            visitor.keys(" ").await?;
            visitor
                .find(".c-pick[aria-pressed='true']", &card.name)
                .await?;
            // Backwards: past the last stop the focus leaves the page for the browser's
            // own buttons, from where a headless Firefox never quite comes back.
            visitor
                .tab_back_to("nav a", texts.get("nav.ballot")?)
                .await?;
            visitor.keys(ENTER).await?;
            visitor.find(".c-ballot h1:focus", "").await?;
            visitor
                .tab_to(".c-ballot__bar button", texts.get("ballot.review")?)
                .await?;
            visitor.keys(ENTER).await?;
            visitor.find("dialog[open]", "").await?;
            // Escape leads out and back to where one was.
            visitor.keys(ESCAPE).await?;
            visitor.gone("dialog[open]", "").await?;
            visitor
                .tab_to(".c-ballot__bar button", texts.get("ballot.review")?)
                .await?;
            visitor.keys(ENTER).await?;
            visitor
                .tab_to("dialog[open] button", texts.get("review.cast")?)
                .await?;
            visitor.keys(ENTER).await?;
            visitor.ballot_is("stored").await?;
            site.counts(1).await?;
            same(&1, &site.votes(card).await?)
        },
    )
}

const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

fn english(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("en")?;
            let cards = site.cards().await?;
            visitor.open("/").await?;
            visitor
                .press(".c-topbar__tools button[lang='en']", "")
                .await?;
            visitor.find("nav a", texts.get("nav.ballot")?).await?;
            let language =
                "return document.documentElement.lang === 'en' || document.documentElement.lang";
            visitor
                .until("the page says that it is English", language)
                .await?;
            visitor.search(&cards[1].name).await?;
            visitor.pick(&cards[1]).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            visitor.reads(texts.get("ballot.stored")?).await?;
            site.counts(1).await?;
            visitor.reload().await?;
            visitor.reads(texts.get("ballot.stored")?).await
        },
    )
}

const APPROVAL: Setup = Setup {
    voting: "rule = \"approval\"\nmax = 3\nvisibility = \"live\"\n",
    phase: Phase::Voting,
};

/// Three of all innovations, whatever their category; a fourth has no room.
fn approval(browser: Browser) -> Outcome {
    journey(browser, APPROVAL, Screen::PHONE, &async |visitor, site| {
        let texts = Texts::of("id")?;
        let cards = site.cards().await?;
        visitor.open("/board").await?;
        visitor.all(".c-cards > .c-card", "").await?;
        let first = "return [...document.querySelectorAll('.c-cards > .c-card')]
            .slice(0, 4).map(it => Number(it.dataset.number))";
        let first = visitor.ask(first, Vec::new()).await?;
        let shown: Vec<&Card> = serde_json::from_value::<Vec<u32>>(first)?
            .iter()
            .filter_map(|number| cards.iter().find(|card| card.number.0 == *number))
            .collect();
        let [picks @ .., fourth] = shown.as_slice() else {
            return Err(JourneyError::broken("the board is empty"));
        };
        for card in picks {
            visitor.pick(card).await?;
        }
        let button = [texts.get("pick.full")?, ": ", &fourth.name].concat();
        visitor.press(".c-pick", &button).await?;
        visitor
            .reads(&texts.get("pick.said_full")?.replace("{n}", "3"))
            .await?;
        visitor
            .find(".c-pick[aria-pressed='false']", &button)
            .await?;
        visitor.go_to_ballot(&texts).await?;
        visitor.reads(texts.get("ballot.none_left")?).await?;
        visitor.cast(&texts).await?;
        visitor.ballot_is("stored").await?;
        site.counts(1).await?;
        for card in picks {
            same(&1, &site.votes(card).await?)?;
        }
        same(&0, &site.votes(fourth).await?)?;
        visitor.press("nav a", texts.get("nav.results")?).await?;
        let title = visitor.find(".c-contest h2", "").await?.text().await?;
        same(&texts.get("results.all")?, &title.as_str())?;
        same(&1, &visitor.look(".c-contest", "").await?.len())?;
        same(&3, &visitor.look(".c-bar.is-first", "").await?.len())
    })
}

/// What the page calls the category of a card.
async fn category_label(visitor: &Visitor, card: &Card) -> Outcome<String> {
    let script = "const card = document.querySelector(`.c-card[data-number='${arguments[0]}'] .c-card__category`);
                  return card?.textContent.trim()";
    visitor.search(&card.name).await?;
    visitor.find(".c-card", &card.name).await?;
    let label = visitor.ask(script, vec![card.number.0.into()]).await?;
    let label = label.as_str().unwrap_or_default().to_owned();
    visitor.press(".c-search__clear", "").await?;
    Ok(label)
}

async fn shows(visitor: &Visitor, cards: usize) -> Outcome {
    let script = "const n = document.querySelectorAll('.c-cards > .c-card').length;
                  return n === arguments[0] || n";
    visitor
        .until_with(&format!("{cards} cards"), script, vec![cards.into()])
        .await
}
