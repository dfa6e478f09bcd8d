//! Code slips.

use std::collections::BTreeSet;

use print::{Batch, Language, PrintError, Slip, slips};
use wire::Hex;

use crate::{
    events::{A4, URL, all_are, event, sample, when},
    reader::Document,
};

/// Seeds that differ, and codes of the widest symbols among others.
fn batch(count: u32) -> Batch {
    let slip = |number: u32| {
        let mut seed = [0xa7; 32];
        seed[..4].copy_from_slice(&number.wrapping_mul(2_654_435_761).to_be_bytes());
        let widest = ["K7QM-3XWD-9TRA-5HJ2", "WWMM-MMWW-QQGG-00DD"];
        Slip {
            number,
            code: widest[number as usize % 2].to_owned(),
            seed,
        }
    };
    Batch {
        number: 1,
        booth: "Manggar".to_owned(),
        slips: (1..=count).map(slip).collect(),
    }
}

/// Of the grid of slips.
const MARGIN: f32 = 28.346;

fn links(slips: &[Slip]) -> BTreeSet<String> {
    let link = |it: &Slip| format!("{URL}/kode#k={}", Hex(it.seed));
    slips.iter().map(link).collect()
}

#[test]
fn every_slip_leads_to_the_code_page_with_its_seed() {
    let (contents, when) = (sample(), when());
    for (count, pages) in [(1, 1), (24, 1), (25, 2), (500, 21)] {
        let batch = batch(count);
        let printed = slips(&event(&contents, &when, Language::Indonesian), &batch);
        let printed = printed.expect("slips");
        assert_eq!(printed.pages, pages, "{count}");
        let document = Document::open(&printed.pdf);
        let sizes = document.sizes();
        assert_eq!(sizes.len(), pages);
        assert!(all_are(&sizes, A4), "{sizes:?}");
        assert_eq!(
            document.title(),
            "Slip kode suara, paket 1, Stan Manggar – Pekan Inovasi dan Kewirausahaan 2026"
        );
        // The first page and the last, which are all but once.
        for page in BTreeSet::from([0, pages - 1]) {
            let picture = document.picture(page, 4.0);
            let part = batch.slips.chunks(24).nth(page).expect("slips of the page");
            let cut = picture.cut(3, 8, MARGIN);
            for (piece, slip) in cut.iter().zip(part) {
                assert_eq!(piece.codes(), links(std::slice::from_ref(slip)));
            }
            let rest = cut.iter().skip(part.len());
            assert!(rest.into_iter().all(|piece| piece.codes().is_empty()));
            // Ticks for the cutter come nearer to the edge than anything else.
            assert!(picture.margin() > 19.0, "{}", picture.margin());
        }
    }
}

#[test]
fn long_names_and_addresses_leave_the_codes_alone() {
    let (mut contents, when) = (sample(), when());
    contents.edition.name = [("en", "Innovation ".repeat(20).as_str())].into();
    let mut batch = batch(24);
    batch.booth =
        "Tenda Utama Blok B-17 dekat panggung, Kecamatan Simpang Renggiang, 地图".to_owned();
    let mut event = event(&contents, &when, Language::English);
    event.public_url = "https://pekan-inovasi-dan-kewirausahaan-2026.belitungtimurkab.go.id";
    let printed = slips(&event, &batch).expect("slips");
    assert_eq!(printed.pages, 1);
    let picture = Document::open(&printed.pdf).picture(0, 4.0);
    for (piece, slip) in picture.cut(3, 8, MARGIN).iter().zip(&batch.slips) {
        let link = format!("{}/kode#k={}", event.public_url, Hex(slip.seed));
        assert_eq!(piece.codes(), BTreeSet::from([link]));
    }
}

#[test]
fn the_same_slips_are_the_same_bytes() {
    let (contents, when) = (sample(), when());
    let event = event(&contents, &when, Language::English);
    let once = slips(&event, &batch(25)).expect("slips").pdf;
    assert_eq!(once, slips(&event, &batch(25)).expect("slips").pdf);
    assert_ne!(once, slips(&event, &batch(26)).expect("slips").pdf);
}

#[test]
fn an_empty_batch_and_an_endless_address_are_refused() {
    let (contents, when) = (sample(), when());
    let mut event = event(&contents, &when, Language::Indonesian);
    assert!(matches!(slips(&event, &batch(0)), Err(PrintError::Nothing)));
    let endless = format!("https://{}", "a".repeat(5000));
    event.public_url = &endless;
    assert!(matches!(
        slips(&event, &batch(1)),
        Err(PrintError::TooLong(_))
    ));
}

#[test]
fn nobody_reads_a_code_off_a_log() {
    assert_eq!(format!("{:?}", batch(1).slips), "[Slip 1]");
}
