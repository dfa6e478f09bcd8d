//! Stand cards.

use std::collections::BTreeSet;

use print::{Language, stand_cards};
use wire::Contents;

use crate::{
    events::{A4, MARGIN, URL, all_are, event, large, sample, when},
    reader::Document,
};

fn check(contents: &Contents, language: Language) {
    let when = when();
    let printed = stand_cards(&event(contents, &when, language)).expect("cards");
    let cards = &contents.innovations;
    assert_eq!(printed.pages, cards.len());
    assert_eq!(printed.unknown, BTreeSet::new());
    let document = Document::open(&printed.pdf);
    let sizes = document.sizes();
    assert!(
        sizes.len() == cards.len() && all_are(&sizes, A4),
        "{sizes:?}"
    );
    for (picture, it) in document.pictures(1.5).zip(cards) {
        let link = format!("{URL}/innovations/{}", it.card.slug);
        assert_eq!(picture.codes(), BTreeSet::from([link]));
        assert!(picture.margin() > MARGIN, "{}", it.card.name);
    }
}

#[test]
fn every_card_leads_to_its_innovation() {
    check(&sample(), Language::Indonesian);
    check(&sample(), Language::English);
}

#[test]
fn the_longest_names_and_numbers_stay_on_the_card() {
    let mut contents = large(12);
    for (at, it) in (0..).zip(&mut contents.innovations) {
        it.card.number.0 = 10_u32.pow(at % 5);
        it.card.agency = "Dinas Pemberdayaan Perempuan, Pelindungan Anak, Pengendalian Penduduk \
            dan Keluarga Berencana Kabupaten Belitung Timur"
            .to_owned();
        it.card.booth = "Tenda Utama Blok B-17 dekat panggung hiburan".to_owned();
    }
    contents.innovations[1].card.name = "W".repeat(120);
    check(&contents, Language::Indonesian);
}

#[test]
fn letters_that_the_faces_lack_are_told_and_drawn_as_boxes() {
    let (mut contents, when) = (sample(), when());
    contents.innovations.truncate(1);
    let print = |contents: &Contents| {
        let printed = stand_cards(&event(contents, &when, Language::Indonesian)).expect("a card");
        let picture = Document::open(&printed.pdf).picture(0, 1.0);
        (printed.unknown, picture.ink())
    };
    contents.innovations[0].card.name = "A".to_owned();
    let (unknown, plain) = print(&contents);
    assert_eq!(unknown, BTreeSet::new());
    contents.innovations[0].card.name = "A地图🦀".to_owned();
    let (unknown, boxes) = print(&contents);
    assert_eq!(unknown, BTreeSet::from(['地', '图', '🦀']));
    assert!(boxes > plain + 100, "{plain} pixels, {boxes} with boxes");
}
