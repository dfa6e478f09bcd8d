//! Tables as spreadsheets and people write them.

use std::fmt::Write as _;

use edition::{Limits, read};

use super::{check, said};
use crate::base::{INNOVATIONS, folder, put};

/// What is said of the table after a change.
fn table(text: impl AsRef<[u8]>) -> Vec<String> {
    said(|dir| put(dir, "innovations.csv", text))
}

/// The same folder whatever the table looks like.
fn assert_same(text: impl AsRef<[u8]>) {
    let dir = folder();
    let expected = read(dir.path(), &Limits::default()).unwrap();
    put(dir.path(), "innovations.csv", text);
    match read(dir.path(), &Limits::default()) {
        Ok(contents) => assert_eq!(contents, expected),
        Err(faults) => panic!("{faults}"),
    }
}

/// The good table with another separator.
fn separated(separator: char) -> String {
    INNOVATIONS.replace(',', &separator.to_string())
}

#[test]
fn rows_are_those_of_the_spreadsheet() {
    let [header, first, second] = INNOVATIONS.lines().collect::<Vec<_>>()[..] else {
        panic!("three lines");
    };
    let wrong = second.replace("initiative", "mulai");
    for end in ["\n", "\r\n", "\r"] {
        let row = |lines: &[&str]| {
            let said = table(lines.join(end));
            assert_eq!(said.len(), 1, "{said:?}");
            let row = said[0].split(", ").nth(1).unwrap().to_owned();
            assert!(
                said[0].contains("column \"stage\": found \"mulai\""),
                "{said:?}"
            );
            row
        };
        assert_eq!(row(&[header, first, &wrong]), "row 3");
        assert_eq!(row(&[header, "", "", first, &wrong]), "row 5");
        assert_eq!(row(&["", header, first, "", &wrong, "", ""]), "row 5");
        let empty = ",".repeat(21);
        assert_eq!(row(&[header, &empty, first, &empty, &wrong]), "row 5");
        // A cell of three lines is in one row of the spreadsheet.
        let header = header.replace("summary", "summary,design");
        let cell = format!("Harga ikan harian,\"satu{end}{end}dua\"");
        let first = first.replace("Harga ikan harian", &cell);
        let wrong = wrong.replace("Bank sampah", "Bank sampah,");
        assert_eq!(row(&[&header, &first, &wrong]), "row 3");
    }
}

#[test]
fn line_ends_in_cells_are_of_one_kind() {
    for end in ["\n", "\r\n", "\r"] {
        let dir = folder();
        let text = INNOVATIONS
            .replace("summary", "summary,design")
            .replace(
                "Harga ikan harian",
                &format!("Harga ikan harian,\"satu{end}{end}dua\""),
            )
            .replace("Bank sampah", "Bank sampah,");
        put(dir.path(), "innovations.csv", text);
        let contents = read(dir.path(), &Limits::default()).unwrap();
        assert_eq!(contents.innovations[0].design, "satu\n\ndua");
    }
}

#[test]
fn separators_of_all_spreadsheets_are_read() {
    for separator in [';', '\t'] {
        assert_same(separated(separator));
        assert_same(format!("sep={separator}\r\n{}", separated(separator)));
    }
    assert_same(format!("\u{feff}sep=,\n{INNOVATIONS}"));
    // The line that names the separator is no row of the spreadsheet.
    let wrong = separated(';').replace("initiative", "mulai");
    let found = table(format!("sep=;\r\n{wrong}"));
    assert!(
        found[0].starts_with("innovations.csv, row 3, column \"stage\""),
        "{found:?}"
    );
    // "Unicode text" of a spreadsheet.
    let units = |text: String| -> Vec<u8> {
        let text = format!("\u{feff}{text}");
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    };
    assert_same(units(separated('\t')));
    let mut half = units(separated('\t'));
    half.pop();
    assert_eq!(
        table(half),
        [
            "innovations.csv: found \"broken UTF-16\", expected UTF-16 or UTF-8 text (save the file as \"CSV UTF-8\" or \"UTF-8\")"
        ]
    );
}

#[test]
fn a_title_above_the_header_is_passed_over() {
    let commas = ",".repeat(20);
    for above in [
        format!("DAFTAR INOVASI KABUPATEN BELITUNG TIMUR 2026{commas}\n"),
        format!("\"Daftar, inovasi, nama, id\"\n\nper 1 Agustus{commas}\n{commas}\n"),
        "\n\n\n".to_owned(),
    ] {
        assert_same(format!("{above}{INNOVATIONS}"));
        let wrong = INNOVATIONS.replace("initiative", "mulai");
        let row = 3 + above.matches('\n').count();
        let found = table(format!("{above}{wrong}"));
        let expected = format!("innovations.csv, row {row}, column \"stage\"");
        assert!(found[0].starts_with(&expected), "{found:?}");
    }
}

