//! A small edition and its voters, for tests.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use ledger::Credential;
use wire::{
    AreaMap, Ballot, BallotNumber, Card, Category, Change, Channel, Contents, Contest, Edition,
    EditionSlug, Frame, Hash, Hex, Localized, Mark, MediaFile, Phase, Picture, Precision, Profile,
    Region, Rule, Shape, Term, TieRule, Visibility, Vocabulary,
};

use crate::{Cast, CastError, DeviceHash, Store, StoreError};

/// The slug of [`contents`].
pub fn slug() -> EditionSlug {
    "contoh-2026".into()
}

/// `minutes` after voting opens; the hours end at 600.
pub fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(29_000_000 + minutes)
}

/// Two votable categories with two innovations each (1, 2 and 3, 4), and one
/// that is not votable (5).
pub fn contents() -> Contents {
    let category = |code: &str, colour, shape, votable| Category {
        code: code.into(),
        label: Localized::from([("id", code)]),
        colour,
        shape,
        votable,
    };
    let innovations = [
        (1, "desa"),
        (2, "desa"),
        (3, "sekolah"),
        (4, "sekolah"),
        (5, "tamu"),
    ];
    Contents {
        edition: edition(),
        categories: vec![
            category("desa", 0, Shape::Circle, true),
            category("sekolah", 1, Shape::Square, true),
            category("tamu", 2, Shape::Star, false),
        ],
        vocabulary: Vocabulary {
            stages: vec![Term {
                code: "implementation".into(),
                label: Localized::from([("id", "Penerapan")]),
            }],
            ..Vocabulary::default()
        },
        map: AreaMap {
            frame: Frame {
                origin: [0.8, 0.5],
                scale: 100_000.0,
                width: 1000,
                height: 1000,
            },
            areas: Vec::new(),
        },
        innovations: innovations
            .map(|(number, category)| profile(number, category))
            .into(),
        media: vec![MediaFile {
            name: "satu.webp".into(),
            content_type: "image/webp".into(),
            bytes: vec![1, 2, 3],
        }],
    }
}

fn edition() -> Edition {
    Edition {
        slug: slug(),
        name: Localized::from([("id", "Pekan Inovasi Contoh")]),
        theme: Localized::default(),
        venue: "Taman Kota".into(),
        agency: "Bappelitbangda".into(),
        region: Region {
            code: "19.06".into(),
            name: "Belitung Timur".into(),
            timezone: "Asia/Jakarta".into(),
            offsets: wire::Offset::always(420, "WIB"),
            district_word: Localized::from([("id", "kecamatan")]),
            village_word: Localized::from([("id", "desa")]),
        },
        starts_on: NaiveDate::default(),
        ends_on: NaiveDate::default(),
        phase: Phase::Preparing,
        voting_opens_at: Some(at(0)),
        voting_closes_at: Some(at(600)),
        rule: Rule::OnePerCategory,
        tie_rule: TieRule::JointWinners,
        lot_source: None,
        minimum_turnout: None,
        objection_days: 0,
        visibility: Visibility::Live,
        openings: wire::OpeningPolicy::All,
        witnesses: Vec::new(),
        sample_ballots: None,
        release: wire::Release::AT_ONCE,
        attribution: vec!["Data contoh".into()],
        approximate_borders: true,
        tiles: None,
        contact: "kantor@example.org".into(),
        example: true,
    }
}

