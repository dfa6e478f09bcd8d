//! The booth sheet.

use print::{Handed, Language, PrintError, booth_sheet};

use crate::{
    events::{A4, MARGIN, all_are, event, sample, when},
    reader::Document,
};

fn handed(batches: u32) -> Vec<Handed> {
    let batch = |batch| Handed {
        batch,
        slips: 500,
        first: 1,
        last: 500,
    };
    (1..=batches).map(batch).collect()
}

#[test]
fn it_is_a_page_for_some_batches_and_more_for_many() {
    let (contents, when) = (sample(), when());
    let long = "Tenda Utama Blok B-17 dekat panggung, Kecamatan Simpang Renggiang";
    for language in Language::ALL {
        let event = event(&contents, &when, language);
        for (batches, pages) in [(1, 1), (6, 1), (7, 2)] {
            let printed = booth_sheet(&event, long, &handed(batches)).expect("a sheet");
            let document = Document::open(&printed.pdf);
            assert_eq!((printed.pages, document.sizes().len()), (pages, pages));
            assert!(all_are(&document.sizes(), A4));
            assert!(document.title().contains(long), "{}", document.title());
            for picture in document.pictures(1.5) {
                assert!(picture.margin() > MARGIN, "{}", picture.margin());
                assert_eq!(picture.codes().len(), 0, "no code is on it");
            }
        }
        let none = booth_sheet(&event, "Manggar", &[]);
        assert!(matches!(none, Err(PrintError::Nothing)));
    }
}
