//! A small folder in which everything is right, to be damaged by tests.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

pub(crate) const EDITION: &str = r#"slug = "pekan-2026"
venue = "Auditorium"
agency = "Bappelitbangda"
starts_on = "2026-08-04"
ends_on = 2026-08-07
contact = "kantor@example.go.id"
attribution = ["Batas: contoh"]

[name]
id = "Pekan Inovasi 2026"
en = "Innovation Week 2026"

[region]
code = "19.06"
name = "Belitung Timur"
timezone = "Asia/Jakarta"
district_word = { id = "Kecamatan", en = "District" }
village_word = { id = "Desa", en = "Village" }

[voting]
rule = "approval"
max = 5
visibility = "frozen"
frozen_minutes = 60
opens_at = "2026-08-04T09:00:00+07:00"
closes_at = 2026-08-07T15:00:00+07:00

[tiles]
url = "https://tile.example.org/{z}/{x}/{y}.png"
attribution = "OpenStreetMap"
max_zoom = 19
"#;

pub(crate) const CATEGORIES: &str = "\
code,label_id,label_en,colour,shape,votable
agency,Perangkat daerah,Agencies,0,circle,yes
school,Sekolah,Schools,1,star,no
";

pub(crate) const INNOVATIONS: &str = "\
id,name,summary,category,area,longitude,latitude,agency,stage,kind,form,affair,related_affairs,goals,initiator,reach,trial_on,in_use_since,budget,pictures,picture_alts,video_url
BLT-001,SI LAUT,Harga ikan harian,agency,19.06.01.2001,108.1,-2.9,Dinas Perikanan,trial,digital,public_service,25,17,8|14,agency,19.06.02,2025-01-02,2026-01-02,1500000,boat.png,Perahu di dermaga,https://video.example.org/1
BLT-002,Sampah Jadi Berkah,Bank sampah,school,19.06.02,,,SD 1,initiative,non_digital,other,11,,,community,,,,,,,
";

pub(crate) const AREAS: &str = r#"{"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"code":"19.06.01","name":"Manggar"},"geometry":{"type":"Polygon","coordinates":[[[108.0,-3.0],[108.2,-3.0],[108.2,-2.8],[108.0,-2.8],[108.0,-3.0]]]}},
{"type":"Feature","properties":{"code":1906012001,"name":"Lalang"},"geometry":{"type":"Polygon","coordinates":[[[108.0,-3.0],[108.2,-3.0],[108.2,-2.8],[108.0,-2.8],[108.0,-3.0]]]}},
{"type":"Feature","properties":{"code":"190602","name":"Gantung"},"geometry":{"type":"Polygon","coordinates":[[[108.2,-3.0],[108.4,-3.0],[108.4,-2.8],[108.2,-2.8],[108.2,-3.0]]]}},
{"type":"Feature","properties":{"code":"19.02","name":"Belitung"},"geometry":{"type":"Polygon","coordinates":[[[107.8,-3.0],[108.0,-3.0],[108.0,-2.8],[107.8,-2.8],[107.8,-3.0]]]}}
]}"#;

pub(crate) const PNG: &[u8] = b"\x89PNG\r\n\x1a\n and more";

/// The folder; it is removed when the value is dropped.
pub(crate) fn folder() -> TempDir {
    let dir = tempfile::tempdir().expect("the machine has room for a folder");
    let at = dir.path();
    put(at, "edition.toml", EDITION);
    put(at, "categories.csv", CATEGORIES);
    put(at, "innovations.csv", INNOVATIONS);
    put(at, "areas.geojson", AREAS);
    fs::create_dir(at.join("media")).unwrap();
    put(at, "media/boat.png", PNG);
    dir
}

pub(crate) fn put(dir: &Path, name: &str, contents: impl AsRef<[u8]>) {
    fs::write(dir.join(name), contents).unwrap();
}

/// Changes the first occurrence of a text in a file; it must be there.
pub(crate) fn swap(dir: &Path, name: &str, from: &str, to: &str) {
    let text = fs::read_to_string(dir.join(name)).unwrap();
    assert!(text.contains(from), "{name} holds no {from}");
    put(dir, name, text.replacen(from, to, 1));
}
