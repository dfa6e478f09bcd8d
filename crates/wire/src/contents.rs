//! A whole edition, as it moves between its folder, the store and the server.

use alloc::{string::String, vec::Vec};

use crate::{AreaMap, Category, Edition, Profile, Vocabulary};

/// Everything an edition folder holds, checked.
///
/// Ballot numbers are given by the order of `innovations.csv` at import.
#[derive(Clone, Debug, PartialEq)]
pub struct Contents {
    /// Its `phase` is `preparing`; the store keeps the phase it already has.
    pub edition: Edition,
    pub categories: Vec<Category>,
    pub vocabulary: Vocabulary,
    /// All levels, simplified and quantised.
    pub map: AreaMap,
    /// Ascending by ballot number.
    pub innovations: Vec<Profile>,
    pub media: Vec<MediaFile>,
}

/// One file of the folder `media/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFile {
    pub name: String,
    /// Such as `image/webp`.
    pub content_type: String,
    pub bytes: Vec<u8>,
}
