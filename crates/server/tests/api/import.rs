//! `peta import` as an organiser meets it: what a second import keeps, refuses, says.

use std::{fs, path::Path};

use tempfile::TempDir;

use crate::process::peta;

const EDITION: &str = r#"slug = "bogor"
venue = "Gedung Tegar Beriman"
agency = "Bappedalitbang"
starts_on = "2026-11-28"
ends_on = "2026-11-30"
contact = "kantor@example.go.id"
[name]
id = "Pekan Bogor"
[region]
code = "32.01"
name = "Kabupaten Bogor"
timezone = "Asia/Jakarta"
district_word = { id = "Kecamatan" }
village_word = { id = "Desa" }
[voting]
rule = "one_per_category"
visibility = "live"
"#;

const CATEGORIES: &str = "code,label_id,colour,shape,votable
puskesmas,Puskesmas,0,circle,yes
desa,Desa,1,square,yes
tamu,Tamu,2,star,no
";

const HEADER: &str = "id,name,summary,category,area,agency,stage,kind,form,affair,initiator";

const AREAS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"32.01.01","name":"Cibinong"},"geometry":{"type":"Polygon","coordinates":[[[106.8,-6.5],[106.9,-6.5],[106.9,-6.4],[106.8,-6.4],[106.8,-6.5]]]}}
]}"#;

struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Twelve innovations: 001 to 010 on the ballot, of which 003 and 004 have one
    /// name, and two guests.
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        desk.put("edition.toml", EDITION);
        desk.put("categories.csv", CATEGORIES);
        desk.put("areas.geojson", AREAS);
        desk.rows(&Self::all());
        desk
    }

    fn all() -> Vec<String> {
        let row = |number: u32| {
            let name = match number {
                3 | 4 => "Sama".to_owned(),
                _ => format!("Inovasi {number}"),
            };
            let category = match number {
                1..=5 => "puskesmas",
                6..=10 => "desa",
                _ => "tamu",
            };
            format!(
                "{number:03},{name},Ringkasan,{category},32.01.01,Dinas,trial,digital,other,25,agency"
            )
        };
        (1..=12).map(row).collect()
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).expect("a writable folder");
    }

    fn rows(&self, rows: &[String]) {
        self.put(
            "innovations.csv",
            &format!("{HEADER}\n{}\n", rows.join("\n")),
        );
    }

    fn swap(&self, name: &str, from: &str, to: &str) {
        let path = self.folder.path().join(name);
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(from), "{from}");
        fs::write(path, text.replacen(from, to, 1)).expect("a writable folder");
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("peta.db").display())
    }

    async fn import(&self, more: &[&str]) -> (bool, String) {
        let (folder, database) = (self.folder.path().display().to_string(), self.database());
        let command = ["import", "--database", &database, &folder];
        peta(&[&command[..], more].concat()).await
    }

    /// Imports, and gives the lines that were said.
    async fn taken(&self, more: &[&str]) -> Vec<String> {
        let (done, said) = self.import(more).await;
        assert!(done, "{said}");
        lines(&said)
    }

    async fn refused(&self, more: &[&str]) -> Vec<String> {
        let (done, said) = self.import(more).await;
        assert!(!done, "{said}");
        lines(&said)
    }

    /// Straight in the store: how a vote is opened is no matter here.
    async fn open(&self) {
        use store::{Purpose, SqliteStore, Store as _};
        let store = SqliteStore::open(&self.database(), Purpose::Import)
            .await
            .expect("the database");
        let now = crate::process::now();
        store
            .set_phase(&"bogor".into(), wire::Phase::Voting, now)
            .await
            .expect("an open vote");
        store.close().await;
    }

    /// The slug of each innovation, as the export has it.
    async fn slugs(&self) -> Vec<String> {
        let out = self.folder.path().join("out");
        let _ = fs::remove_dir_all(&out);
        let out = out.display().to_string();
        let database = self.database();
        let (done, said) = peta(&["export", "--database", &database, "bogor", &out]).await;
        assert!(done, "{said}");
        let read = edition::read(Path::new(&out), &edition::Limits::default());
        let contents = read.expect("an export is a folder");
        let cards = contents.innovations.into_iter().map(|it| it.card);
        cards
            .map(|card| format!("{} {}", card.id, card.slug))
            .collect()
    }
}

/// Without warnings, which are others' business.
fn lines(said: &str) -> Vec<String> {
    let lines = said.lines().filter(|line| !line.starts_with("warning"));
    lines.map(str::to_owned).collect()
}

fn unchanged(differences: u32) -> String {
    let same = 12 - differences;
    format!("bogor: 0 added, {differences} updated, {same} unchanged, 0 removed")
}

/// Cards were printed, then a typo was mended, and a spreadsheet sorted the rows.
#[tokio::test(flavor = "multi_thread")]
async fn printed_addresses_stay_whatever_is_mended() {
    let desk = Desk::new();
    desk.taken(&[]).await;
    let printed = desk.slugs().await;
    desk.swap("innovations.csv", "Inovasi 2,", "Inovasi Dua,");
    assert_eq!(desk.taken(&[]).await, [unchanged(1)]);
    assert_eq!(desk.slugs().await, printed);

    let mut rows = Desk::all();
    rows[1] = rows[1].replace("Inovasi 2,", "Inovasi Dua,");
    rows.reverse();
    desk.rows(&rows);
    assert_eq!(desk.taken(&[]).await, [unchanged(0)]);
    desk.open().await;
    assert_eq!(desk.taken(&[]).await, [unchanged(0)]);
    assert_eq!(desk.slugs().await, printed);
}