#[test]
fn headings_may_have_capitals_and_spaces() {
    let (header, rows) = INNOVATIONS.split_once('\n').unwrap();
    let header = header
        .to_uppercase()
        .replace('_', " ")
        .replace("NAME", "  Name ");
    assert_same(format!("{header}\n{rows}"));
}

#[test]
fn empty_columns_are_passed_over_and_others_named_by_their_letter() {
    assert_same(INNOVATIONS.replace('\n', ",,\n"));
    assert_same(
        INNOVATIONS
            .replace("id,name", "id,,name")
            .replace("001,SI", "001,,SI")
            .replace("002,Sampah", "002, ,Sampah"),
    );
    // Only some of the rows have the empty fields.
    assert_same(INNOVATIONS.replacen('\n', ",,\n", 1));
    assert_same(INNOVATIONS.replace("example.org/1", "example.org/1,,"));
    let found = table(
        INNOVATIONS
            .replace("video_url\n", "video_url,,\n")
            .replace("example.org/1", "example.org/1,,cek"),
    );
    assert_eq!(
        found,
        [
            "innovations.csv, column X: found \"cek\", expected a heading in row 1, as row 2 has a value (or an empty column)"
        ]
    );
}

#[test]
fn headings_that_are_not_ours_are_said_in_one_sentence() {
    // As real lists have them.
    let list = "id,nama_inovasi,tahun,status,bidang,kategori_inovator,kecamatan_kode\n1,Chili Oil,2016,Diterima,Lingkungan,Puskesmas,32.01.20\n";
    assert_eq!(
        table(list),
        [
            "innovations.csv, row 1: expected the headings of this file: rename \"nama_inovasi\" to \"name\", \"bidang\" to \"affair\", \"kategori_inovator\" to \"category\" and \"kecamatan_kode\" to \"area\"; add \"summary\", \"agency\", \"stage\", \"kind\", \"form\" and \"initiator\"; take out \"tahun\" and \"status\""
        ]
    );
    check(&[
        (
            "innovations.csv",
            "summary",
            "sumary",
            "innovations.csv, row 1: expected the headings of this file: rename \"sumary\" to \"summary\"",
        ),
        (
            "innovations.csv",
            "budget",
            "Anggaran (Rp)",
            "innovations.csv, row 1: expected the headings of this file: rename \"anggaran_rp\" to \"budget\"",
        ),
    ]);
    assert_eq!(
        table("just some words\nand more\n")[0],
        "innovations.csv, row 1: expected the headings of this file: add \"id\", \"name\", \"summary\", \"category\", \"area\", \"agency\", \"stage\", \"kind\", \"form\", \"affair\" and \"initiator\"; take out \"just_some_words\""
    );
}

#[test]
fn formulas_are_no_values() {
    for (formula, expected) in [
        (
            "=SUM(A1)",
            "a value: this is a formula of a spreadsheet (copy the cell, paste it as a value)",
        ),
        (
            "=-2+3",
            "a value: this is a formula of a spreadsheet (copy the cell, paste it as a value)",
        ),
        (
            "#REF!",
            "a value: this is what a spreadsheet shows where a formula fails",
        ),
        (
            "#N/A",
            "a value: this is what a spreadsheet shows where a formula fails",
        ),
    ] {
        for (column, value, rest) in [("name", "SI LAUT", ""), ("stage", "trial", ",digital")] {
            let (from, to) = (format!("{value}{rest}"), format!("{formula}{rest}"));
            assert_eq!(
                table(INNOVATIONS.replace(&from, &to)),
                [format!(
                    "innovations.csv, row 2, column \"{column}\": found \"{formula}\", expected {expected}"
                )],
            );
        }
    }
}

#[test]
fn faults_come_in_the_order_of_rows() {
    let text = INNOVATIONS
        .replace("trial,digital", "tial,digital")
        .replace("Sampah Jadi Berkah", "=A1")
        .replace("community", "communty");
    let said = table(text);
    let rows: Vec<&str> = said.iter().map(|it| &it[17..22]).collect();
    assert_eq!(rows, ["row 2", "row 3", "row 3"], "{said:?}");
}

#[test]
fn a_fault_of_a_whole_column_is_told_once() {
    let mut rows =
        "id,name,summary,category,area,agency,stage,kind,form,affair,initiator\n".to_owned();
    for i in 1..=424 {
        let stage = if i == 26 { "trial" } else { "Diterapkan" };
        writeln!(
            rows,
            "I-{i},N{i},,agency,19.06,D,{stage},digital,other,1,agency"
        )
        .unwrap();
    }
    assert_eq!(
        table(rows),
        [
            "innovations.csv, rows 2 to 425, column \"summary\": expected a value",
            "innovations.csv, rows 2 to 26, 28 to 425, column \"stage\": found \"Diterapkan\", expected a code of the list stage: initiative (Inisiatif), trial (Uji coba), implementation (Penerapan)",
        ]
    );
}

