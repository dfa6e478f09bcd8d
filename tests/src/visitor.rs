//! A person at a browser: opens pages, reads, presses, types.

use serde_json::{Value, json};
use thirtyfour::{By, Key, WebDriver, WebElement};

use crate::{
    browser::{Browser, Session},
    error::{JourneyError, Outcome},
    wait::eventually,
};

/// A screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
}

impl Screen {
    pub const PHONE: Self = Self {
        width: 360,
        height: 640,
    };
    pub const TABLET: Self = Self {
        width: 768,
        height: 1024,
    };
    pub const LAPTOP: Self = Self {
        width: 1366,
        height: 768,
    };
    pub const DESKTOP: Self = Self {
        width: 1920,
        height: 1080,
    };
}

/// What a page looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Elements of a kind that a person sees and whose name holds a text.
const FIND: &str = "
const [selector, text] = arguments;
const name = it => (it.getAttribute('aria-label') || it.textContent || '').replace(/\\s+/g, ' ').trim();
const seen = it => it.checkVisibility({ visibilityProperty: true }) && it.getClientRects().length > 0;
return [...document.querySelectorAll(selector)].filter(it => seen(it) && name(it).includes(text));
";

/// The app has taken the page over: the part that only it draws is there.
const READY: &str = "return document.querySelector('#app[data-app]') !== null";

/// Lines of the console that are no error of the page: it can't keep a browser
/// from noting a network that was cut, a page that is not there, a ballot that
/// was refused.
const EXPECTED: [&[&str]; 4] = [
    &["net::ERR_"],
    &["NetworkError"],
    &["/nowhere", "status of 404"],
    &["/api/v1/ballots", "status of 403"],
];

pub struct Visitor {
    session: Session,
    browser: Browser,
    site: String,
}

impl Visitor {
    /// A visitor who has never been here, at a site such as `http://127.0.0.1:4711`.
    pub async fn arrive(browser: Browser, screen: Screen, site: String) -> Outcome<Self> {
        let session = Session::start(browser).await?;
        let visitor = Self {
            session,
            browser,
            site,
        };
        visitor.screen(screen).await?;
        Ok(visitor)
    }

    pub async fn leave(self) -> Outcome {
        Ok(self.session.driver.quit().await?)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.session.driver
    }

    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Firefox has a least width of its own, some 450 pixels; Chromium shows
    /// exactly what was asked for.
    pub async fn screen(&self, screen: Screen) -> Outcome {
        match self.browser {
            Browser::Chromium => {
                let metrics = json!({
                    "width": screen.width,
                    "height": screen.height,
                    "deviceScaleFactor": 1,
                    "mobile": screen.width < 600,
                });
                self.driver()
                    .cdp()
                    .send_raw("Emulation.setDeviceMetricsOverride", metrics)
                    .await?;
            }
            Browser::Firefox => {
                self.driver()
                    .set_window_rect(0, 0, screen.width, screen.height + 86)
                    .await?;
            }
        }
        Ok(())
    }

    /// Opens a page and waits until the app has taken it over.
    pub async fn open(&self, path: &str) -> Outcome {
        self.driver().goto(format!("{}{path}", self.site)).await?;
        self.app_is_ready().await
    }

    pub async fn reload(&self) -> Outcome {
        self.driver().refresh().await?;
        self.app_is_ready().await
    }

    pub async fn app_is_ready(&self) -> Outcome {
        self.until("the app has started", READY).await
    }

    pub async fn back(&self) -> Outcome {
        Ok(self.driver().back().await?)
    }

    /// Path, query and fragment of the address.
    pub async fn place(&self) -> Outcome<String> {
        let url = self.driver().current_url().await?;
        Ok(url
            .as_str()
            .strip_prefix(&self.site)
            .unwrap_or(url.as_str())
            .to_owned())
    }

    /// Runs a script in the page.
    pub async fn ask(&self, script: &str, arguments: Vec<Value>) -> Outcome<Value> {
        Ok(self
            .driver()
            .execute(script, arguments)
            .await?
            .json()
            .clone())
    }

