//! What the page shows, as JSON.

use recount::{Fault, Report, View, Way};
use serde::Serialize;
use wire::{ChannelCount, ContestStandings, ListedInnovation, Localized};

/// A fault: what it is about, and its exact words.
#[derive(Serialize)]
pub(crate) struct Said {
    about: &'static str,
    text: String,
}

impl From<&Fault> for Said {
    fn from(fault: &Fault) -> Self {
        Self {
            about: fault.about().as_str(),
            text: fault.to_string(),
        }
    }
}

impl Said {
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// What a whole archive says.
#[derive(Serialize)]
pub(crate) struct Found<'a> {
    origin: &'a str,
    name: &'a Localized,
    entries: u64,
    root: String,
    /// Witnesses that cosigned, of those that were named beforehand.
    cosigned: usize,
    witnesses: usize,
    /// SHA-256 of the page that the manifest names.
    verifier: Option<String>,
    has_result: bool,
    ballots: u64,
    channels: &'a [ChannelCount],
    replaced: u64,
    void: u64,
    /// Drawn ballots that are what they were.
    sample: Option<u64>,
    innovations: &'a [ListedInnovation],
    contests: Option<&'a [ContestStandings]>,
    views: Vec<Seen>,
}

/// A count in another way: without a channel or a booth, or by a method.
#[derive(Serialize)]
struct Seen {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<wire::Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    booth: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    ballots: u64,
    same_winners: bool,
    contests: Vec<ContestStandings>,
}

impl From<View> for Seen {
    fn from(view: View) -> Self {
        let (channel, booth, method) = match view.way {
            Way::WithoutChannel(channel) => (Some(channel), None, None),
            Way::WithoutBooth(booth) => (None, Some(booth), None),
            Way::By(method) => (None, None, Some(method.as_str())),
        };
        Self {
            channel,
            booth,
            method,
            ballots: view.ballots,
            same_winners: view.same_winners,
            contests: view.contests,
        }
    }
}

impl<'a> From<&'a Report> for Found<'a> {
    fn from(report: &'a Report) -> Self {
        Self {
            origin: report.checkpoint.origin(),
            name: &report.manifest.name,
            entries: report.checkpoint.size(),
            root: report.checkpoint.root().to_string(),
            cosigned: report.witnesses.cosigned,
            witnesses: report.witnesses.named,
            verifier: report.manifest.verifier.map(|it| it.to_string()),
            has_result: report.has_result,
            ballots: report.ballots,
            channels: &report.channels,
            replaced: report.replaced,
            void: report.void,
            sample: report.sample,
            innovations: &report.manifest.innovations,
            contests: report.contests.as_deref(),
            views: report.views().into_iter().map(Seen::from).collect(),
        }
    }
}

impl Found<'_> {
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
