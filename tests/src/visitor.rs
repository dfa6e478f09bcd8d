//! A person at a browser: arrives, opens pages, asks what is there. What
//! eyes, hands and a watch on the console add is in modules of their own.

use std::{path::PathBuf, time::Duration};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::{By, WebDriver, WebElement};

use crate::{
    appearance::Screen,
    browser::{Browser, FILM, Session},
    error::{JourneyError, Outcome},
    wait::{PATIENCE, eventually_within},
};

/// The app has taken the page over: the part that only it draws is there.
const READY: &str = "return document.querySelector('#app[data-app]') !== null";

/// A clock that is off. The last one that was set counts.
const CLOCK: &str = "
window.petaClock ??= Date;
window.Date = class extends window.petaClock {
  constructor(...parts) { super(...(parts.length ? parts : [Date.now()])); }
  static now() { return window.petaClock.now() + HOURS * 3600e3; }
};";

pub struct Visitor {
    pub(crate) session: Session,
    browser: Browser,
    site: String,
    profile: TempDir,
}

impl Visitor {
    /// A visitor who has never been here, at a site such as `http://127.0.0.1:4711`.
    pub async fn arrive(browser: Browser, screen: Screen, site: String) -> Outcome<Self> {
        let profile = tempfile::tempdir().map_err(JourneyError::Network)?;
        let session = Session::start(browser, profile.path()).await?;
        let visitor = Self {
            session,
            browser,
            site,
            profile,
        };
        visitor.screen(screen).await?;
        Ok(visitor)
    }

    pub async fn leave(self) -> Outcome {
        Ok(self.session.driver.quit().await?)
    }

    /// The battery is dead from one moment to the next; and the device, charged,
    /// is here again. Only Chromium finds what it had on disk.
    pub async fn dies_and_returns(self, screen: Screen) -> Outcome<Self> {
        let Self {
            session,
            browser,
            site,
            profile,
        } = self;
        session.kill().await?;
        let session = Session::start(browser, profile.path()).await?;
        let visitor = Self {
            session,
            browser,
            site,
            profile,
        };
        visitor.screen(screen).await?;
        Ok(visitor)
    }

    /// Sets the clock of all pages that are opened from now on, as far from the
    /// right time as it says. Chromium only.
    pub async fn clock_is_off(&self, hours: i64) -> Outcome {
        let source = CLOCK.replace("HOURS", &hours.to_string());
        let tools = self.driver().cdp();
        tools.send_raw("Page.enable", json!({})).await?;
        tools
            .send_raw(
                "Page.addScriptToEvaluateOnNewDocument",
                json!({ "source": source }),
            )
            .await?;
        Ok(())
    }

    /// Opens pages from now on without their scripts, or with them again. Chromium only.
    pub async fn scripts(&self, run: bool) -> Outcome {
        let off = json!({ "value": !run });
        let tools = self.driver().cdp();
        tools
            .send_raw("Emulation.setScriptExecutionDisabled", off)
            .await?;
        Ok(())
    }

    /// Where the film lies that the camera sees.
    pub(crate) fn film(&self) -> PathBuf {
        self.profile.path().join(FILM)
    }

    pub fn driver(&self) -> &WebDriver {
        &self.session.driver
    }

    pub fn browser(&self) -> Browser {
        self.browser
    }

    /// Opens a page and waits until the app has taken it over.
    pub async fn open(&self, path: &str) -> Outcome {
        self.driver().goto(format!("{}{path}", self.site)).await?;
        self.app_is_ready().await
    }

    pub async fn reload(&self) -> Outcome {
        self.reload_page().await?;
        self.app_is_ready().await
    }

    /// As a person does it: the driver's own goes past the service
    /// worker in Firefox.
    pub async fn reload_page(&self) -> Outcome {
        self.ask("window.petaOld = true; location.reload()", Vec::new())
            .await?;
        let script = "return window.petaOld === undefined && document.readyState === 'complete'";
        self.until("the page is loaded again", script).await
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
        self.until_within(PATIENCE, what, script, arguments).await
    }

    /// The same with another patience.
    pub async fn until_within(
        &self,
        patience: Duration,
        what: &str,
        script: &str,
        arguments: Vec<Value>,
    ) -> Outcome {
        eventually_within(patience, what, async || {
            match self.ask(script, arguments.clone()).await {
                Ok(Value::Bool(true)) => Ok(()),
                Ok(other) => Err(other.to_string()),
                Err(error) => Err(error.to_string()),
            }
        })
        .await
    }

    pub async fn source(&self) -> Outcome<String> {
        Ok(self.driver().source().await?)
    }

    /// Element by CSS selector, seen or not.
    pub async fn element(&self, selector: &'static str) -> Outcome<WebElement> {
        Ok(self.driver().find(By::Css(selector)).await?)
    }
}
