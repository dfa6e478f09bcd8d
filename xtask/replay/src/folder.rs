//! An election as an edition: its projects are innovations in one category,
//! on one square of land.

use std::f64::consts::PI;

use chrono::NaiveDate;
use wire::{
    AreaCode, AreaMap, AreaShape, BallotNumber, Card, Category, CategoryCode, Contents, Edition,
    EditionSlug, Frame, InnovationId, InnovationSlug, Level, Localized, Phase, Precision, Profile,
    Region, Rule, Shape, TieRule, Visibility, Vocabulary,
};

use crate::pabulib::Election;

/// West, south, east, north of the square, degrees.
const SQUARE: [f64; 4] = [107.9, -3.1, 108.1, -2.9];
/// The square's side in drawing units.
const SIDE: u32 = 4096;
const AREA: &str = "99.99";
/// An innovation's name has at most this many characters.
const NAME: usize = 120;
/// A one-line summary has at most this many characters.
const SUMMARY: usize = 160;

/// The edition of an election with `max` marks on a ballot.
///
/// Names that are longer than an innovation's may be are cut.
pub fn contents(election: &Election, slug: &EditionSlug, max: u16) -> Contents {
    let innovations = (0..election.projects.len())
        .map(|at| profile(election, at))
        .collect();
    Contents {
        edition: edition(election, slug, max),
        categories: vec![Category {
            code: CategoryCode::from("project"),
            label: Localized::from([("id", "Usulan"), ("en", "Projects")]),
            colour: 0,
            shape: Shape::Circle,
            votable: true,
        }],
        vocabulary: Vocabulary::default(),
        map: map(),
        innovations,
        media: Vec::new(),
    }
}

/// The registration number of the project at that index.
pub fn id(at: usize) -> InnovationId {
    InnovationId::from(format!("PB-{:05}", at + 1).as_str())
}

fn edition(election: &Election, slug: &EditionSlug, max: u16) -> Edition {
    let meta = |key: &str| election.meta.get(key).cloned().unwrap_or_default();
    let name = cut(&meta("description"), NAME);
    let date = NaiveDate::from_ymd_opt(2026, 1, 1).expect("the first of January exists");
    Edition {
        slug: slug.clone(),
        name: Localized::from([("id", name.as_str()), ("en", name.as_str())]),
        theme: Localized::default(),
        venue: meta("unit"),
        agency: "Pabulib".to_owned(),
        region: Region {
            code: AREA.to_owned(),
            name: meta("unit"),
            timezone: "Asia/Jakarta".to_owned(),
            timezone_label: "WIB".to_owned(),
            district_word: Localized::from([("id", "kecamatan"), ("en", "district")]),
            village_word: Localized::from([("id", "desa"), ("en", "village")]),
        },
        starts_on: date,
        ends_on: date,
        phase: Phase::Preparing,
        voting_opens_at: None,
        voting_closes_at: None,
        rule: Rule::Approval { max },
        tie_rule: TieRule::JointWinners,
        visibility: Visibility::Live,
        attribution: vec!["Pabulib (arXiv 2012.06539)".to_owned()],
        approximate_borders: true,
        tiles: None,
        contact: "office@example.org".to_owned(),
        example: true,
    }
}

fn map() -> AreaMap {
    let [west, south, east, north] = SQUARE;
    let (left, top) = world(west, north);
    let (right, bottom) = world(east, south);
    let scale = f64::from(SIDE) / (right - left).max(bottom - top);
    let side = i32::try_from(SIDE).expect("a few thousand units fit");
    AreaMap {
        frame: Frame {
            origin: [left, top],
            scale,
            width: SIDE,
            height: SIDE,
        },
        areas: vec![AreaShape {
            code: AreaCode::from(AREA),
            name: "Pabulib".to_owned(),
            level: Level::Region,
            parent: None,
            path: format!("M0 0l{SIDE} 0l0 {SIDE}l-{SIDE} 0z"),
            bounds: [0, 0, side, side],
            label: [side / 2, side / 2],
        }],
    }
}

/// World coordinates of `wire::Frame`, 0 to 1.
fn world(longitude: f64, latitude: f64) -> (f64, f64) {
    let y = latitude.to_radians().tan().asinh() / PI;
    (
        f64::midpoint(longitude / 180.0, 1.0),
        f64::midpoint(1.0, -y),
    )
}

fn profile(election: &Election, at: usize) -> Profile {
    let project = &election.projects[at];
    Profile {
        card: Card {
            number: BallotNumber(u32::try_from(at + 1).expect("projects fit into 32 bits")),
            id: id(at),
            slug: InnovationSlug::from(format!("project-{}", at + 1).as_str()),
            name: cut(&project.name, NAME),
            expansion: String::new(),
            summary: cut(&project.name, SUMMARY),
            category: CategoryCode::from("project"),
            area: AreaCode::from(AREA),
            agency: "Pabulib".to_owned(),
            stage: "implementation".to_owned(),
            kind: "non_digital".to_owned(),
            affair: String::new(),
            goals: Vec::new(),
            point: point(at, election.projects.len()),
            precision: Precision::Point,
            booth: String::new(),
            picture: None,
        },
        design: project.name.clone(),
        purpose: String::new(),
        benefit: String::new(),
        results: wire::Change::default(),
        beneficiaries: None,
        form: "public_service".to_owned(),
        initiator: "community".to_owned(),
        initiator_name: String::new(),
        related_affairs: Vec::new(),
        themes: Vec::new(),
        trial_on: None,
        in_use_since: None,
        budget: None,
        budget_source: String::new(),
        reach: Vec::new(),
        pictures: Vec::new(),
        video_url: String::new(),
        contact: String::new(),
        awards: Vec::new(),
        replications: 0,
    }
}

/// Projects stand in rows and columns, well inside the square.
fn point(at: usize, count: usize) -> [f64; 2] {
    let columns = (1..=count).find(|side| side * side >= count).unwrap_or(1);
    let [west, south, east, north] = SQUARE;
    let part = |index: usize| {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let columns = u32::try_from(columns).unwrap_or(u32::MAX);
        (f64::from(index) + 1.0) / (f64::from(columns) + 1.0)
    };
    [
        west + (east - west) * part(at % columns),
        south + (north - south) * part(at / columns),
    ]
}

fn cut(text: &str, characters: usize) -> String {
    if text.chars().count() <= characters {
        return text.to_owned();
    }
    text.chars().take(characters - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::{cut, map, point};

    #[test]
    fn cuts_at_characters_not_at_bytes() {
        assert_eq!(cut("łódź", 4), "łódź");
        assert_eq!(cut("łódź i", 4), "łód…");
    }

    #[test]
    fn every_project_stands_inside_the_square() {
        for count in [1, 2, 5, 257] {
            let points: Vec<_> = (0..count).map(|at| point(at, count)).collect();
            for [longitude, latitude] in &points {
                assert!((107.9..108.1).contains(longitude), "{longitude}");
                assert!((-3.1..-2.9).contains(latitude), "{latitude}");
            }
            let mut bits: Vec<_> = points
                .iter()
                .map(|[x, y]| (x.to_bits(), y.to_bits()))
                .collect();
            bits.sort_unstable();
            bits.dedup();
            assert_eq!(bits.len(), count, "no two at one place");
        }
    }

    #[test]
    fn the_frame_holds_the_whole_square() {
        let frame = map().frame;
        let side = f64::from(frame.width) / frame.scale;
        assert!((side - 0.2 / 360.0).abs() < 0.2 / 360.0 * 0.01, "{side}");
    }
}
