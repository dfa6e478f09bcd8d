//! A visitor with a slip: a voting code from its QR link, and typed.

use journeys::{
    Browser, JourneyError, Outcome, Screen, Setup, Site, Texts, Theme, Visitor, Weather, journey,
    journeys, same,
};
use ledger::Code;
use wire::{Card, Channel, Phase};

journeys!(
    slip_on_a_phone,
    mistyped,
    a_device_that_has_voted,
    without_a_network
);

/// The site's codes, with voting open.
async fn slips(site: &Site, count: u32) -> Outcome<Vec<String>> {
    let codes = site.codes(count).await?;
    site.phase(Phase::Voting).await?;
    Ok(codes)
}

/// Three innovations of one category: the first two of them, and another.
async fn rivals(site: &Site) -> Outcome<[Card; 3]> {
    let cards = site.cards().await?;
    let found = cards.iter().find_map(|first| {
        let same = cards.iter().filter(|it| it.category == first.category);
        let three: Vec<Card> = same.take(3).cloned().collect();
        three.try_into().ok()
    });
    found.ok_or_else(|| JourneyError::broken("no category of the sample has three innovations"))
}

async fn pick_by_search(visitor: &Visitor, card: &Card) -> Outcome {
    visitor.open("/board").await?;
    visitor.search(&card.name).await?;
    visitor.pick(card).await
}

/// Types a code and sends it off.
async fn type_code(visitor: &Visitor, code: &str) -> Outcome {
    visitor.fill("#code", code).await?;
    visitor.press("#code-go", "").await
}

async fn field_holds(visitor: &Visitor, text: &str) -> Outcome {
    let script = "const it = document.querySelector('#code').value;
                  return it === arguments[0] || it";
    visitor
        .until_with("the field holds the code", script, vec![text.into()])
        .await
}

/// Nothing of a code is on this device.
async fn nothing_is_left(visitor: &Visitor) -> Outcome {
    let script = "const left = Object.keys(localStorage).filter(it => it.includes('/code/'));
                  return left.length === 0 || left.join()";
    visitor.until("nothing of a code is left", script).await
}

async fn forget(visitor: &Visitor, texts: &Texts) -> Outcome {
    visitor.open("/kode").await?;
    visitor.reads(texts.get("code.kept")?).await?;
    visitor
        .press("#code-forget", texts.get("code.forget")?)
        .await?;
    visitor.reads(texts.get("code.forgotten")?).await?;
    nothing_is_left(visitor).await
}

/// From the link to the receipt; then the same code on another phone.
fn slip_on_a_phone(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("code/id")?);
            let codes = slips(site, 2).await?;
            let [first, second, third] = rivals(site).await?;
            // What is picked before stays picked.
            pick_by_search(visitor, &first).await?;
            visitor.open(&site.slip(&codes[0])?).await?;
            visitor
                .find("#code-taken h2", said.get("code.accepted")?)
                .await?;
            same(&"/kode", &visitor.place().await?.as_str())?;
            visitor.gone("#code-replaces", "").await?;
            for theme in Theme::ALL {
                visitor.theme(theme).await?;
                visitor.page_is_accessible("a code that was taken").await?;
            }
            visitor
                .press("#code-taken a", said.get("code.to_ballot")?)
                .await?;
            visitor.app_is_ready().await?;
            visitor.ballot_is("draft").await?;
            visitor.reads(&first.name).await?;
            visitor
                .press(".c-ballot__bar button", texts.get("ballot.review")?)
                .await?;
            visitor.reads(texts.get("review.code")?).await?;
            visitor
                .press("dialog[open] button", texts.get("review.cast")?)
                .await?;
            visitor.ballot_is("stored").await?;
            visitor
                .find(".c-receipt dd", texts.get("channel.code")?)
                .await?;
            site.counts(1).await?;
            same(&1, &site.votes(&first).await?)?;
            same(&1, &site.came_by(Channel::Code).await?)?;
            // The way back does not show the code.
            visitor.back().await?;
            visitor
                .find("#code-taken h2", said.get("code.kept")?)
                .await?;
            same(&"/kode", &visitor.place().await?.as_str())?;

            let other = Visitor::arrive(browser, Screen::PHONE, site.url("")).await?;
            let outcome = on_another_phone(&other, site, &codes[0], &second).await;
            let clean = other.console_is_clean().await;
            other.leave().await?;
            outcome?;
            clean?;
            site.counts_after(1, 1).await?;
            same(&0, &site.votes(&first).await?)?;
            same(&1, &site.votes(&second).await?)?;

            // The first phone does not know; it learns, and asks before it replaces.
            pick_by_search(visitor, &third).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("refused").await?;
            visitor.reads(texts.get("problem.ballot_conflict")?).await?;
            same(&1, &site.votes(&second).await?)?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts_after(1, 2).await?;
            same(&1, &site.votes(&third).await?)?;
            same(&1, &site.came_by(Channel::Code).await?)?;
            // Another slip's link takes the place of no code without a word.
            visitor.open("/about").await?;
            visitor.open(&site.slip(&codes[1])?).await?;
            visitor
                .find("#code-error", said.get("code.another")?)
                .await?;
            visitor.page_is_accessible("a question").await?;
            visitor
                .press("#code-again", said.get("code.use_it")?)
                .await?;
            visitor
                .find("#code-taken h2", said.get("code.accepted")?)
                .await?;
            visitor.gone("#code-replaces", "").await?;
            forget(visitor, &said).await
        },
    )
}