#[test]
fn a_row_of_sums_is_one_fault() {
    let commas = ",".repeat(19);
    for (sum, word) in [("JUMLAH,2", "JUMLAH"), (",Total:", "Total:")] {
        assert_eq!(
            table(format!(
                "{INNOVATIONS}\n{sum}{commas}{}\n",
                &",,"[sum.matches(',').count()..]
            )),
            [format!(
                "innovations.csv, row 5: found \"{word}\", expected no row of sums: take it out"
            )]
        );
    }
}

#[test]
fn labels_are_as_good_as_codes() {
    let labelled = INNOVATIONS
        .replace("agency,19.06.01", "Perangkat daerah,19.06.01")
        .replace("trial,digital,public_service,25,17,8|14,agency", "Uji Coba,Digital,Pelayanan Publik,Kelautan dan Perikanan,17. Koperasi,Pekerjaan Layak dan Pertumbuhan Ekonomi|14,Perangkat Daerah")
        .replace("17. Koperasi", "\"17. Koperasi, Usaha Kecil, dan Menengah\"")
        .replace("initiative,non_digital,other,11", "inisiatif,Non Digital,other,Lingkungan Hidup")
        .replace("community", "Masyarakat");
    assert_same(labelled);
    let found = table(INNOVATIONS.replace(",25,17,", ",Kesehtan,17,"));
    assert_eq!(
        found,
        [
            "innovations.csv, row 2, column \"affair\": found \"Kesehtan\", expected a code of the list affair (did you mean \"2\", Kesehatan?)"
        ]
    );
    let found = table(INNOVATIONS.replace(",25,17,", ",Kuliner,17,"));
    assert!(
        found[0].starts_with("innovations.csv, row 2, column \"affair\": found \"Kuliner\", expected a code of the list affair: 1 (Pendidikan), 2 (Kesehatan), 3 "),
        "{found:?}"
    );
    let found = table(INNOVATIONS.replace("8|14", "\"8,14\""));
    assert_eq!(
        found,
        [
            "innovations.csv, row 2, column \"goals\": found \"8,14\", expected | between the codes (did you mean \"8|14\"?)"
        ]
    );
}

/// The slugs of rows with these ids and names, by id.
fn slugs(rows: &[(&str, &str)]) -> Vec<String> {
    let mut text =
        "id,name,summary,category,area,agency,stage,kind,form,affair,initiator\n".to_owned();
    for (id, name) in rows {
        writeln!(
            text,
            "{id},{name},s,agency,19.06,D,trial,digital,other,1,agency"
        )
        .unwrap();
    }
    let dir = folder();
    put(dir.path(), "innovations.csv", text);
    let contents = match read(dir.path(), &Limits::default()) {
        Ok(contents) => contents,
        Err(faults) => panic!("{faults}"),
    };
    let mut slugs: Vec<(String, String)> = contents
        .innovations
        .iter()
        .map(|it| (it.card.id.to_string(), it.card.slug.to_string()))
        .collect();
    slugs.sort();
    slugs.into_iter().map(|(_, slug)| slug).collect()
}

#[test]
fn slugs_are_unique_and_do_not_depend_on_the_order_of_rows() {
    let long = "PENERAPAN SISTEM INFORMASI PELAYANAN ADMINISTRASI TERPADU BERBASIS MASYARAKAT DESA DI KECAMATAN";
    let (gantung, dendang) = (format!("{long} GANTUNG"), format!("{long} DENDANG"));
    let rows = [
        ("BLT-1", "Bank Sampah"),
        ("BLT-2", "BANK SAMPAH"),
        ("BLT-3", "Pos Ronda"),
        ("BLT-4", gantung.as_str()),
        ("BLT-5", dendang.as_str()),
        ("BLT-6", "🌾🌊"),
        ("BLT/7", "Tamu"),
        ("blt-7", "Tamu"),
    ];
    let expected = slugs(&rows);
    assert_eq!(
        expected[..6],
        [
            "bank-sampah-blt-1",
            "bank-sampah-blt-2",
            "pos-ronda",
            "penerapan-sistem-informasi-pelayanan-administrasi-terpadu-berbasis-masyara-blt-4",
            "penerapan-sistem-informasi-pelayanan-administrasi-terpadu-berbasis-masyara-blt-5",
            "blt-6",
        ]
    );
    assert!(expected.iter().all(|slug| slug.len() <= 80));
    let mut unique = expected.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), rows.len(), "{expected:?}");
    let mut turned = rows;
    turned.reverse();
    assert_eq!(slugs(&turned), expected);
    turned.swap(1, 4);
    assert_eq!(slugs(&turned), expected);
}

#[test]
fn an_id_that_two_rows_have_is_one_fault() {
    let found = table(INNOVATIONS.replace("BLT-002,Sampah Jadi Berkah", "BLT-001,SI LAUT"));
    assert_eq!(
        found,
        [
            "innovations.csv, row 3, column \"id\": found \"BLT-001\", expected a value that no other row has (row 2 has the same)"
        ]
    );
}
