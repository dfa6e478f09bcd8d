//! What people do at a shared tablet: attendants, and one voter after the other.

use std::time::Duration;

use serde_json::Value;

use crate::{
    error::{Outcome, same},
    site::Site,
    texts::Texts,
    visitor::Visitor,
};

/// What the journeys' attendants choose.
pub const PIN: &str = "4711";
/// A visit ends by itself after five seconds.
const ENDS: Duration = Duration::from_secs(25);
/// Presses the keys of a code; says which key is not there.
const TYPE: &str = "
for (const symbol of arguments[0]) {
  const key = [...document.querySelectorAll('.c-key')].find(it => it.textContent === symbol);
  if (!key) return symbol;
  key.click();
}
return true";

/// No field holds anything, or lets the browser keep what is typed in it.
const EMPTY: &str = "
const fields = [...document.querySelectorAll('input:not([type=checkbox], [type=radio]), textarea')];
const kept = fields.filter(it => it.value !== '' || it.autocomplete !== 'off');
return kept.length === 0 || kept.map(it => it.outerHTML).join('')";

impl Visitor {
    /// Makes this browser the kiosk of the booth Manggar, ready for bad days.
    pub async fn enrol(&self, site: &Site) -> Outcome {
        self.open(&site.link("kiosk", Some("Manggar")).await?)
            .await?;
        self.find(".c-attract__begin", "").await?;
        // Before the first voter, staff chooses the PIN.
        self.find(".c-staff__pin", "").await?;
        self.gone(".c-staff > .c-button", "").await?;
        self.type_pin(PIN).await?;
        self.until_within(
            Duration::from_mins(1),
            "the kiosk is kept for bad days",
            "return document.querySelector('[data-ready=true]') !== null",
            Vec::new(),
        )
        .await?;
        self.press(".c-staff > .c-button", "").await?;
        self.gone(".c-staff", "").await?;
        self.find(".c-kiosk__booth", "Manggar").await.map(drop)
    }

    pub async fn type_pin(&self, pin: &str) -> Outcome {
        for digit in pin.chars() {
            self.press(".c-staff__keys button", &digit.to_string())
                .await?;
        }
        self.press(".c-staff__keys button", "OK").await
    }

    /// Behind the kiosk; `said` are the desk's texts.
    pub async fn go_behind(&self, said: &Texts) -> Outcome {
        self.press(".c-kiosk__tools button", said.get("kiosk.staff")?)
            .await?;
        self.type_pin(PIN).await?;
        self.find(".c-staff__panel", "").await.map(drop)
    }

    /// Types a code on the keypad.
    pub async fn type_code(&self, code: &str) -> Outcome {
        self.find(".c-keypad", "").await?;
        let symbols = code.replace('-', "");
        same(
            &Value::Bool(true),
            &self.ask(TYPE, vec![symbols.into()]).await?,
        )
    }

    /// Types it and comes to map and board.
    pub async fn enter_code(&self, code: &str) -> Outcome {
        self.type_code(code).await?;
        self.find(".c-kiosk__vote", "").await.map(drop)
    }

    /// From the first touch to the last page; `pick` is the place of a card on
    /// the board.
    pub async fn vote_at_kiosk(&self, code: &str, pick: usize, texts: &Texts) -> Outcome {
        self.press(".c-attract__begin", "").await?;
        self.enter_code(code).await?;
        self.press("nav a", texts.get("nav.board")?).await?;
        self.until("nothing was typed before", EMPTY).await?;
        self.press_one(".c-cards .c-pick", "", pick).await?;
        self.cast_at_kiosk(texts).await
    }

    /// From the board to the last page.
    pub async fn cast_at_kiosk(&self, texts: &Texts) -> Outcome {
        self.go_to_ballot(texts).await?;
        self.cast(texts).await?;
        self.find(".c-thanks-card h1", "").await.map(drop)
    }

    /// Waits until nothing in the tablet's queue waits any more.
    pub async fn queue_is_sent(&self) -> Outcome {
        let script = "return document.querySelector('.c-kiosk__queue').dataset.reach === 'online'";
        self.until_within(
            Duration::from_mins(3),
            "nothing waits any more",
            script,
            Vec::new(),
        )
        .await
    }

    /// The tablet is as it was before anybody came: nothing is kept anywhere
    /// but the sealed queue.
    pub async fn kiosk_begins_anew(&self) -> Outcome {
        let begun = "return document.querySelector('.c-attract__begin') !== null
            || document.body.innerText.slice(0, 200)";
        self.until_within(ENDS, "the tablet begins anew", begun, Vec::new())
            .await?;
        same(&"/kiosk", &self.place().await?.as_str())?;
        let left = "return localStorage.length === 0 && sessionStorage.length === 0
            || JSON.stringify([localStorage, sessionStorage])";
        self.until("nothing is kept", left).await?;
        // Nor can a browser offer the next one what was typed.
        self.until("nothing is typed", EMPTY).await?;
        // The back button leads nowhere.
        self.back().await?;
        self.find(".c-attract__begin", "").await.map(drop)
    }
}
