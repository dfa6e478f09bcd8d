//! Real borders and a real list, where this machine has them: from the file
//! through `peta import` to the API and the page.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;
use wire::{AreaMap, Boot, Level, Shape};

use crate::process::{peta, serve, stop};

const EDITION: &str = r#"slug = "nyata"
venue = "Auditorium"
agency = "Bappeda"
starts_on = "2026-08-04"
ends_on = "2026-08-07"
contact = "kantor@example.go.id"
attribution = ["Batas: contoh"]
[name]
id = "Pekan Nyata"
[region]
code = "REGION"
name = "Kabupaten Nyata"
timezone = "Asia/Jakarta"
district_word = { id = "Kecamatan" }
village_word = { id = "Desa" }
[voting]
rule = "one_per_category"
visibility = "live"
"#;

const HEADER: &str =
    "id,name,summary,category,area,longitude,latitude,agency,stage,kind,form,affair,initiator\n";

#[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared")
        .join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not here", path.display());
    None
}

fn put(folder: &TempDir, name: &str, contents: impl AsRef<[u8]>) {
    fs::write(folder.path().join(name), contents).expect("a writable folder");
}

fn folder(region: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder, "edition.toml", EDITION.replace("REGION", region));
    folder
}

/// The folder, imported and served by the program.
struct Served {
    server: tokio::process::Child,
    address: String,
    client: Client,
}

impl Served {
    async fn of(folder: &TempDir) -> Self {
        let at = folder.path().display().to_string();
        let url = format!("sqlite:{}", folder.path().join("peta.db").display());
        let (done, said) = peta(&["import", "--database", &url, &at]).await;
        assert!(done, "{said}");
        let (server, address) = serve(&url).await;
        Self {
            server,
            address,
            client: Client::new(),
        }
    }

    async fn text(&self, path: &str) -> String {
        let request = self.client.get(format!("{}{path}", self.address));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("a whole body")
    }

    async fn areas(&self, level: &str) -> AreaMap {
        let body = self.text(&format!("/api/v1/areas?level={level}")).await;
        serde_json::from_str(&body).expect("areas")
    }
}

