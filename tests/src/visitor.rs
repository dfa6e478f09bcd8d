//! A person at a browser: arrives, opens pages, asks what is there. What
//! eyes, hands and a watch on the console add is in modules of their own.

use std::time::Duration;

use serde_json::Value;
use thirtyfour::{By, WebDriver, WebElement};

use crate::{
    appearance::Screen,
    browser::{Browser, Session},
    error::Outcome,
    wait::{PATIENCE, eventually_within},
};

/// The app has taken the page over: the part that only it draws is there.
const READY: &str = "return document.querySelector('#app[data-app]') !== null";

pub struct Visitor {
    pub(crate) session: Session,
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
