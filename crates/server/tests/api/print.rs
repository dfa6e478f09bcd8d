//! `peta print`: from the command line to what a phone reads off the paper.

use std::{
    collections::BTreeSet,
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use ledger::Code;
use tempfile::TempDir;
use wire::Hex;

use crate::process::peta;

#[path = "../../../print/tests/kit/reader.rs"]
#[expect(dead_code, reason = "the kit's own tests use all of it")]
mod reader;
use reader::Document;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/belitung-timur");
const EDITION: &str = "belitung-timur-2026";
const URL: &str = "https://inovasi.example.go.id";

/// A database with the sample edition.
struct Office {
    folder: TempDir,
}

impl Office {
    async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let office = Self { folder };
        let (done, said) = peta(&["import", "--database", &office.url(), SAMPLE]).await;
        assert!(done, "{said}");
        office
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn url(&self) -> String {
        format!("sqlite:{}", self.at("peta.db").display())
    }

    /// Makes codes in the folder `codes`; gives the file of the batch.
    async fn codes(&self, batch: u32, count: &str, booth: &str) -> String {
        let out = self.at("codes").display().to_string();
        let url = self.url();
        let make = ["codes", "--database", &url, EDITION, "--count", count];
        let (done, said) = peta(&[&make[..], &["--booth", booth, "--out", &out]].concat()).await;
        assert!(done, "{said}");
        format!("{out}/batch-{batch}.csv")
    }

    async fn print(&self, out: &str, more: &[&str]) -> (bool, String) {
        let out = self.at(out).display().to_string();
        let url = self.url();
        let print = ["print", "--database", &url, EDITION, "--out", &out];
        peta(&[&print[..], more].concat()).await
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|it| {
            it.expect("an entry")
                .file_name()
                .into_string()
                .expect("text")
        })
        .collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    path.metadata().expect("a file").permissions().mode() & 0o777
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_carry_the_seeds_of_their_codes_and_nobody_else_can_read_them() {
    let office = Office::open().await;
    let first = office.codes(1, "3", "Stan \"A\", Manggar").await;
    let second = office.codes(2, "2", "Gantung").await;
    let (done, said) = office
        .print("kit", &["--public-url", URL, "--codes", &first, &second])
        .await;
    assert!(
        done && said.contains("slips-batch-1-id.pdf: 1 page\n"),
        "{said}"
    );
    let kit = office.at("kit");
    let mut expected: Vec<String> = [
        "booth-sheet-gantung",
        "booth-sheet-stan-a-manggar",
        "paper-ballot",
        "poster-a3",
        "poster-a4",
        "slips-batch-1",
        "slips-batch-2",
        "stand-cards",
    ]
    .iter()
    .flat_map(|name| ["en", "id"].map(|tag| format!("{name}-{tag}.pdf")))
    .collect();
    expected.sort();
    assert_eq!(names(&kit), expected);
    assert_eq!(mode(&kit), 0o700);
    for (file, codes) in [
        ("slips-batch-1-en.pdf", &first),
        ("slips-batch-2-id.pdf", &second),
    ] {
        assert_eq!(mode(&kit.join(file)), 0o600, "{file}");
        let bytes = fs::read(kit.join(file)).expect("a file");
        let slips = Document::open(&bytes).picture(0, 4.0).cut(3, 8, 28.346);
        let mut table = csv::Reader::from_path(codes).expect("a table");
        for (row, slip) in table.records().zip(&slips) {
            let code: Code = row.expect("a row")[2].parse().expect("a code");
            let seed = Hex(code.seed(&EDITION.into()));
            let link = format!("{URL}/kode#k={seed}");
            assert_eq!(slip.codes(), BTreeSet::from([link]));
        }
    }

    // Slips are never printed over, and what was there stays as it was.
    let slips = kit.join("slips-batch-1-id.pdf");
    fs::write(&slips, "mine").expect("a file");
    let again = ["--public-url", URL, "--language", "id", "--codes", &first];
    let (done, said) = office.print("kit", &again).await;
    assert!(!done && said.contains("is there already"), "{said}");
    assert_eq!(fs::read(&slips).expect("a file"), b"mine");
    assert_eq!(names(&kit), expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_codes_it_prints_what_everybody_may_see_as_often_as_one_likes() {
    let office = Office::open().await;
    let (done, said) = office.print("kit", &["--language", "en"]).await;
    assert!(done && said.contains("say --public-url"), "{said}");
    assert!(said.contains("stand-cards-en.pdf: 48 pages"), "{said}");
    let kit = office.at("kit");
    let expected = ["paper-ballot", "poster-a3", "poster-a4", "stand-cards"];
    assert_eq!(names(&kit), expected.map(|name| format!("{name}-en.pdf")));
    let poster = || fs::read(kit.join("poster-a4-en.pdf")).expect("a file");
    let before = poster();
    let codes = Document::open(&before).picture(0, 1.5).codes();
    assert_eq!(codes, BTreeSet::from(["http://127.0.0.1:8080/".to_owned()]));
    let (done, said) = office.print("kit", &["--language", "en"]).await;
    assert!(done, "{said}");
    assert_eq!(poster(), before, "the same event, the same bytes");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_named_by_file_and_row_and_nothing_is_written() {
    let office = Office::open().await;
    let right = office.codes(1, "2", "Manggar").await;
    office.codes(2, "1", "Gantung").await;
    let void = office.codes(3, "1", "Damar").await;
    let url = office.url();
    let void_it = ["codes", "void", "--database", &url, EDITION, "--batch", "3"];
    let consent = ["--reason", "box was stolen", "--yes", EDITION];
    let (done, said) = peta(&[&void_it[..], &consent].concat()).await;
    assert!(done, "{said}");
    let text = fs::read_to_string(&right).expect("text");
    let row = text.lines().nth(1).expect("a row");
    let wrong = office.at("wrong");
    fs::create_dir(&wrong).expect("a folder");
    let file = |name: &str, text: &str| {
        let path = wrong.join(name);
        fs::write(&path, text).expect("a file");
        path.display().to_string()
    };
    let cases = [
        (
            file("codes.csv", &text),
            "peta codes names its files batch-1.csv",
        ),
        (
            office.at("batch-9.csv").display().to_string(),
            "batch-9.csv: ",
        ),
        (
            file("batch-1.csv", "a,b\n1,2\n"),
            "batch-1.csv: its columns have to be number, booth, code",
        ),
        (void, "batch-3.csv: batch 3 is void (box was stolen)"),
        (
            file("batch-7.csv", &text),
            "batch-7.csv: belitung-timur-2026 has no batch 7",
        ),
        (
            file("batch-2.csv", &text),
            "batch 2 of belitung-timur-2026 is for Gantung, this file is for Manggar",
        ),
    ];
    for (codes, says) in cases {
        let (done, said) = office.print("kit", &["--codes", &codes]).await;
        assert!(!done && said.contains(says), "{codes}: {said}");
    }
    let rows = [
        (
            "3,Manggar,0123-4567-89AB-CDE5",
            "row 3: the code is mistyped",
        ),
        (
            "x,Manggar,0123-4567-89AB-CDE4",
            "row 3: the number has to be",
        ),
        (
            "1,Manggar,0123-4567-89AB-CDE4",
            "row 3: its number stands in a row before",
        ),
        ("2,Gantung,0123-4567-89AB-CDE4", "row 3: another booth"),
        ("2,Manggar", "row 3: it does not have three columns"),
        (
            &["2", &row[1..]].concat(),
            "row 3: its code stands in a row before",
        ),
        ("", "batch 1 has 2 codes, this file has 1"),
        // Well formed, and nobody could vote with it.
        (
            "2,Manggar,0123-4567-89AB-CDE4",
            "the code of number 2 is not one of belitung-timur-2026",
        ),
    ];
    for (second, says) in rows {
        let codes = file(
            "batch-1.csv",
            &format!("number,booth,code\n{row}\n{second}\n"),
        );
        let (done, said) = office.print("kit", &["--codes", &codes]).await;
        assert!(!done && said.contains(says), "{second}: {said}");
        assert!(!said.contains("0123-4567"), "no code is told: {said}");
    }
    let (done, said) = office.print("kit", &["--codes", &right, &right]).await;
    assert!(!done && said.contains("named twice"), "{said}");
    let (done, said) = office.print("kit", &["--language", "de"]).await;
    assert!(!done && said.contains("id or en"), "{said}");
    assert!(!office.at("kit").exists(), "nothing was written");

    // A folder that others can read is no place for slips.
    let open = office.at("open");
    fs::create_dir(&open).expect("a folder");
    fs::set_permissions(&open, Permissions::from_mode(0o755)).expect("a mode");
    let (done, said) = office.print("open", &["--codes", &right]).await;
    assert!(!done && said.contains("chmod 700"), "{said}");
    assert_eq!(names(&open), Vec::<String>::new());
}