/// A spreadsheet took ids for numbers, or showed a part of the list.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_renumbered_or_taken_out_by_mistake() {
    let desk = Desk::new();
    desk.taken(&[]).await;
    let all = Desk::all();
    let numbers: Vec<String> = all
        .iter()
        .map(|row| row.trim_start_matches('0').to_owned())
        .collect();
    desk.rows(&numbers);
    assert_eq!(
        desk.refused(&[]).await,
        [
            "peta: 12 of 12 innovations would be removed (001, 002, 003, 004, 005, …); in 12 cases only \
             the id seems to have changed, such as 001 to 1: spreadsheets drop zeros at the start of \
             numbers, so the column id has to be text. If they shall go: --remove 12"
        ]
    );
    desk.rows(&all[..10]);
    assert_eq!(
        desk.refused(&[]).await,
        ["peta: 2 of 12 innovations would be removed (011, 012). If they shall go: --remove 2"]
    );
    assert_eq!(
        desk.refused(&["--remove", "3"]).await,
        [
            "peta: 2 and not 3 of 12 innovations would be removed (011, 012). If they shall go: --remove 2"
        ]
    );
    desk.rows(&all);
    assert_eq!(desk.taken(&[]).await, [unchanged(0)]);
    desk.rows(&all[..10]);
    assert_eq!(
        desk.taken(&["--remove", "2"]).await,
        ["bogor: 0 added, 0 updated, 10 unchanged, 2 removed"]
    );
}

/// All of it at once, with its place, and what was there.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_vote_an_organiser_is_told_everything_at_once() {
    let desk = Desk::new();
    desk.taken(&[]).await;
    desk.open().await;
    let mut rows = Desk::all();
    rows[1] = rows[1].replace("Inovasi 2,", "Inovasi Dua,");
    rows[6] = rows[6].replace(",desa,", ",puskesmas,");
    rows[11] = rows[11].replace("Inovasi 12", "Tamu dari Bandung");
    rows.remove(8);
    desk.rows(&rows);
    desk.swap("categories.csv", "Puskesmas", "Rumah sakit");
    desk.swap("edition.toml", "Tegar Beriman", "Lain");
    desk.swap("edition.toml", "\"live\"", "\"hidden\"");
    assert_eq!(
        desk.refused(&["--remove", "1"]).await,
        [
            "edition.toml, key \"voting.visibility\": was {\"kind\":\"live\"}, is {\"kind\":\"hidden\"} now",
            "categories.csv, row 2 (puskesmas), column \"label_id\": was \"Puskesmas\", is \"Rumah sakit\" \
             now",
            "innovations.csv, row 3 (002), column \"name\": was \"Inovasi 2\", is \"Inovasi Dua\" now",
            "innovations.csv, row 8 (007), column \"category\": was \"desa\", is \"puskesmas\" now",
            "innovations.csv, 009: was \"Inovasi 9\", is missing now",
            "peta: voting was opened, and ballots are signed against what would change; nothing was \
             changed. All else may be put right: texts, pictures, places, contacts, and whatever nobody \
             votes on",
        ]
    );
}

/// What nobody votes on is put right in the vote, and the answer says what it was.
#[tokio::test(flavor = "multi_thread")]
async fn in_the_vote_all_else_may_be_put_right() {
    let desk = Desk::new();
    desk.taken(&[]).await;
    desk.open().await;
    desk.swap(
        "innovations.csv",
        "001,Inovasi 1,Ringkasan,",
        "001,Inovasi 1,Ringkasan baru,",
    );
    desk.swap("innovations.csv", "Inovasi 12,", "Tamu dari Bandung,");
    desk.swap("categories.csv", "Tamu", "Tamu kehormatan");
    desk.swap("edition.toml", "Tegar Beriman", "Lain");
    desk.swap("edition.toml", "kantor@", "humas@");
    assert_eq!(
        desk.taken(&[]).await,
        [
            unchanged(2),
            "edition: venue, contact changed".into(),
            "categories: tamu (label_id) changed".into(),
        ]
    );
    // A slug that is given leads on; another's old one is refused, with its row.
    let with_slugs = |slugs: [&str; 2]| {
        let mut rows = Desk::all();
        rows[0] = format!("{},{}", rows[0], slugs[0]);
        rows[1] = format!("{},{}", rows[1], slugs[1]);
        for row in &mut rows[2..] {
            row.push(',');
        }
        desk.put(
            "innovations.csv",
            &format!("{HEADER},slug\n{}\n", rows.join("\n")),
        );
    };
    with_slugs(["satu", ""]);
    assert_eq!(
        desk.taken(&[]).await[1..],
        ["001 is at /innovations/satu now; its old address leads there"]
    );
    with_slugs(["satu", "inovasi-1"]);
    assert_eq!(
        desk.refused(&[]).await[0],
        "innovations.csv, row 3 (002), column \"slug\": found \"inovasi-1\", expected another one, or none; \
         it is or was 001's, whose printed addresses lead there"
    );
}

/// Whoever copies a folder learns of its zone before anything is stored.
#[tokio::test(flavor = "multi_thread")]
async fn an_impossible_zone_is_refused() {
    let desk = Desk::new();
    for zone in ["Asia/Bogor", "Bogor/WIB", "Asia/Surabaya"] {
        desk.put("edition.toml", &EDITION.replace("Asia/Jakarta", zone));
        let said = desk.refused(&[]).await;
        let expected =
            format!("edition.toml, key \"region.timezone\": found \"{zone}\", expected ");
        assert!(said[0].starts_with(&expected), "{said:?}");
        assert!(
            said[0].ends_with("; for region 32.01 Asia/Jakarta"),
            "{said:?}"
        );
    }
    desk.put("edition.toml", EDITION);
    desk.taken(&[]).await;
}
