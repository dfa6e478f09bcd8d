//! One event: names, place, times, phase and the rules of its vote.

use alloc::{string::String, vec::Vec};
use core::num::NonZero;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{EditionSlug, Localized, OpeningPolicy, Region};

/// One event, as `GET /api/v1/edition` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    pub slug: EditionSlug,
    pub name: Localized,
    #[serde(default)]
    pub theme: Localized,
    pub venue: String,
    pub agency: String,
    pub region: Region,
    #[serde(deserialize_with = "crate::time::read_day")]
    pub starts_on: NaiveDate,
    #[serde(deserialize_with = "crate::time::read_day")]
    pub ends_on: NaiveDate,
    pub phase: Phase,
    /// No ballot is taken before this moment, whatever the phase.
    #[serde(
        default,
        deserialize_with = "crate::time::read_moment_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub voting_opens_at: Option<DateTime<Utc>>,
    /// No ballot is taken from this moment on, whatever the phase.
    #[serde(
        default,
        deserialize_with = "crate::time::read_moment_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub voting_closes_at: Option<DateTime<Utc>>,
    pub rule: Rule,
    pub tie_rule: TieRule,
    /// Where the value for the lot comes from and when it is known, in words;
    /// there with [`TieRule::Lot`] or [`OpeningPolicy::Sample`] only, and always.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub lot_source: Option<String>,
    /// The fewest ballots with a mark in a contest for it to have a winner.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub minimum_turnout: Option<u32>,
    /// Whole days that people may object for, from the first moment of the phase
    /// `objection` on, before the result may be final; 0 for none.
    #[cfg_attr(
        feature = "rules",
        serde(default = "crate::manifest::usual_objection_days")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub objection_days: u16,
    pub visibility: Visibility,
    /// Who gets what sealed ballots hold.
    #[serde(default)]
    pub openings: OpeningPolicy,
    /// The keys of witnesses of the public log, as they will be in the manifest.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Vec::is_empty")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub witnesses: Vec<String>,
    /// How many of them are drawn; there with [`OpeningPolicy::Sample`] only, and
    /// always.
    #[cfg_attr(
        feature = "rules",
        serde(default, skip_serializing_if = "Option::is_none")
    )]
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    pub sample_ballots: Option<NonZero<u16>>,
    #[serde(default)]
    pub release: Release,
    /// Credits that are shown beside the map.
    #[serde(default)]
    pub attribution: Vec<String>,
    /// The borders are not official ones: "batas perkiraan" is shown beside them.
    #[serde(default)]
    pub approximate_borders: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tiles: Option<TileLayer>,
    /// An office's address for questions about data and privacy, never a person's.
    pub contact: String,
    /// The contents are invented for showing the product: said on screen.
    #[serde(default)]
    pub example: bool,
}

impl Edition {
    /// Whether who has the most marks wins, and nothing else is asked for.
    pub const fn is_plain(&self) -> bool {
        !cfg!(feature = "rules")
            || self.rule.is_choice()
                && matches!(self.tie_rule, TieRule::JointWinners)
                && self.minimum_turnout.is_none()
    }
}

/// When new ballots enter the counts that are shown: several at once, so that
/// nobody reads off a screen what the person at the booth has just picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// As soon as those of so many people wait; 1 shows each at once. Devices
    /// and codes are counted apart.
    pub ballots: u16,
    /// Or as soon as the first of them has waited for so many seconds.
    pub seconds: u16,
}

impl Release {
    /// Each ballot is shown at once.
    pub const AT_ONCE: Self = Self {
        ballots: 1,
        seconds: 0,
    };
}

impl Default for Release {
    fn default() -> Self {
        Self {
            ballots: 5,
            seconds: 20,
        }
    }
}

/// Where an edition stands in its life. The order is the order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Preparing,
    Registration,
    Verification,
    Voting,
    Closed,
    Objection,
    Final,
    Archived,
}

impl Phase {
    pub const ALL: [Self; 8] = [
        Self::Preparing,
        Self::Registration,
        Self::Verification,
        Self::Voting,
        Self::Closed,
        Self::Objection,
        Self::Final,
        Self::Archived,
    ];

    /// The word in JSON, SQL, URLs and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preparing => "preparing",
            Self::Registration => "registration",
            Self::Verification => "verification",
            Self::Voting => "voting",
            Self::Closed => "closed",
            Self::Objection => "objection",
            Self::Final => "final",
            Self::Archived => "archived",
        }
    }
}

/// How a ballot is filled in. Frozen in the manifest when voting opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// At most one mark in each category.
    OnePerCategory,
    /// At most `max` different innovations, whatever their category.
    Approval { max: u16 },
    /// At most `total` points in all, at most `max` of them for one innovation.
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    Points { total: u16, max: u16 },
    /// 0 to `max` for each innovation.
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    Score { max: u16 },
    /// Up to `max` innovations on places 1, 2, 3, …
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    Ranked { max: u16, count: RankedCount },
}

impl Rule {
    /// Whether a mark says no more than "chosen".
    pub const fn is_choice(self) -> bool {
        !cfg!(feature = "rules") || matches!(self, Self::OnePerCategory | Self::Approval { .. })
    }
}

impl Rule {
    /// Whether counts are of points: sums of what ballots gave, and not of ballots.
    pub const fn is_in_points(self) -> bool {
        match self {
            Self::OnePerCategory | Self::Approval { .. } => false,
            Self::Points { .. } | Self::Score { .. } => true,
            Self::Ranked { count, .. } => matches!(count, RankedCount::Borda),
        }
    }
}

/// How places are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankedCount {
    /// Place p of `max` is worth `max` + 1 - p points.
    Borda,
    /// Round by round the one with the fewest ballots leaves, until one has
    /// more than half of those that still name somebody.
    InstantRunoff,
}

/// How a tie is settled where the counts alone leave one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// They share the place ("juara bersama").
    JointWinners,
    /// The higher mean of the jury's marks; equal means share the place.
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    JuryMean,
    /// A public lot that anyone can draw again: docs/PROTOCOL.md.
    #[cfg_attr(not(feature = "rules"), serde(skip))]
    Lot,
}

/// What the public sees of the counts before the close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Visibility {
    /// Counts are always shown.
    Live,
    /// Counts stop moving `minutes` before `voting_closes_at`, until the close.
    Frozen { minutes: u16 },
    /// No counts before the close.
    Hidden,
}

/// An optional raster background of the map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TileLayer {
    /// With `{z}`, `{x}` and `{y}`, in the XYZ scheme, 256-pixel tiles.
    pub url: String,
    pub attribution: String,
    pub max_zoom: u8,
}