/// An innovation of the sample; its id and slug follow from `number`.
pub fn profile(number: u32, category: &str) -> Profile {
    Profile {
        card: Card {
            number: BallotNumber(number),
            id: format!("CTH-{number:03}").as_str().into(),
            slug: format!("contoh-{number}").as_str().into(),
            name: format!("CONTOH {number}"),
            expansion: String::new(),
            summary: "Sebuah contoh.".into(),
            category: category.into(),
            area: "19.06.01.2001".into(),
            agency: "Dinas Contoh".into(),
            stage: "implementation".into(),
            kind: "digital".into(),
            affair: "2".into(),
            goals: vec!["3".into()],
            point: [108.25, -2.875],
            precision: Precision::Village,
            booth: String::new(),
            picture: Some(Picture {
                file: "satu.webp".into(),
                alt: "Gambar".into(),
            }),
        },
        design: "Rancang bangun.".into(),
        purpose: "Tujuan.".into(),
        benefit: "Manfaat.".into(),
        results: Change {
            before: "Dulu.".into(),
            after: "Kini.".into(),
        },
        beneficiaries: Some(501),
        form: "public_service".into(),
        initiator: "opd".into(),
        initiator_name: "Dinas Contoh".into(),
        related_affairs: Vec::new(),
        themes: Vec::new(),
        trial_on: None,
        in_use_since: Some(NaiveDate::default()),
        budget: Some(1_500_000),
        budget_source: "APBD".into(),
        reach: Vec::new(),
        pictures: Vec::new(),
        video_url: String::new(),
        contact: "kantor@example.org".into(),
        awards: Vec::new(),
        replications: 0,
    }
}

/// The sample edition with its voting open, as a voter's page knows it.
#[derive(Clone, Debug)]
pub struct Booth {
    pub manifest: Hash,
    pub contests: Vec<Contest>,
}

/// Imports the sample and opens its voting.
pub async fn open(store: &dyn Store) -> Result<Booth, StoreError> {
    store.import(&contents(), at(-10)).await?;
    begin(store).await
}

/// Opens the voting of what was imported.
pub async fn begin(store: &dyn Store) -> Result<Booth, StoreError> {
    store.set_phase(&slug(), Phase::Voting, at(-5)).await?;
    let manifest = store
        .contents(&slug())
        .await?
        .and_then(|stored| stored.manifest);
    let manifest = manifest.ok_or(StoreError::Corrupt {
        what: "the manifest",
    })?;
    let parsed: wire::Manifest = serde_json::from_slice(&manifest.bytes)
        .map_err(|error| StoreError::Database(error.into()))?;
    Ok(Booth {
        manifest: manifest.hash,
        contests: parsed.contests,
    })
}

/// A choice: one number in each contest, `None` to leave it out.
pub type Choice = [Option<u32>; 2];

pub const FIRST: Choice = [Some(1), Some(3)];
pub const SECOND: Choice = [Some(2), None];

/// What one voter does, spelled out as far as a test cares.
#[derive(Clone, Copy, Debug)]
pub struct Vote {
    /// Tells voters apart; their key is made from it.
    pub voter: u32,
    pub seq: u16,
    pub choice: Choice,
    pub channel: Channel,
    /// Tells devices apart.
    pub device: Option<u32>,
    /// Minutes, as in [`at`].
    pub received: i64,
}

impl Vote {
    /// The first vote of a voter on a device of their own.
    pub fn first(voter: u32) -> Self {
        Self {
            voter,
            seq: 1,
            choice: FIRST,
            channel: Channel::Device,
            device: Some(voter),
            received: 1,
        }
    }

    pub fn ballot(&self, manifest: Hash) -> Ballot {
        let marks = (0..)
            .zip(self.choice)
            .filter_map(|(contest, number)| {
                number.map(|it| Mark {
                    contest,
                    number: BallotNumber(it),
                    value: 1,
                })
            })
            .collect();
        Credential::from_seed(seed(self.voter)).cast(
            slug(),
            manifest,
            self.seq,
            self.channel,
            Hex(seed(self.voter ^ u32::from(self.seq) << 24)),
            marks,
        )
    }
}

impl Booth {
    pub fn cast(&self, vote: Vote) -> Result<Cast, CastError> {
        let device = vote
            .device
            .map(|device| DeviceHash(u128::from(device).to_be_bytes()));
        Cast::check(
            vote.ballot(self.manifest),
            &self.contests,
            device,
            at(vote.received),
        )
    }

    pub fn casts(&self, votes: &[Vote]) -> Result<Vec<Cast>, CastError> {
        votes.iter().map(|vote| self.cast(*vote)).collect()
    }
}

fn seed(number: u32) -> [u8; 32] {
    let mut seed = [7; 32];
    seed[..4].copy_from_slice(&number.to_be_bytes());
    seed
}
