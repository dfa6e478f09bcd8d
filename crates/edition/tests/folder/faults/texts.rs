//! Signs that nobody sees, and text that was read wrongly.

use edition::{Limits, read};

use super::{check, said};
use crate::base::{AREAS, folder, put, swap};

#[test]
fn signs_that_nobody_sees_are_taken_out() {
    let dir = folder();
    let at = dir.path();
    swap(
        at,
        "innovations.csv",
        "SI LAUT",
        "Pem\u{ad}ber\u{ad}dayaan \u{fb01}lm\u{200b}",
    );
    swap(
        at,
        "innovations.csv",
        "Sampah Jadi Berkah",
        "\u{feff}Pos\u{2060}yandu 👩\u{200d}🌾",
    );
    swap(
        at,
        "innovations.csv",
        "school,19.06.02",
        "sch\u{200b}ool\u{a0},19.06.02\u{ad}",
    );
    swap(at, "innovations.csv", "summary", "sum\u{ad}mary\u{feff}");
    swap(at, "edition.toml", "Auditorium", "Audi\u{ad}torium");
    swap(at, "edition.toml", "Pekan Inovasi", "Pekan\u{200b} Inovasi");
    swap(at, "edition.toml", "Batas: contoh", "Batas:\u{2060} contoh");
    swap(at, "categories.csv", "Perangkat", "Perang\u{ad}kat");
    put(
        at,
        "areas.geojson",
        AREAS.replace("Gantung", "Gan\u{ad}tung\u{200b}"),
    );
    let contents = read(at, &Limits::default()).unwrap();
    let names: Vec<(&str, &str)> = contents
        .innovations
        .iter()
        .map(|it| (it.card.name.as_str(), it.card.slug.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("Pemberdayaan film", "pemberdayaan-film"),
            ("Posyandu 👩\u{200d}🌾", "posyandu")
        ]
    );
    assert_eq!(contents.edition.venue, "Auditorium");
    assert_eq!(contents.edition.name.0["id"], "Pekan Inovasi 2026");
    assert_eq!(contents.edition.attribution, ["Batas: contoh"]);
    assert_eq!(contents.categories[0].label.0["id"], "Perangkat daerah");
    let names: Vec<&str> = contents
        .map
        .areas
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert!(names.contains(&"Gantung"), "{names:?}");
}

#[test]
fn what_is_left_empty_is_missing() {
    check(&[
        (
            "innovations.csv",
            "SI LAUT",
            "\u{200b}\u{200b}",
            "innovations.csv, row 2, column \"name\": expected a value",
        ),
        (
            "edition.toml",
            "Auditorium",
            "\u{2060}\u{3164}",
            "edition.toml, key \"venue\": found \"\", expected a text",
        ),
    ]);
    let invisible = AREAS.replace("Gantung", "\u{200b}");
    assert_eq!(
        said(|dir| put(dir, "areas.geojson", invisible)),
        [
            "areas.geojson, feature 3, \"name\": found \"<U+200B>\", expected a name of 1 to 100 characters"
        ]
    );
}

#[test]
fn signs_that_turn_or_split_text_are_refused_by_name() {
    let turns = "expected text without the invisible sign U+202E, which turns letters round: type it again, or paste it without formatting";
    let named = |place: &str| format!("{place}: found \"SIMPUL <U+202E>NANAYAL\", {turns}");
    for (file, from, place) in [
        (
            "innovations.csv",
            "SI LAUT",
            "innovations.csv, row 2, column \"name\"",
        ),
        (
            "innovations.csv",
            "agency,19.06.01",
            "innovations.csv, row 2, column \"category\"",
        ),
        (
            "categories.csv",
            "Sekolah",
            "categories.csv, row 3, column \"label_id\"",
        ),
        ("edition.toml", "Auditorium", "edition.toml, key \"venue\""),
        (
            "edition.toml",
            "Pekan Inovasi 2026",
            "edition.toml, key \"name.id\"",
        ),
        (
            "edition.toml",
            "Batas: contoh",
            "edition.toml, key \"attribution\"",
        ),
        (
            "areas.geojson",
            "Gantung",
            "areas.geojson, feature 3, \"name\"",
        ),
    ] {
        let rest = from.strip_prefix("agency").unwrap_or_default();
        let to = format!("SIMPUL \u{202e}NANAYAL{rest}");
        assert_eq!(said(|dir| swap(dir, file, from, &to)), [named(place)]);
    }
    check(&[
        (
            "innovations.csv",
            "SI LAUT",
            "SI\u{2028}LAUT",
            "innovations.csv, row 2, column \"name\": found \"SI<U+2028>LAUT\", expected text without the invisible sign U+2028, which splits the line: type it again, or paste it without formatting",
        ),
        (
            "innovations.csv",
            "SI LAUT",
            "SI \u{fffd} LAUT",
            "innovations.csv, row 2, column \"name\": found \"SI \u{fffd} LAUT\", expected text whose letters are all there: U+FFFD stands for one that was lost when the file was saved; type it again",
        ),
    ]);
}