/// The same code, typed as people type, changes the vote; then it is forgotten.
async fn on_another_phone(visitor: &Visitor, site: &Site, code: &str, card: &Card) -> Outcome {
    let (texts, said) = (Texts::of("id")?, Texts::of("code/id")?);
    // By a link that may be anybody's, a code that has voted is not just taken.
    visitor.open(&site.slip(code)?).await?;
    visitor.find("#code-error", said.get("code.used")?).await?;
    visitor
        .find("#code-again", said.get("code.use_it")?)
        .await?;
    nothing_is_left(visitor).await?;
    visitor.open("/ballot").await?;
    visitor
        .press(".c-ballot a", texts.get("ballot.code")?)
        .await?;
    visitor.find("#code:enabled", "").await?;
    type_code(visitor, &code.to_lowercase().replace('-', "")).await?;
    visitor
        .find("#code-taken h2", said.get("code.accepted")?)
        .await?;
    visitor
        .find("#code-replaces", said.get("code.replaces")?)
        .await?;
    visitor
        .press("#code-taken a", said.get("code.to_board")?)
        .await?;
    visitor.app_is_ready().await?;
    visitor.search(&card.name).await?;
    visitor.pick(card).await?;
    visitor.go_to_ballot(&texts).await?;
    visitor.cast(&texts).await?;
    visitor.ballot_is("stored").await?;
    visitor.reads(texts.get("ballot.stored_replaced")?).await?;
    site.counts_after(1, 1).await?;
    visitor
        .press(".c-ballot a", texts.get("ballot.code_kept")?)
        .await?;
    visitor.app_is_ready().await?;
    forget(visitor, &said).await?;
    visitor.open("/ballot").await?;
    visitor.ballot_is("empty").await
}

/// What is wrong is said, and what was typed stays.
fn mistyped(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let said = Texts::of("code/id")?;
            let codes = slips(site, 1).await?;
            let card = rivals(site).await?[0].clone();
            pick_by_search(visitor, &card).await?;
            visitor.open("/kode").await?;
            visitor.find("#code:enabled", "").await?;
            let wrong = swapped(&codes[0]);
            for (typed, shown, text) in [
                ("k7qm", "K7QM", said.get("code.length")?.replace("{n}", "4")),
                (
                    "k7qm-3xüd",
                    "K7QM-3XüD",
                    said.get("code.symbol")?.replace("{symbol}", "ü"),
                ),
                (&wrong, &wrong, said.get("code.check")?.to_owned()),
            ] {
                type_code(visitor, typed).await?;
                visitor.find("#code-error", &text).await?;
                field_holds(visitor, shown).await?;
                visitor.find("#code[aria-invalid='true']:focus", "").await?;
            }
            visitor.page_is_accessible("a mistyped code").await?;
            // Its check is right, but nobody has made it.
            let stranger = Code::from_random([91; 10]).to_string();
            type_code(visitor, &stranger).await?;
            visitor
                .find("#code-error", said.get("code.unknown")?)
                .await?;
            field_holds(visitor, &stranger).await?;
            // A link that was cut off is no code either.
            visitor.open("/about").await?;
            visitor.open("/kode#k=00ff").await?;
            visitor
                .find("#code-error", said.get("code.bad_link")?)
                .await?;
            same(&"/kode", &visitor.place().await?.as_str())?;
            nothing_is_left(visitor).await?;
            visitor.open("/ballot").await?;
            visitor.ballot_is("draft").await?;
            visitor.reads(&card.name).await?;
            site.counts(0).await.map(drop)
        },
    )
}

/// The code with two symbols that differ in each other's place.
fn swapped(code: &str) -> String {
    let mut symbols: Vec<char> = code.chars().collect();
    let first = symbols[0];
    if let Some(at) = symbols.iter().position(|it| *it != first && *it != '-') {
        symbols.swap(0, at);
    }
    symbols.into_iter().collect()
}

/// Both ballots count, each in its channel; the device gets its own back.
fn a_device_that_has_voted(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("code/id")?);
            let codes = slips(site, 1).await?;
            let [first, second, _] = rivals(site).await?;
            pick_by_search(visitor, &first).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            let receipt = visitor.receipt().await?;

            visitor.open(&site.slip(&codes[0])?).await?;
            visitor
                .find("#code-device", said.get("code.device")?)
                .await?;
            pick_by_search(visitor, &second).await?;
            visitor.go_to_ballot(&texts).await?;
            visitor.ballot_is("draft").await?;
            visitor.cast(&texts).await?;
            visitor.ballot_is("stored").await?;
            site.counts(2).await?;
            same(&1, &site.came_by(Channel::Device).await?)?;
            same(&1, &site.came_by(Channel::Code).await?)?;

            forget(visitor, &said).await?;
            visitor.open("/ballot").await?;
            visitor.ballot_is("stored").await?;
            same(&receipt, &visitor.receipt().await?)?;
            visitor.reads(&first.name).await
        },
    )
}

/// The network goes once the page is there: the code waits on it, and is taken
/// up when the network comes back.
fn without_a_network(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let said = Texts::of("code/id")?;
            let codes = slips(site, 1).await?;
            visitor.open("/kode").await?;
            visitor.find("#code:enabled", "").await?;
            site.weather(Weather::Cut);
            let fragment = site.slip(&codes[0])?.replace("/kode", "");
            visitor
                .ask("location.hash = arguments[0]", vec![fragment.into()])
                .await?;
            visitor
                .find("#code-error", said.get("code.offline")?)
                .await?;
            same(&"/kode", &visitor.place().await?.as_str())?;
            nothing_is_left(visitor).await?;
            site.weather(Weather::Fair);
            visitor
                .press("#code-again", said.get("code.retry")?)
                .await?;
            visitor
                .find("#code-taken h2", said.get("code.accepted")?)
                .await
                .map(drop)
        },
    )
}