    /// Waits until a script returns `true`; what it returns instead is told.
    pub async fn until(&self, what: &str, script: &str) -> Outcome {
        self.until_with(what, script, Vec::new()).await
    }

    pub async fn until_with(&self, what: &str, script: &str, arguments: Vec<Value>) -> Outcome {
        eventually(what, async || {
            match self.ask(script, arguments.clone()).await {
                Ok(Value::Bool(true)) => Ok(()),
                Ok(other) => Err(other.to_string()),
                Err(error) => Err(error.to_string()),
            }
        })
        .await
    }

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
        eventually(
            &format!("{selector} named {name:?} can be pressed"),
            async || {
                let pressed = async {
                    let found = self.look(selector, name).await?;
                    let Some(element) = found.first() else {
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

    /// Types into a field, in place of what is in it.
    pub async fn fill(&self, selector: &str, text: &str) -> Outcome {
        let field = self.find(selector, "").await?;
        field.click().await?;
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

    /// Chooses a theme, as the button does, for this and later pages.
    pub async fn theme(&self, theme: Theme) -> Outcome {
        let script = "localStorage.setItem('peta/theme', arguments[0])";
        self.ask(script, vec![json!(theme.as_str())]).await?;
        self.reload().await
    }

    /// Waits until fonts, pictures and transitions have come to rest.
    pub async fn settle(&self) -> Outcome {
        let script = "return document.fonts.status === 'loaded'
            && document.getAnimations().every(one => one.playState !== 'running')
            && [...document.images].every(one => one.complete || one.loading === 'lazy')";
        self.until("the page has come to rest", script).await
    }

    /// Nothing sticks out to the side.
    pub async fn fits_its_width(&self, page: &str) -> Outcome {
        let script = "const room = document.documentElement.clientWidth;
            const all = document.documentElement.scrollWidth;
            if (all <= room) return true;
            const wide = [...document.querySelectorAll('body *')]
                .filter(it => it.getBoundingClientRect().right > room + 1 && it.checkVisibility())
                .slice(0, 5).map(it => it.tagName + '.' + (it.className.baseVal ?? it.className));
            return `${all} wide in ${room}: ${wide.join(', ')}`";
        self.until(&format!("{page} fits its width"), script).await
    }

    /// Text at this many percent of its size.
    pub async fn text_size(&self, percent: u32) -> Outcome {
        let script = "document.documentElement.style.fontSize = arguments[0] + '%'";
        self.ask(script, vec![json!(percent)]).await.map(drop)
    }

    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        Ok(self.driver().screenshot_as_png().await?)
    }

    pub async fn source(&self) -> Outcome<String> {
        Ok(self.driver().source().await?)
    }

    /// Element by CSS selector, seen or not.
    pub async fn element(&self, selector: &'static str) -> Outcome<WebElement> {
        Ok(self.driver().find(By::Css(selector)).await?)
    }

    /// No error on the page's console but what the journeys bring about themselves.
    pub async fn console_is_clean(&self) -> Outcome {
        let errors: Vec<String> = match self.browser {
            Browser::Chromium => {
                let entries = self.driver().browser_log().await?;
                entries
                    .into_iter()
                    .filter(|entry| entry.level == "SEVERE")
                    .map(|entry| entry.message)
                    .collect()
            }
            // Firefox writes what its own parts complain of with their name before it.
            Browser::Firefox => self.session.log_with(&[
                "console.error: \"",
                "console.error: (",
                "JavaScript error: http",
            ]),
        };
        let errors: Vec<_> = errors
            .into_iter()
            .filter(|line| {
                !EXPECTED
                    .iter()
                    .any(|words| words.iter().all(|one| line.contains(one)))
            })
            .collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(JourneyError::broken(format!(
                "the console holds errors:\n{}",
                errors.join("\n")
            )))
        }
    }
}

fn error_text(error: &JourneyError) -> String {
    match error {
        JourneyError::Browser(source) => source.to_string(),
        other => other.to_string(),
    }
}