const ONCE: &str = "expected letters that were read once: this is UTF-8 that some program took for another encoding; open the original as UTF-8 and save it as \"CSV UTF-8\"";

#[test]
fn text_that_was_decoded_twice_is_refused_with_what_it_was() {
    let one = said(|dir| swap(dir, "innovations.csv", "SI LAUT", "JAGA ROB â€“ Jumâ€™at"));
    assert_eq!(
        one,
        [format!(
            "innovations.csv, row 2, column \"name\": found \"JAGA ROB â€“ Jumâ€™at\", {ONCE} (it was likely \"JAGA ROB – Jum’at\")"
        )]
    );
    let two = said(|dir| {
        swap(dir, "innovations.csv", "SI LAUT", "Jumâ€™at");
        swap(dir, "innovations.csv", "Sampah Jadi Berkah", "CafÃ©");
    });
    assert_eq!(
        two,
        [format!(
            "innovations.csv, rows 2, 3, column \"name\": found \"Jumâ€™at\" (it was likely \"Jum’at\") and \"CafÃ©\" (it was likely \"Café\"), {ONCE}"
        )]
    );
    let venue = said(|dir| swap(dir, "edition.toml", "Auditorium", "CafÃ©"));
    assert_eq!(
        venue,
        [format!(
            "edition.toml, key \"venue\": found \"CafÃ©\", {ONCE} (it was likely \"Café\")"
        )]
    );
}

#[test]
fn curly_quotation_marks_are_called_so() {
    let found = said(|dir| swap(dir, "edition.toml", "\"pekan-2026\"", "“pekan-2026”"));
    assert_eq!(
        found[0],
        "edition.toml, line 1: found \"“”\", expected straight quotation marks, \" or ': these are curly ones, as word processors make them (use a plain text editor)"
    );
    let inside = said(|dir| swap(dir, "edition.toml", "Auditorium", "Gedung “Damar”"));
    assert_eq!(inside, [""; 0]);
}

#[test]
fn a_persons_number_is_no_contact() {
    let office = "expected an office, never a person: this has a mobile number, which is somebody's own; give the office's e-mail address or landline";
    let found = said(|dir| {
        swap(
            dir,
            "edition.toml",
            "kantor@example.go.id",
            "nama orang 0812-3456-7890",
        );
    });
    assert_eq!(
        found,
        [format!(
            "edition.toml, key \"contact\": found \"nama orang 0812-3456-7890\", {office}"
        )]
    );
    let with = |contact: &'static str| {
        said(move |dir| {
            swap(dir, "innovations.csv", ",video_url", ",video_url,contact");
            swap(
                dir,
                "innovations.csv",
                "example.org/1",
                &format!("example.org/1,{contact}"),
            );
            swap(
                dir,
                "innovations.csv",
                ",,,,,,\n",
                &format!(",,,,,,,{contact}\n"),
            );
        })
    };
    assert_eq!(
        with("+62 812 3456 7890"),
        [format!(
            "innovations.csv, rows 2, 3, column \"contact\": found \"+62 812 3456 7890\", {office}"
        )]
    );
    assert_eq!(with("(0719) 9220123 / dinas@contoh.go.id"), [""; 0]);
}
