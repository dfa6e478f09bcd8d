//! An edition folder (`crates/edition/FORMAT.md`) of an election: its projects
//! are innovations in one category, on one square of land.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use wire::{EditionSlug, InnovationId, RankedCount, Rule};

use crate::pabulib::Election;

/// West, south, east, north of the square, degrees.
const SQUARE: [f64; 4] = [107.9, -3.1, 108.1, -2.9];
const REGION: &str = "99.01";
const DISTRICT: &str = "99.01.01";
/// An innovation's name has at most this many characters.
const NAME: usize = 120;
/// A one-line summary has at most this many characters.
const SUMMARY: usize = 160;

/// The folder could not be written.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("writing {}", file.display())]
    File { file: PathBuf, source: io::Error },
    #[error("writing innovations.csv")]
    Table(#[from] csv::Error),
}

/// The registration number of the project at that index.
pub fn id(at: usize) -> InnovationId {
    InnovationId::from(format!("PB-{:06}", at + 1).as_str())
}

/// Writes the folder of an election with that rule.
/// Names that are longer than an innovation's may be are cut.
pub fn write(
    folder: &Path,
    election: &Election,
    slug: &EditionSlug,
    rule: Rule,
) -> Result<(), FolderError> {
    fs::create_dir_all(folder).map_err(|source| FolderError::File {
        file: folder.to_owned(),
        source,
    })?;
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        fs::write(&file, text).map_err(|source| FolderError::File { file, source })
    };
    write("edition.toml", &edition(election, slug, rule))?;
    write(
        "categories.csv",
        "code,label_id,label_en,colour,shape,votable\nproject,Usulan,Projects,0,circle,yes\n",
    )?;
    write("areas.geojson", &areas().to_string())?;
    innovations(&folder.join("innovations.csv"), election)
}

fn edition(election: &Election, slug: &EditionSlug, rule: Rule) -> String {
    let text = |key: &str, instead: &str| {
        let text = election.meta.get(key).map_or(instead, String::as_str);
        // JSON's way to write a string is one of TOML's, too.
        Value::from(cut(text, NAME)).to_string()
    };
    format!(
        r#"slug = "{slug}"
venue = {venue}
agency = "Pabulib"
starts_on = "2026-01-01"
ends_on = "2026-01-01"
contact = "office@example.org"
attribution = ["Pabulib (arXiv 2012.06539)"]
approximate_borders = true
example = true

[name]
id = {name}

[region]
code = "{REGION}"
name = {venue}
timezone = "Asia/Jakarta"
district_word = {{ id = "Kecamatan", en = "District" }}
village_word = {{ id = "Desa", en = "Village" }}

[voting]
{rule}
visibility = "live"
release_ballots = 1
"#,
        slug = slug.as_str(),
        rule = lines(rule),
        venue = text("unit", "Pabulib"),
        name = text("description", "Pabulib"),
    )
}

/// The keys of a rule in edition.toml.
fn lines(rule: Rule) -> String {
    match rule {
        Rule::OnePerCategory => "rule = \"one_per_category\"".to_owned(),
        Rule::Approval { max } => format!("rule = \"approval\"\nmax = {max}"),
        Rule::Points { total, max } => {
            format!("rule = \"points\"\npoints = {total}\nmax = {max}")
        }
        Rule::Score { max } => format!("rule = \"score\"\nmax = {max}"),
        Rule::Ranked { max, count } => {
            let count = match count {
                RankedCount::Borda => "borda",
                RankedCount::InstantRunoff => "instant_runoff",
            };
            format!("rule = \"ranked\"\nmax = {max}\ncount = \"{count}\"")
        }
    }
}

fn areas() -> Value {
    let [west, south, east, north] = SQUARE;
    let ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
    ];
    json!({
        "type": "FeatureCollection",
        "features": [{
            "type": "Feature",
            "properties": { "code": DISTRICT, "name": "Pabulib", "level": "district" },
            "geometry": { "type": "Polygon", "coordinates": [ring] },
        }],
    })
}

