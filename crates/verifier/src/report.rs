//! What the page shows, as JSON.

use recount::{Fault, Report, View, Without};
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

/// A count without some of the ballots.
#[derive(Serialize)]
struct Seen {
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<wire::Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    booth: Option<String>,
    ballots: u64,
    same_winners: bool,
    contests: Vec<ContestStandings>,
}

impl From<View> for Seen {
    fn from(view: View) -> Self {
        let (channel, booth) = match view.without {
            Without::Channel(channel) => (Some(channel), None),
            Without::Booth(booth) => (None, Some(booth)),
        };
        Self {
            channel,
            booth,
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
