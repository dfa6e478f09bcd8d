//! Innovations: the short form on cards and pins, and the whole profile.

use alloc::{string::String, vec::Vec};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{AreaCode, BallotNumber, CategoryCode, InnovationId, InnovationSlug};

/// What a card, a pin and a row of the ballot need.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    pub number: BallotNumber,
    pub id: InnovationId,
    pub slug: InnovationSlug,
    /// At most 120 characters.
    pub name: String,
    /// What an acronym stands for; empty if the name is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expansion: String,
    /// What it does, in one line of at most 160 characters.
    pub summary: String,
    pub category: CategoryCode,
    /// The smallest area that holds it: a village, a district, or the region.
    pub area: AreaCode,
    pub agency: String,
    /// A code of `Vocabulary::stages`.
    pub stage: String,
    /// A code of `Vocabulary::kinds`.
    pub kind: String,
    /// A code of `Vocabulary::affairs`: urusan utama.
    pub affair: String,
    /// Codes of `Vocabulary::goals`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<String>,
    /// Longitude and latitude in degrees (WGS 84). Always set: with a coarser
    /// `precision` it is the label point of the area.
    pub point: [f64; 2],
    pub precision: Precision,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub booth: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<Picture>,
}

/// How exactly a place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    Point,
    Village,
    District,
    Region,
}

/// A picture under `/media/{file}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// File name, unique in the edition.
    pub file: String,
    /// What a person who can't see it should know.
    pub alt: String,
}

/// Everything about one innovation: `GET /api/v1/innovations/{slug}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Flat")]
pub struct Profile {
    #[serde(flatten)]
    pub card: Card,
    /// Rancang bangun: how it is built and works. Paragraphs are split by a blank line.
    pub design: String,
    /// Tujuan.
    pub purpose: String,
    /// Manfaat.
    pub benefit: String,
    /// Hasil: how things were, and how they are.
    pub results: Change,
    /// Jumlah penerima manfaat, people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneficiaries: Option<u32>,
    /// A code of `Vocabulary::forms`: bentuk.
    pub form: String,
    /// A code of `Vocabulary::initiators`.
    pub initiator: String,
    /// An organisation, never a person.
    pub initiator_name: String,
    /// Codes of `Vocabulary::affairs`: urusan beririsan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related_affairs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    #[serde(
        default,
        deserialize_with = "crate::time::read_day_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub trial_on: Option<NaiveDate>,
    #[serde(
        default,
        deserialize_with = "crate::time::read_day_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub in_use_since: Option<NaiveDate>,
    /// Whole rupiah.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<u64>,
    /// Such as `APBD`, `APBDes`, `APBN`, `CSR`, `mandiri`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub budget_source: String,
    /// Areas that it serves beside its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reach: Vec<AreaCode>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<Picture>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub video_url: String,
    /// An office's contact, never a person's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awards: Vec<String>,
    /// How many others have replicated it.
    #[serde(default)]
    pub replications: u32,
}

/// A profile as it is read. serde reads `flatten` by way of a copy of
/// everything, with 15 KB of code for the browser to fetch.
#[derive(Deserialize)]
struct Flat {
    number: BallotNumber,
    id: InnovationId,
    slug: InnovationSlug,
    name: String,
    #[serde(default)]
    expansion: String,
    summary: String,
    category: CategoryCode,
    area: AreaCode,
    agency: String,
    stage: String,
    kind: String,
    affair: String,
    #[serde(default)]
    goals: Vec<String>,
    point: [f64; 2],
    precision: Precision,
    #[serde(default)]
    booth: String,
    #[serde(default)]
    picture: Option<Picture>,
    design: String,
    purpose: String,
    benefit: String,
    results: Change,
    #[serde(default)]
    beneficiaries: Option<u32>,
    form: String,
    initiator: String,
    initiator_name: String,
    #[serde(default)]
    related_affairs: Vec<String>,
    #[serde(default)]
    themes: Vec<String>,
    #[serde(default, deserialize_with = "crate::time::read_day_or_none")]
    trial_on: Option<NaiveDate>,
    #[serde(default, deserialize_with = "crate::time::read_day_or_none")]
    in_use_since: Option<NaiveDate>,
    #[serde(default)]
    budget: Option<u64>,
    #[serde(default)]
    budget_source: String,
    #[serde(default)]
    reach: Vec<AreaCode>,
    #[serde(default)]
    pictures: Vec<Picture>,
    #[serde(default)]
    video_url: String,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    awards: Vec<String>,
    #[serde(default)]
    replications: u32,
}

impl From<Flat> for Profile {
    fn from(it: Flat) -> Self {
        Self {
            card: Card {
                number: it.number,
                id: it.id,
                slug: it.slug,
                name: it.name,
                expansion: it.expansion,
                summary: it.summary,
                category: it.category,
                area: it.area,
                agency: it.agency,
                stage: it.stage,
                kind: it.kind,
                affair: it.affair,
                goals: it.goals,
                point: it.point,
                precision: it.precision,
                booth: it.booth,
                picture: it.picture,
            },
            design: it.design,
            purpose: it.purpose,
            benefit: it.benefit,
            results: it.results,
            beneficiaries: it.beneficiaries,
            form: it.form,
            initiator: it.initiator,
            initiator_name: it.initiator_name,
            related_affairs: it.related_affairs,
            themes: it.themes,
            trial_on: it.trial_on,
            in_use_since: it.in_use_since,
            budget: it.budget,
            budget_source: it.budget_source,
            reach: it.reach,
            pictures: it.pictures,
            video_url: it.video_url,
            contact: it.contact,
            awards: it.awards,
            replications: it.replications,
        }
    }
}

/// How things were before, and how they are now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub before: String,
    pub after: String,
}
