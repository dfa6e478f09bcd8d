//! Eyes and hands: finds what a person sees, presses it, types.

use std::path::Path;

use serde_json::{Value, json};
use thirtyfour::{
    Key, WebElement,
    common::command::{Actions, Command},
};

use crate::{
    error::{JourneyError, Outcome},
    visitor::Visitor,
    wait::eventually,
};

/// Elements of a kind that a person sees and whose name holds a text.
const FIND: &str = "
const [selector, text] = arguments;
const name = it => (it.getAttribute('aria-label') || it.textContent || '').replace(/\\s+/g, ' ').trim();
const seen = it => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length > 0;
return [...document.querySelectorAll(selector)].filter(it => seen(it) && name(it).includes(text));
";

impl Visitor {
    /// Waits until the page shows a text, wherever.
    pub async fn reads(&self, text: &str) -> Outcome {
        let script = "const all = document.body.innerText.replace(/\\s+/g, ' ');
                      return all.toLowerCase().includes(arguments[0].toLowerCase()) || all.slice(0, 2000)";
        self.until_with(
            &format!("the page reads {text:?}"),
            script,
            vec![json!(text)],
        )
        .await
    }

    /// Waits for elements that are seen and named so; `""` takes any name.
    pub async fn all(&self, selector: &str, name: &str) -> Outcome<Vec<WebElement>> {
        eventually(&format!("{selector} named {name:?}"), async || {
            let found = self
                .look(selector, name)
                .await
                .map_err(|error| error.to_string())?;
            if found.is_empty() {
                Err("none".to_owned())
            } else {
                Ok(found)
            }
        })
        .await
    }

    /// The elements that are there now, perhaps none.
    pub async fn look(&self, selector: &str, name: &str) -> Outcome<Vec<WebElement>> {
        let answer = self
            .driver()
            .execute(FIND, vec![json!(selector), json!(name)])
            .await?;
        Ok(answer.elements()?)
    }

    /// Waits for the first of them.
    pub async fn find(&self, selector: &str, name: &str) -> Outcome<WebElement> {
        let all = self.all(selector, name).await?;
        all.into_iter()
            .next()
            .ok_or_else(|| JourneyError::broken("an empty list"))
    }

    /// Waits until none is seen.
    pub async fn gone(&self, selector: &str, name: &str) -> Outcome {
        eventually(
            &format!("no {selector} named {name:?}"),
            async || match self.look(selector, name).await {
                Ok(found) if found.is_empty() => Ok(()),
                Ok(found) => Err(format!("{} of them", found.len())),
                Err(error) => Err(error.to_string()),
            },
        )
        .await
    }

    /// Presses it as a finger or mouse would: what covers it, gets the press.
    pub async fn press(&self, selector: &str, name: &str) -> Outcome {
        self.press_one(selector, name, 0).await
    }

    /// The same with the one at that place, counted round from 0.
    pub async fn press_one(&self, selector: &str, name: &str, place: usize) -> Outcome {
        eventually(
            &format!("{selector} named {name:?} can be pressed"),
            async || {
                let pressed = async {
                    let found = self.look(selector, name).await?;
                    let place = place.checked_rem(found.len()).unwrap_or(0);
                    let Some(element) = found.get(place) else {
                        return Err(JourneyError::broken("it is not there"));
                    };
                    let script =
                        "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
                    self.driver()
                        .execute(script, vec![element.to_json()?])
                        .await?;
                    Ok(element.click().await?)
                };
                pressed
                    .await
                    .map_err(|error: JourneyError| error_text(&error))
            },
        )
        .await
    }

    /// Taps it with a finger, in its middle. Whatever is there gets the tap.
    pub async fn tap(&self, selector: &str, name: &str) -> Outcome {
        let element = self.find(selector, name).await?;
        self.finger(element.to_json()?, [0, 0], 1).await
    }

    /// Taps a point of the window, so many times in quick succession.
    pub async fn tap_at(&self, at: [i64; 2], times: usize) -> Outcome {
        self.finger(json!("viewport"), at, times).await
    }

    async fn finger(&self, origin: Value, [x, y]: [i64; 2], taps: usize) -> Outcome {
        let mut actions =
            vec![json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": x, "y": y })];
        for _ in 0..taps {
            actions.extend([
                json!({ "type": "pointerDown", "button": 0 }),
                json!({ "type": "pause", "duration": 30 }),
                json!({ "type": "pointerUp", "button": 0 }),
                json!({ "type": "pause", "duration": 60 }),
            ]);
        }
        let finger = json!([{
            "type": "pointer",
            "id": "finger",
            "parameters": { "pointerType": "touch" },
            "actions": actions,
        }]);
        let command = Command::PerformActions(Actions::from(finger));
        self.driver().handle().cmd(command).await?;
        Ok(())
    }

    /// Types into a field, in place of what is in it.
    pub async fn fill(&self, selector: &str, text: &str) -> Outcome {
        self.press(selector, "").await?;
        let field = self.find(selector, "").await?;
        field.send_keys(Key::Control + "a").await?;
        Ok(field.send_keys(text).await?)
    }

    /// Presses keys, wherever the focus is.
    pub async fn keys(&self, keys: impl Into<String>) -> Outcome {
        let keys: String = keys.into();
        Ok(self
            .driver()
            .action_chain()
            .send_keys(keys)
            .perform()
            .await?)
    }

    /// Presses Tab, with Shift where the way is back.
    pub async fn tab(&self, back: bool) -> Outcome {
        let (tab, shift) = (Key::Tab.value(), Key::Shift.value());
        let hand = self.driver().action_chain();
        let hand = if back {
            hand.key_down(shift).send_keys(tab).key_up(shift)
        } else {
            hand.send_keys(tab)
        };
        Ok(hand.perform().await?)
    }

    /// What has the focus: tag, and name or text.
    pub async fn focus(&self) -> Outcome<String> {
        let script = "const it = document.activeElement;
            return (it.tagName + ' ' + it.className + ' ' + (it.getAttribute('aria-label') || it.textContent || '')).replace(/\\s+/g, ' ').slice(0, 200)";
        Ok(self
            .ask(script, Vec::new())
            .await?
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    /// Goes to a page that is not the app's.
    pub async fn go(&self, url: &str) -> Outcome {
        Ok(self.driver().goto(url).await?)
    }

    /// Chooses a folder where the page asks for one.
    pub async fn choose(&self, selector: &'static str, folder: &Path) -> Outcome {
        let field = self.element(selector).await?;
        Ok(field.send_keys(folder.to_string_lossy()).await?)
    }
}

fn error_text(error: &JourneyError) -> String {
    match error {
        JourneyError::Browser(source) => source.to_string(),
        other => other.to_string(),
    }
}