fn innovations(file: &Path, election: &Election) -> Result<(), FolderError> {
    let mut table = csv::Writer::from_path(file)?;
    table.write_record([
        "id",
        "slug",
        "name",
        "summary",
        "category",
        "area",
        "longitude",
        "latitude",
        "agency",
        "stage",
        "kind",
        "form",
        "affair",
        "initiator",
    ])?;
    for (at, project) in election.projects.iter().enumerate() {
        let [longitude, latitude] = point(at, election.projects.len());
        table.write_record([
            id(at).as_str(),
            &format!("project-{}", at + 1),
            &cut(&project.name, NAME),
            &cut(&project.name, SUMMARY),
            "project",
            DISTRICT,
            &format!("{longitude:.6}"),
            &format!("{latitude:.6}"),
            "Pabulib",
            "implementation",
            "non_digital",
            "public_service",
            "1",
            "community",
        ])?;
    }
    table.flush().map_err(|source| FolderError::File {
        file: file.to_owned(),
        source,
    })
}

/// Projects stand in rows and columns, well inside the square.
fn point(at: usize, count: usize) -> [f64; 2] {
    let columns = (1..=count).find(|side| side * side >= count).unwrap_or(1);
    let [west, south, east, north] = SQUARE;
    let part = |index: usize| {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let columns = u32::try_from(columns).unwrap_or(u32::MAX);
        (f64::from(index) + 1.0) / (f64::from(columns) + 1.0)
    };
    [
        west + (east - west) * part(at % columns),
        south + (north - south) * part(at / columns),
    ]
}

/// On one line, and not longer than that; without what the format refuses, as
/// nobody here could type a name again.
fn cut(text: &str, characters: usize) -> String {
    let text = edition::tidy(text).unwrap_or_else(|_| {
        let plain = |it: &char| it.is_ascii_graphic() || *it == ' ';
        text.chars().filter(plain).collect()
    });
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_start_matches(['=', ' ']);
    let line = if line.is_empty() { "-" } else { line };
    if line.chars().count() <= characters {
        return line.to_owned();
    }
    line.chars().take(characters - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use wire::Rule;

    use super::{cut, edition, point};
    use crate::pabulib::Election;

    #[test]
    fn cuts_at_characters_not_at_bytes() {
        assert_eq!(cut("łódź", 4), "łódź");
        assert_eq!(cut("łódź i", 4), "łód…");
        assert_eq!(cut(" one\n two ", 9), "one two");
        assert_eq!(cut("=caf\u{c3}\u{a9} 1", 9), "caf 1");
        assert_eq!(cut("\u{200b}", 9), "-");
    }

    #[test]
    fn every_project_stands_inside_the_square() {
        for count in [1, 2, 5, 257] {
            let points: Vec<_> = (0..count).map(|at| point(at, count)).collect();
            for [longitude, latitude] in &points {
                assert!((107.9..108.1).contains(longitude), "{longitude}");
                assert!((-3.1..-2.9).contains(latitude), "{latitude}");
            }
            let mut bits: Vec<_> = points
                .iter()
                .map(|[x, y]| (x.to_bits(), y.to_bits()))
                .collect();
            bits.sort_unstable();
            bits.dedup();
            assert_eq!(bits.len(), count, "no two at one place");
        }
    }

    #[test]
    fn a_description_can_hold_anything() {
        let text = "META\nkey;value\ndescription;\"Parks \"\"A\\B\"\"\"\nvote_type;approval\n\
                    PROJECTS\nproject_id;votes\nA;0\nVOTES\nvoter_id;vote\n1;A\n";
        let election = Election::read(text).expect("a good file");
        let text = edition(&election, &"e".into(), Rule::Approval { max: 1 });
        assert!(text.contains(r#"id = "Parks \"A\\B\"""#), "{text}");
    }
}
