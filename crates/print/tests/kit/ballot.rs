//! The paper ballot.

use std::collections::BTreeSet;

use print::{Language, PrintError, paper_ballot};
use wire::Contents;

use crate::{
    events::{A4, MARGIN, all_are, approval, event, large, sample, when},
    reader::Document,
};

fn check(contents: &Contents, language: Language, pages: usize) {
    let when = when();
    let printed = paper_ballot(&event(contents, &when, language)).expect("a ballot");
    let document = Document::open(&printed.pdf);
    let sizes = document.sizes();
    assert_eq!((printed.pages, sizes.len()), (pages, pages));
    assert!(all_are(&sizes, A4), "{sizes:?}");
    let mut found = BTreeSet::new();
    for picture in document.pictures(4.0) {
        // The codes are the last of each of two columns, 91 mm wide.
        let before = found.len();
        for right in [286.3, 566.9] {
            for code in picture.stack(right - 44.0, right, 34.5) {
                let codes = code.codes();
                assert_eq!(codes.len(), 1, "{codes:?}");
                found.extend(codes);
            }
        }
        assert!(found.len() > before, "no page is empty");
        assert!(picture.margin() > MARGIN, "{}", picture.margin());
    }
    let votable = |it: &&wire::Profile| {
        let mut categories = contents.categories.iter();
        categories.any(|category| category.votable && category.code == it.card.category)
    };
    let slug = &contents.edition.slug;
    let expected: BTreeSet<String> = contents
        .innovations
        .iter()
        .filter(votable)
        .map(|it| format!("peta:{slug}/{}", it.card.number))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn every_innovation_of_the_sample_edition_is_on_it() {
    check(&sample(), Language::Indonesian, 2);
    check(&approval(sample(), 5), Language::English, 2);
}

#[test]
fn it_works_from_fourteen_innovations_to_a_hundred_and_twenty_six() {
    check(&large(14), Language::English, 1);
    check(&large(126), Language::Indonesian, 6);
    check(&approval(large(126), 10), Language::Indonesian, 5);
}

#[test]
fn who_is_not_voted_on_is_not_on_it() {
    let mut contents = large(14);
    contents.categories[0].votable = false;
    check(&contents, Language::Indonesian, 1);
    for category in &mut contents.categories {
        category.votable = false;
    }
    let when = when();
    let none = paper_ballot(&event(&contents, &when, Language::Indonesian));
    assert!(matches!(none, Err(PrintError::Nothing)));
}
