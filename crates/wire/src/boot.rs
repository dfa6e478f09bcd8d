//! What the page carries with it, so that nothing more is asked for before
//! the first pick.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    AreaMap, Card, Category, Contest, Edition, EditionSlug, Hash, Profile, Standings, Vocabulary,
};

/// The JSON in `<script type="application/json" id="peta-boot">`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boot {
    pub edition: Edition,
    pub categories: Vec<Category>,
    pub vocabulary: Vocabulary,
    /// Region, districts and neighbours. Villages come with `GET /areas?level=village`.
    pub map: AreaMap,
    /// Code and name of each village, for cards and search.
    pub villages: Vec<Village>,
    /// All innovations; empty where there are more than the page should carry,
    /// then they come with `GET /innovations`.
    pub cards: Vec<Card>,
    /// How many there are.
    pub total: u32,
    /// Set from the phase `voting` on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manifest: Option<Hash>,
    /// As in the manifest; without numbers where `cards` tells them.
    pub contests: Vec<Contest>,
    /// With this seed `catalogue::Order::Shuffled` puts the cards in the order
    /// that they have in the page. A page without cards has one too: any.
    pub seed: u32,
    /// The whole innovation, on its own page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// The counts as far as they are shown, on the page of results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standings: Option<Standings>,
    /// The server's clock when it made the page, which may be long ago: how
    /// late it is now stands in the header `Server-Timing` of each answer.
    #[serde(deserialize_with = "crate::time::read_moment")]
    pub now: DateTime<Utc>,
    /// Language of the page and its messages, such as `id`.
    pub language: String,
    /// Languages to choose from: tag and own name.
    pub languages: Vec<(String, String)>,
    /// The texts of the user interface in `language`.
    pub messages: BTreeMap<String, String>,
}

/// The same element on the page that takes a voting code: it needs little.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeBoot {
    pub edition: EditionSlug,
    pub messages: BTreeMap<String, String>,
}

/// A village's code and name; its district is in the code's parent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Village {
    pub code: crate::AreaCode,
    pub name: String,
    pub parent: crate::AreaCode,
}
