//! A small edition, made by hand: one region, two districts, four villages,
//! six innovations in three categories, one of which is not voted in.

use chrono::{DateTime, NaiveDate, Utc};
use wire::{
    AreaMap, AreaShape, BallotNumber, Card, Category, Change, Contents, Edition, Frame, Level,
    Localized, MediaFile, Phase, Picture, Precision, Profile, Region, Release, Rule, Shape, Term,
    TieRule, Visibility, Vocabulary,
};

pub(crate) const EDITION: &str = "pekan-coba";

/// A name of 120 characters, the longest that is allowed.
pub(crate) const LONG_NAME: &str = "SISTEM INFORMASI GERAKAN ELEKTRONIK SADAR INOVASI TERPADU \
UNTUK PELAYANAN KESEHATAN MASYARAKAT PESISIR DAN KEPULAUAN TERLUAR";

/// The edition; visibility and hours are what tests differ in.
pub(crate) fn contents(visibility: Visibility, closes_at: Option<DateTime<Utc>>) -> Contents {
    Contents {
        edition: edition(visibility, closes_at),
        categories: vec![
            category("puskesmas", "Puskesmas", 0, Shape::Circle, true),
            category("sekolah", "Sekolah <& lainnya>", 1, Shape::Square, true),
            category("tamu", "Tamu", 2, Shape::Star, false),
        ],
        vocabulary: vocabulary(),
        map: map(),
        innovations: vec![
            profile(1, "si-gesit", "SI GESIT", "puskesmas", "19.06.01.2001"),
            profile(2, "nama-panjang", LONG_NAME, "puskesmas", "19.06.01.2002"),
            profile(
                3,
                "awan",
                "AWAN </script><b>tebal</b>",
                "sekolah",
                "19.06.02.2001",
            ),
            profile(4, "bintang", "BINTANG", "sekolah", "19.06.02"),
            profile(5, "cahaya", "CAHAYA", "sekolah", "19.06"),
            profile(6, "tamu-jauh", "TAMU JAUH", "tamu", "19.06.01.2001"),
        ],
        media: vec![MediaFile {
            name: "gesit.svg".into(),
            content_type: "image/svg+xml".into(),
            bytes: b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_vec(),
        }],
    }
}