fn boot(page: &str) -> Boot {
    let (_, rest) = page.split_once("id=\"peta-boot\">").expect("the data");
    let (json, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(json).expect("what the app reads")
}

#[tokio::test(flavor = "multi_thread")]
async fn real_borders_come_to_the_page_with_every_district_and_village() {
    let Some(path) = shared("geo/beltim-m.topo.json") else {
        return;
    };
    let topology = fs::read(path).expect("a file");
    // What the file itself says that there is, read by other means than ours.
    let given: Value = serde_json::from_slice(&topology).expect("JSON");
    let named = |layer: &str| -> BTreeMap<String, String> {
        let layer = given["objects"][layer]["geometries"].as_array();
        let all = layer.expect("a layer").iter().map(|it| &it["properties"]);
        let text = |it: &Value| it.as_str().expect("a text").to_owned();
        all.map(|it| (text(&it["code"]), text(&it["name"])))
            .collect()
    };
    let (districts, villages) = (named("kecamatan"), named("desa"));
    assert_eq!((districts.len(), villages.len()), (7, 39));

    let folder = folder("19.06");
    put(&folder, "areas.topojson", &topology);
    put(
        &folder,
        "categories.csv",
        "code,label_id,colour,shape\nagency,Dinas,0,circle\n",
    );
    let rest = "Dinas,trial,digital,other,25,agency";
    let mut rows = format!("{HEADER}1,Kantor,Kota,agency,19.06.01,108.267,-2.883,{rest}\n");
    for (at, code) in villages.keys().enumerate() {
        let _ = writeln!(rows, "{},Dari {code},Desa,agency,{code},,,{rest}", at + 2);
    }
    put(&folder, "innovations.csv", rows);
    let served = Served::of(&folder).await;

    for (level, expected) in [("district", &districts), ("village", &villages)] {
        let map = served.areas(level).await;
        let found: BTreeMap<String, String> = map
            .areas
            .iter()
            .map(|area| (area.code.to_string(), area.name.clone()))
            .collect();
        assert_eq!(found, *expected, "{level}");
        let (width, height) = (map.frame.width, map.frame.height);
        for area in &map.areas {
            let [west, north, east, south] = area.bounds;
            assert!(west < east && north < south, "{}", area.name);
            assert!(
                west >= 0 && i64::from(east) <= i64::from(width),
                "{}",
                area.name
            );
            assert!(
                north >= 0 && i64::from(south) <= i64::from(height),
                "{}",
                area.name
            );
            assert!(area.path.len() > 20, "{}", area.name);
        }
    }

    let home = served.text("/").await;
    let boot = boot(&home);
    assert_eq!((boot.villages.len(), boot.total), (39, 40));
    let drawn = boot
        .map
        .areas
        .iter()
        .filter(|area| area.level == Level::District);
    assert_eq!(drawn.count(), 7);
    for area in boot
        .map
        .areas
        .iter()
        .filter(|it| it.level == Level::District)
    {
        assert!(
            home.contains(&format!("d=\"{}\"", area.path)),
            "{}",
            area.name
        );
    }
    // A card in a village names it and its district.
    let board = served.text("/board").await;
    for (code, name) in &villages {
        let district = &districts[&code[..8]];
        assert!(board.contains(&format!("{name}, {district}")), "{code}");
    }
    stop(served.server).await;
}

/// 424 innovations of Kabupaten Bogor, in districts that the test draws.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_a_whole_regency_comes_to_the_board() {
    let Some(path) = shared("innovations/kab_bogor_inovasi.csv") else {
        return;
    };
    let mut reader = csv::Reader::from_path(path).expect("a file");
    let rows: Vec<BTreeMap<String, String>> = reader
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect();
    assert_eq!(rows.len(), 424);

    let districts: BTreeMap<&str, &str> = rows
        .iter()
        .map(|row| (row["kecamatan_kode"].as_str(), row["kecamatan"].as_str()))
        .filter(|(code, _)| !code.is_empty())
        .collect();
    let folder = regency(&rows);
    put(&folder, "areas.geojson", squares(&districts));
    let served = Served::of(&folder).await;

    assert_eq!(served.areas("district").await.areas.len(), districts.len());
    let list = async |query: &str| -> Value {
        let body = served.text(&format!("/api/v1/innovations?{query}")).await;
        serde_json::from_str(&body).expect("a list")
    };
    let all = list("limit=500").await;
    assert_eq!(all["total"], 424);
    let names: BTreeSet<&str> = all["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["name"].as_str().expect("a name"))
        .collect();
    for row in &rows {
        // The importer makes one space of several, as people read them.
        let name: String = row["nama_inovasi"].trim().chars().take(120).collect();
        let known = names
            .iter()
            .any(|it| it.split_whitespace().eq(name.split_whitespace()));
        assert!(known, "{name}");
    }
    for (code, name) in &districts {
        let here = rows
            .iter()
            .filter(|row| row["kecamatan_kode"] == *code)
            .count();
        assert_eq!(list(&format!("area={code}")).await["total"], here, "{name}");
    }
    // More than a page carries: they are there in the contests, and come by themselves.
    let home = served.text("/").await;
    let boot = boot(&home);
    assert_eq!((boot.total, boot.cards.len()), (424, 0));
    let listed: usize = boot.contests.iter().map(|it| it.numbers.len()).sum();
    assert_eq!(listed, 424);
    assert!(home.contains("<svg class=\"c-map__drawing\""));
    stop(served.server).await;
}

/// The list as an edition without borders.
fn regency(rows: &[BTreeMap<String, String>]) -> TempDir {
    let folder = folder("32.01");
    let mut categories: BTreeSet<&str> = BTreeSet::new();
    let mut table = csv::Writer::from_writer(HEADER.as_bytes().to_vec());
    for row in rows {
        let district = row["kecamatan_kode"].as_str();
        let area = if district.is_empty() {
            "32.01"
        } else {
            district
        };
        let category = row["kategori_inovator"].as_str();
        categories.insert(category);
        let name: String = row["nama_inovasi"].trim().chars().take(120).collect();
        let id = format!("BGR-{}", row["id"]);
        let summary = format!("{} ({})", row["bidang"], row["tahun"]);
        let code = code(category);
        let record = [
            id.as_str(),
            &name,
            &summary,
            &code,
            area,
            "",
            "",
            "Bappedalitbang",
            "trial",
            "non_digital",
            "other",
            "38",
            "community",
        ];
        table.write_record(record).expect("memory");
    }
    put(
        &folder,
        "innovations.csv",
        table.into_inner().expect("memory"),
    );
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["code", "label_id", "colour", "shape"])
        .expect("memory");
    for (at, category) in categories.iter().enumerate() {
        let label = if category.is_empty() {
            "Lainnya"
        } else {
            category
        };
        let (code, colour) = (code(category), at.to_string());
        let record = [code.as_str(), label, &colour, Shape::ALL[at].as_str()];
        table.write_record(record).expect("memory");
    }
    put(
        &folder,
        "categories.csv",
        table.into_inner().expect("memory"),
    );
    folder
}

/// A code out of a label: `Puskesmas/RS` is `puskesmas_rs`.
fn code(label: &str) -> String {
    if label.is_empty() {
        return "lainnya".to_owned();
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    label.to_lowercase().chars().map(plain).collect()
}

/// Districts as squares of a tenth of a degree, six in a row.
fn squares(districts: &BTreeMap<&str, &str>) -> String {
    let square = |at: u32| {
        let corner = |x: u32, y: u32| {
            let (east, north) = (f64::from(at % 6 + x), f64::from(at / 6 + y));
            [106.4 + east / 10.0, -6.8 + north / 10.0]
        };
        [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)].map(|(x, y)| corner(x, y))
    };
    let features: Vec<Value> = (0..)
        .zip(districts)
        .map(|(at, (code, name))| {
            json!({
                "type": "Feature",
                "properties": { "code": code, "name": name },
                "geometry": { "type": "Polygon", "coordinates": [square(at)] },
            })
        })
        .collect();
    json!({ "type": "FeatureCollection", "features": features }).to_string()
}
