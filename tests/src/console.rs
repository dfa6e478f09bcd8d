//! The page's console, where nothing should be complained of.

use crate::{
    browser::Browser,
    error::{JourneyError, Outcome},
    visitor::Visitor,
};

/// Lines of the console that are no error of the page: it can't keep a browser
/// from noting a network that was cut, a page that is not there, a ballot that
/// was refused, a code that nobody made, a link that was taken back.
const EXPECTED: [&[&str]; 12] = [
    &["net::ERR_"],
    &["NetworkError"],
    &["/nowhere", "status of 404"],
    &["/api/v1/ballots", "status of 403"],
    &["/api/v1/ballots", "status of 404"],
    &["/api/v1/ballots", "status of 409"],
    &["/api/v1/codes/", "status of 404"],
    // A result that is not published yet.
    &["/archive/", "status of 404"],
    // A link that is none, and one that was taken back.
    &["/api/v1/link", "status of 401"],
    &["/api/v1/link", "status of 403"],
    &["/api/v1/stage", "status of 403"],
    &["/api/v1/kiosks/", "status of 403"],
];

impl Visitor {
    /// No error on the page's console but what the journeys bring about themselves.
    pub async fn console_is_clean(&self) -> Outcome {
        let errors: Vec<String> = match self.browser() {
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
