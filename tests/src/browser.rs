//! Browsers and the drivers that steer them, started and stopped here.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::Stdio,
    sync::{Arc, Mutex},
};

use thirtyfour::{
    ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver,
    common::capabilities::firefox::FirefoxPreferences,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncRead, BufReader},
    process::{Child, Command},
};

use crate::{
    error::{JourneyError, Outcome},
    place,
    wait::eventually,
};

/// Which browser a journey is made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    Chromium,
    Firefox,
}

/// A browser with a profile, and its driver. Both end with it.
pub(crate) struct Session {
    pub(crate) driver: WebDriver,
    log: Arc<Mutex<Vec<String>>>,
    process: Child,
}

/// What the camera of a profile sees, as a film: `camera`.
pub(crate) const FILM: &str = "camera.y4m";

impl Session {
    /// `profile` is a folder that may hold what an earlier one left; Firefox
    /// makes one of its own.
    pub(crate) async fn start(browser: Browser, profile: &Path) -> Outcome<Self> {
        let (names, port) = (browser.driver_names(), free_port()?);
        let program = place::program(names)?;
        let mut process = Command::new(&program)
            .arg(format!("--port={port}"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| JourneyError::Start { program, source })?;
        let log = Arc::new(Mutex::new(Vec::new()));
        if let Some(output) = process.stdout.take() {
            keep(output, Arc::clone(&log));
        }
        if let Some(output) = process.stderr.take() {
            keep(output, Arc::clone(&log));
        }
        let url = format!("http://127.0.0.1:{port}");
        let driver = eventually("the browser starts", async || {
            let started = match browser {
                Browser::Chromium => WebDriver::new(url.clone(), chromium(profile)?).await,
                Browser::Firefox => WebDriver::new(url.clone(), firefox()?).await,
            };
            started.map_err(|error| error.to_string())
        })
        .await?;
        Ok(Self {
            driver,
            log,
            process,
        })
    }

    /// Ends the browser as a dead battery would: it hears nothing of it.
    pub(crate) async fn kill(mut self) -> Outcome {
        let driver = self.process.id().unwrap_or_default();
        for browser in children(driver)? {
            let mut kill = Command::new("kill");
            let killed = kill.args(["-KILL", &browser.to_string()]).status().await;
            killed.map_err(JourneyError::Network)?;
        }
        self.process.kill().await.map_err(JourneyError::Network)
    }

    /// Lines of the driver's own output that hold one of these words.
    pub(crate) fn log_with(&self, words: &[&str]) -> Vec<String> {
        let log = self.log.lock().map(|log| log.clone()).unwrap_or_default();
        log.into_iter()
            .filter(|line| words.iter().any(|word| line.contains(word)))
            .collect()
    }
}

impl Browser {
    const fn driver_names(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &["chromedriver"],
            Self::Firefox => &["geckodriver"],
        }
    }
}

/// Processes that this one has started (Linux: proc(5)).
fn children(parent: u32) -> Outcome<Vec<u32>> {
    let all = fs::read_dir("/proc").map_err(JourneyError::Network)?;
    let ids = all.filter_map(|it| it.ok()?.file_name().to_str()?.parse::<u32>().ok());
    Ok(ids
        .filter(|id| {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
            // After the name in parentheses: state, parent.
            let after = stat.rsplit_once(')').map_or("", |it| it.1);
            after.split_whitespace().nth(1) == Some(parent.to_string().as_str())
        })
        .collect())
}

fn chromium(profile: &Path) -> Result<impl Into<thirtyfour::Capabilities>, String> {
    let mut capabilities = DesiredCapabilities::chrome();
    let program = place::program(&["chromium", "chromium-browser", "google-chrome"])
        .map_err(|error| error.to_string())?;
    let mut set = || {
        capabilities.set_binary(&program.to_string_lossy())?;
        for argument in [
            format!("--user-data-dir={}", profile.display()).as_str(),
            &format!(
                "--use-file-for-fake-video-capture={}",
                profile.join(FILM).display()
            ),
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            "--headless=new",
            // CI runs as root in a container with a small /dev/shm.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--lang=id",
        ] {
            capabilities.add_arg(argument)?;
        }
        capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)
    };
    set().map_err(|error| error.to_string())?;
    Ok(capabilities)
}

fn firefox() -> Result<impl Into<thirtyfour::Capabilities>, String> {
    let mut capabilities = DesiredCapabilities::firefox();
    let program = place::program(&["firefox-esr", "firefox"]).map_err(|error| error.to_string())?;
    let mut set = || {
        capabilities.set_firefox_binary(&program.to_string_lossy())?;
        capabilities.add_arg("-headless")?;
        let mut preferences = FirefoxPreferences::new();
        // The page's console on the driver's output: WebDriver has no command for it here.
        preferences.set("devtools.console.stdout.content", true)?;
        preferences.set("intl.accept_languages", "id")?;
        capabilities.set_preferences(preferences)
    };
    set().map_err(|error| error.to_string())?;
    Ok(capabilities)
}

fn free_port() -> Outcome<u16> {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(JourneyError::Network)
}

fn keep(output: impl AsyncRead + Unpin + Send + 'static, log: Arc<Mutex<Vec<String>>>) {
    tokio::spawn(async move {
        let mut lines = BufReader::new(output).lines();
        while let Ok(Some(line)) = lines.next_line().await {
            if let Ok(mut log) = log.lock() {
                log.push(line);
            }
        }
    });
}
