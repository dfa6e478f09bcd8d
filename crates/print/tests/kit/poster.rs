//! The poster.

use std::collections::BTreeSet;

use print::{Language, Paper, When, poster};
use wire::Contents;

use crate::{
    events::{A3, A4, MARGIN, URL, all_are, event, sample, when},
    reader::Document,
};

fn check(contents: &Contents, when: &When) {
    for language in Language::ALL {
        for (paper, size) in [(Paper::A4, A4), (Paper::A3, A3)] {
            let printed = poster(&event(contents, when, language), paper).expect("a poster");
            assert_eq!(printed.pages, 1);
            let document = Document::open(&printed.pdf);
            let sizes = document.sizes();
            assert!(all_are(&sizes, size), "{sizes:?}");
            let picture = document.picture(0, 1.5);
            assert_eq!(picture.codes(), BTreeSet::from([format!("{URL}/")]));
            assert!(picture.margin() > MARGIN);
        }
    }
}

#[test]
fn it_leads_to_the_first_page_in_both_formats_and_languages() {
    check(&sample(), &when());
}

#[test]
fn it_bears_long_texts_and_an_event_without_hours() {
    let mut contents = sample();
    contents.edition.name = [("id", "Pekan Inovasi Daerah ".repeat(12).as_str())].into();
    contents.edition.venue = "Gedung Auditorium ".repeat(20);
    contents.edition.agency = "Bappelitbangda".repeat(20);
    check(&contents, &when());
    let days = When {
        days: "3–6 Desember 2026".to_owned(),
        ..When::default()
    };
    contents.categories.clear();
    check(&contents, &days);
}