fn edition(visibility: Visibility, closes_at: Option<DateTime<Utc>>) -> Edition {
    Edition {
        slug: EDITION.into(),
        name: [("id", "Pekan Coba"), ("en", "Trial Week")].into(),
        theme: Localized::default(),
        venue: "Auditorium".into(),
        agency: "Bappelitbangda".into(),
        region: Region {
            code: "19.06".into(),
            name: "Belitung Timur".into(),
            timezone: "Asia/Jakarta".into(),
            offsets: wire::Offset::always(420, "WIB"),
            district_word: [("id", "kecamatan"), ("en", "district")].into(),
            village_word: [("id", "desa"), ("en", "village")].into(),
        },
        starts_on: day("2026-08-08"),
        ends_on: day("2026-08-10"),
        phase: Phase::Preparing,
        voting_opens_at: None,
        voting_closes_at: closes_at,
        rule: Rule::OnePerCategory,
        tie_rule: TieRule::JointWinners,
        lot_source: None,
        minimum_turnout: None,
        objection_days: 0,
        visibility,
        openings: wire::OpeningPolicy::All,
        witnesses: Vec::new(),
        sample_ballots: None,
        release: Release::AT_ONCE,
        attribution: vec!["Peta: buatan sendiri".into()],
        approximate_borders: true,
        tiles: None,
        contact: "bappelitbangda@example.go.id".into(),
        example: true,
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a fixed date")
}

fn category(code: &str, label: &str, colour: u8, shape: Shape, votable: bool) -> Category {
    Category {
        code: code.into(),
        label: [("id", label)].into(),
        colour,
        shape,
        votable,
    }
}

fn vocabulary() -> Vocabulary {
    let term = |code: &str, label: &str| Term {
        code: code.into(),
        label: [("id", label)].into(),
    };
    Vocabulary {
        forms: vec![term("public_service", "Pelayanan publik")],
        kinds: vec![term("digital", "Digital"), term("nondigital", "Nondigital")],
        stages: vec![
            term("trial", "Uji coba"),
            term("implementation", "Penerapan"),
        ],
        initiators: vec![term("agency", "Perangkat daerah")],
        affairs: vec![term("2", "Kesehatan")],
        goals: vec![term("3", "Kehidupan sehat dan sejahtera")],
    }
}

fn map() -> AreaMap {
    let area = |code: &str, name: &str, level, parent: Option<&str>, bounds: [i32; 4]| {
        let [west, north, east, south] = bounds;
        let (width, height) = (east - west, south - north);
        AreaShape {
            code: code.into(),
            name: name.into(),
            level,
            parent: parent.map(Into::into),
            path: format!("M{west} {north}l{width} 0l0 {height}l-{width} 0z"),
            bounds,
            label: [i32::midpoint(west, east), i32::midpoint(north, south)],
        }
    };
    let region = Some("19.06");
    let (first, second) = (Some("19.06.01"), Some("19.06.02"));
    AreaMap {
        frame: Frame {
            origin: [0.8, 0.507],
            scale: 500_000.0,
            width: 1000,
            height: 1000,
        },
        areas: vec![
            area(
                "19.02",
                "Belitung",
                Level::Neighbour,
                None,
                [0, 200, 200, 800],
            ),
            area(
                "19.06",
                "Belitung Timur",
                Level::Region,
                None,
                [200, 200, 800, 800],
            ),
            area(
                "19.06.01",
                "Manggar",
                Level::District,
                region,
                [200, 200, 500, 800],
            ),
            area(
                "19.06.02",
                "Gantung",
                Level::District,
                region,
                [500, 200, 800, 800],
            ),
            area(
                "19.06.01.2001",
                "Padang",
                Level::Village,
                first,
                [200, 200, 500, 500],
            ),
            area(
                "19.06.01.2002",
                "Lalang",
                Level::Village,
                first,
                [200, 500, 500, 800],
            ),
            area(
                "19.06.02.2001",
                "Lilangan",
                Level::Village,
                second,
                [500, 200, 800, 500],
            ),
            area(
                "19.06.02.2002",
                "Selinsing",
                Level::Village,
                second,
                [500, 500, 800, 800],
            ),
        ],
    }
}

fn profile(number: u32, slug: &str, name: &str, category: &str, area: &str) -> Profile {
    Profile {
        card: Card {
            number: BallotNumber(number),
            id: format!("COBA-{number:03}").as_str().into(),
            slug: slug.into(),
            name: name.into(),
            expansion: String::new(),
            summary: format!("Ringkasan inovasi nomor {number}."),
            category: category.into(),
            area: area.into(),
            agency: "Puskesmas Mengkubang".into(),
            stage: if number.is_multiple_of(2) {
                "trial"
            } else {
                "implementation"
            }
            .into(),
            kind: "digital".into(),
            affair: "2".into(),
            goals: vec!["3".into()],
            point: [108.2 + f64::from(number) * 0.03, -2.85],
            precision: Precision::Village,
            booth: String::new(),
            picture: (number == 1).then(|| Picture {
                file: "gesit.svg".into(),
                alt: "Gambar contoh".into(),
            }),
        },
        design: format!("Rancang bangun {slug}.\n\nAlinea kedua."),
        purpose: "Tujuan.".into(),
        benefit: "Manfaat.".into(),
        results: Change {
            before: "Dulu lambat.".into(),
            after: "Kini cepat.".into(),
        },
        beneficiaries: Some(1234),
        form: "public_service".into(),
        initiator: "agency".into(),
        initiator_name: "Puskesmas Mengkubang".into(),
        related_affairs: Vec::new(),
        themes: Vec::new(),
        trial_on: Some(day("2024-01-02")),
        in_use_since: Some(day("2025-01-02")),
        budget: Some(1_500_000),
        budget_source: "APBD".into(),
        reach: Vec::new(),
        pictures: Vec::new(),
        video_url: if number == 1 {
            "https://example.org/video/si-gesit".into()
        } else {
            String::new()
        },
        contact: "puskesmas@example.go.id".into(),
        awards: if number == 1 {
            vec![
                "Contoh: juara rekaan, 2025".into(),
                "Contoh: pilihan rekaan, 2026".into(),
            ]
        } else {
            Vec::new()
        },
        replications: 0,
    }
}
