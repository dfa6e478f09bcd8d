//! What visitors of this product do, in its own words.

use wire::Card;

use crate::{error::Outcome, texts::Texts, visitor::Visitor};

impl Visitor {
    /// Picks an innovation by its button, wherever it is on the page.
    pub async fn pick(&self, card: &Card) -> Outcome {
        self.press(".c-pick", &card.name).await?;
        self.all(".c-pick[aria-pressed='true']", &card.name)
            .await
            .map(drop)
    }

    /// Types into the search field and waits for the address to follow.
    pub async fn search(&self, words: &str) -> Outcome {
        self.fill("#search", words).await?;
        let script = "return new URLSearchParams(location.search).get('q') === arguments[0] || location.search";
        self.until_with("the search is in the address", script, vec![words.into()])
            .await
    }

    pub async fn go_to_ballot(&self, texts: &Texts) -> Outcome {
        self.press("nav a", texts.get("nav.ballot")?).await?;
        self.find(".c-ballot h1", texts.get("ballot.title")?)
            .await
            .map(drop)
    }

    /// From the ballot: review, confirm.
    pub async fn cast(&self, texts: &Texts) -> Outcome {
        self.press(".c-ballot__bar button", texts.get("ballot.review")?)
            .await?;
        self.find("dialog[open] h2", texts.get("review.title")?)
            .await?;
        self.press("dialog[open] button", texts.get("review.cast")?)
            .await?;
        self.gone("dialog[open]", "").await
    }

    /// Waits until the ballot says that it stands so: draft, waiting, stored, changed, refused.
    pub async fn ballot_is(&self, standing: &str) -> Outcome {
        let script = "const it = document.querySelector('.c-status');
            return it?.dataset.standing === arguments[0] || (it?.outerHTML ?? 'no status')";
        self.until_with(
            &format!("the ballot is {standing}"),
            script,
            vec![standing.into()],
        )
        .await
    }

    /// The code on the receipt.
    pub async fn receipt(&self) -> Outcome<String> {
        Ok(self.find(".c-receipt__code", "").await?.text().await?)
    }

    /// Presses Tab until the focus is on an element of that kind and name.
    pub async fn tab_to(&self, selector: &str, name: &str) -> Outcome {
        self.tab_until(false, selector, name).await
    }

    /// The same with Shift and Tab.
    pub async fn tab_back_to(&self, selector: &str, name: &str) -> Outcome {
        self.tab_until(true, selector, name).await
    }

    async fn tab_until(&self, back: bool, selector: &str, name: &str) -> Outcome {
        let script = "const it = document.activeElement;
            return it.matches(arguments[0])
                && (it.getAttribute('aria-label') || it.textContent).replace(/\\s+/g, ' ').includes(arguments[1])";
        let mut seen = Vec::new();
        for _ in 0..MOST_TABS {
            let at = self.ask(script, vec![selector.into(), name.into()]).await?;
            if at == serde_json::Value::Bool(true) {
                return Ok(());
            }
            self.tab(back).await?;
            seen.push(self.focus().await?);
        }
        Err(crate::JourneyError::broken(format!(
            "Tab does not lead to {selector} named {name:?}, but to:\n{}",
            seen.join("\n")
        )))
    }
}

/// More than any page should ask of a person.
const MOST_TABS: usize = 200;
