//! Events to print for.

use std::path::Path;

use print::{Event, Language, When};
use wire::{BallotNumber, Contents, Rule};

pub(crate) const URL: &str = "https://inovasi.belitungtimurkab.go.id";
/// Ten millimetres, less half a pixel of a drawing.
pub(crate) const MARGIN: f32 = 28.34 - 0.6;
pub(crate) const A4: (f32, f32) = (595.28, 841.89);
pub(crate) const A3: (f32, f32) = (841.89, 1190.55);

/// The longest name that is allowed: 120 characters.
pub(crate) const LONG_NAME: &str = "SISTEM INFORMASI GERAKAN ELEKTRONIK SADAR INOVASI TERPADU \
UNTUK PELAYANAN KESEHATAN MASYARAKAT PESISIR DAN PULAU TERLUAR";

/// The sample edition.
pub(crate) fn sample() -> Contents {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/belitung-timur");
    edition::read(&folder, &edition::Limits::default()).expect("the sample edition")
}

/// As many innovations as that, all with the longest name there is.
pub(crate) fn large(count: u32) -> Contents {
    assert_eq!(LONG_NAME.len(), 120);
    let mut contents = sample();
    let some = contents.innovations.clone();
    contents.innovations = (1..=count)
        .zip(some.iter().cycle())
        .map(|(number, it)| {
            let mut it = it.clone();
            it.card.number = BallotNumber(number);
            it.card.slug = format!("inovasi-{number}").as_str().into();
            LONG_NAME.clone_into(&mut it.card.name);
            "Tenda Utama Blok B-17".clone_into(&mut it.card.booth);
            it
        })
        .collect();
    contents
}

pub(crate) fn approval(mut contents: Contents, max: u16) -> Contents {
    contents.edition.rule = Rule::Approval { max };
    contents
}

pub(crate) fn when() -> When {
    When {
        days: "3–6 Desember 2026".to_owned(),
        opens: Some("3 Desember 2026 pukul 08.00 WIB".to_owned()),
        closes: Some("6 Desember 2026 pukul 16.00 WIB".to_owned()),
    }
}

pub(crate) fn event<'a>(contents: &'a Contents, when: &'a When, language: Language) -> Event<'a> {
    Event {
        contents,
        public_url: URL,
        language,
        when,
    }
}

/// Whether all pages have that size, to a hundredth of a point.
pub(crate) fn all_are(sizes: &[(f32, f32)], (width, height): (f32, f32)) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() < 0.01;
    sizes
        .iter()
        .all(|it| near(it.0, width) && near(it.1, height))
}
