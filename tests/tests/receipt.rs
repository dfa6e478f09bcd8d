//! "My ballot is in": what a voter sees of the public log, on the device that has
//! voted and on another one.

use journeys::{
    Browser, Outcome, Screen, Setup, Site, Texts, Theme, Visitor, journey, journeys, same,
};

journeys!(my_ballot_is_in, the_log_is_another_one);

/// Casts one ballot and waits until the line on the receipt says that it is in.
async fn vote(visitor: &Visitor, site: &Site, texts: &Texts) -> Outcome<String> {
    let cards = site.cards().await?;
    visitor.open("/board").await?;
    visitor.search(&cards[0].name).await?;
    visitor.pick(&cards[0]).await?;
    visitor.go_to_ballot(texts).await?;
    visitor.cast(texts).await?;
    visitor.ballot_is("stored").await?;
    is_in(visitor, texts).await?;
    visitor.receipt().await
}

async fn is_in(visitor: &Visitor, texts: &Texts) -> Outcome {
    visitor
        .find(".c-look--in", texts.get("receipt.in")?)
        .await
        .map(drop)
}

async fn says(visitor: &Visitor, part: &str, text: &str) -> Outcome {
    visitor.find(part, text).await.map(drop)
}

/// A voter looks after the vote, at the next visit, and on a second phone.
fn my_ballot_is_in(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("code/id")?);
            let code = vote(visitor, site, &texts).await?;
            // At the next visit the log has grown.
            site.votes_from_others(3).await?;
            visitor.reload().await?;
            is_in(visitor, &texts).await?;
            for theme in Theme::ALL {
                visitor.theme(theme).await?;
                visitor.page_has_contrast("a receipt that is in").await?;
            }
            visitor
                .press(".c-receipt a", texts.get("receipt.more")?)
                .await?;
            says(visitor, "#proof-code", &code).await?;
            says(visitor, "#proof-server", said.get("proof.counts")?).await?;
            visitor.find("#proof-line.c-alert--good", "").await?;
            visitor.find("#proof-save", said.get("proof.save")?).await?;
            for theme in Theme::ALL {
                visitor.theme(theme).await?;
                visitor.page_is_accessible("a receipt's page").await?;
                visitor.fits_its_width("a receipt's page").await?;
            }
            // Not below the bar at the bottom.
            let show =
                "document.querySelector('#proof-drawing').scrollIntoView({ block: 'center' });
                        return true";
            visitor.until("the code is in view", show).await?;
            let link = visitor.read_code("#proof-drawing").await?;

            let other = Visitor::arrive(browser, Screen::PHONE, site.url("")).await?;
            let outcome = elsewhere(&other, &link, &code, &said).await;
            let clean = other.console_is_clean().await;
            other.leave().await?;
            outcome?;
            clean
        },
    )
}

async fn elsewhere(other: &Visitor, link: &str, code: &str, said: &Texts) -> Outcome {
    other.go(link).await?;
    says(other, "#proof-found-code", code).await?;
    other.find("#proof-found.c-alert--good", "").await?;
    // What is in the link stays on the device.
    same(&"/tanda-terima", &other.place().await?.as_str())?;
    other.open("/tanda-terima").await?;
    says(other, "#proof-none", said.get("proof.none")?).await?;
    other.fill("#proof-typed", &code.to_lowercase()).await?;
    other.press("#proof-go", "").await?;
    other.find("#proof-found.c-alert--good", "").await?;
    let wrong = if code.starts_with('0') { "1" } else { "0" }.to_owned() + &code[1..];
    other.fill("#proof-typed", &wrong).await?;
    other.press("#proof-go", "").await?;
    says(other, "#proof-found", said.get("proof.unknown")?).await?;
    other.fill("#proof-typed", &code[..12]).await?;
    other.press("#proof-go", "").await?;
    says(other, "#proof-error", said.get("proof.mistyped")?).await
}

/// What the device remembers does not fit what the server shows: every page says
/// so, and the evidence can be saved.
fn the_log_is_another_one(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let (texts, said) = (Texts::of("id")?, Texts::of("code/id")?);
            vote(visitor, site, &texts).await?;
            let replace = "
                const name = Object.keys(localStorage).find(it => it.endsWith('/log'));
                const lines = localStorage.getItem(name).split('\\n');
                lines[0] = arguments[0];
                localStorage.setItem(name, lines.join('\\n'));
                return true";
            visitor
                .until_with("the memory is another log's", replace, vec![KEY.into()])
                .await?;
            visitor.open("/board").await?;
            visitor
                .find(".c-strip[role=alert]", texts.get("receipt.alarm")?)
                .await?;
            for theme in Theme::ALL {
                visitor.theme(theme).await?;
                visitor.page_is_accessible("an alarm about the log").await?;
            }
            visitor
                .press(".c-strip a", texts.get("receipt.more")?)
                .await?;
            says(visitor, "#proof-line", said.get("proof.key")?).await?;
            visitor
                .find("#proof-evidence", said.get("proof.evidence")?)
                .await
                .map(drop)
        },
    )
}

/// Of the log in docs/PROTOCOL.md, "Fixed bytes of the log".
const KEY: &str =
    "vote.example/belitung-timur-2026+1c4221b6+AUOnLnFEAXYt9mtowm373yaCquyfJHTspGE+QkoPuv08";
