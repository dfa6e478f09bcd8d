//! Borders as an office has them: fields of other names, codes of another system.
//! Said once for the whole file, as no feature is to blame.

use std::collections::BTreeSet;

use serde_json::Value;

use super::geojson::Feature;
use super::{AreaFault, Government, code};

/// What names are called in borders of agencies and in maps that offices drew; the
/// most telling first.
const NAMES: [&str; 20] = [
    "name",
    "nama",
    "namobj",
    "wadmkd",
    "wadmkc",
    "nama_wilayah",
    "nama_desa",
    "nm_desa",
    "nmdesa",
    "desa",
    "kelurahan",
    "nama_kec",
    "namakec",
    "nm_kec",
    "nmkec",
    "kecamatan",
    "kec",
    "village",
    "district",
    "wilayah",
];
/// The most fields that are listed.
const LISTED: usize = 30;

/// One fault for the file, if its fields are not ours or its codes are of BPS.
pub(super) fn check(features: &[Feature], government: Government) -> Result<(), Vec<AreaFault>> {
    let with = |field: &str| features.iter().filter(|it| has(it, field)).count();
    let mut missing = vec!["code", "name"];
    missing.retain(|field| 2 * with(field) < features.len());
    if !missing.is_empty() {
        let expected = foreign(features, &missing, government);
        return Err(vec![AreaFault::whole(None, expected)]);
    }
    let of_bps = |it: &&Feature| it.properties.get("code").is_some_and(is_of_bps);
    let mut found = features.iter().filter(of_bps);
    if let (Some(first), true) = (found.next(), code::is_of_ministry(government.code)) {
        let expected = format!(
            "codes of the Ministry of Home Affairs such as 19.06.01, of 2, 4, 6 or 10 digits; {} of \
             {} features have what looks like a code of BPS, 7 digits for a district and 10 for a \
             village. BPS numbers districts in another order: don't just cut the codes, take them \
             from borders or a table that have both{}",
            found.count() + 1,
            features.len(),
            beside(features, government),
        );
        let found = first.properties.get("code").map(plain);
        return Err(vec![first.fault("code", found, expected)]);
    }
    Ok(())
}

fn has(feature: &Feature, field: &str) -> bool {
    feature
        .properties
        .get(field)
        .is_some_and(|it| !it.is_null())
}

fn is_of_bps(value: &Value) -> bool {
    code::is_of_bps(&plain(value))
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// All fields, each once.
fn fields(features: &[Feature]) -> BTreeSet<&str> {
    let all = features.iter().flat_map(|it| it.properties.keys());
    all.map(String::as_str).collect()
}

/// The fields that were found, and which of them are likely the ones that are not.
fn foreign(features: &[Feature], missing: &[&str], government: Government) -> String {
    let fields = fields(features);
    let ours = "the fields \"code\" and \"name\" in each feature";
    if fields.is_empty() {
        return format!("{ours}; these have no fields at all");
    }
    let listed: Vec<&str> = fields.iter().copied().take(LISTED).collect();
    let more = if fields.len() > LISTED { ", …" } else { "" };
    let said = missing.iter().map(|ours| {
        let theirs = match *ours {
            "code" => code_field(features, government),
            _ => name_field(features),
        };
        match theirs {
            Some(theirs) => format!("{theirs} looks like the {ours}: rename it"),
            None => format!("none of them looks like the {ours}"),
        }
    });
    format!(
        "{ours}; found the fields {}{more}; {} (in QGIS: Export, Save Features As)",
        listed.join(", "),
        said.collect::<Vec<_>>().join(", ")
    )
}

/// The field that has most codes of this government's districts or villages, none of
/// them the same.
fn code_field<'a>(features: &'a [Feature], government: Government) -> Option<&'a str> {
    let codes = |field: &str| {
        let values = features.iter().filter_map(|it| it.properties.get(field));
        let codes = values
            .filter(|it| !is_of_bps(it))
            .filter_map(code::from_json);
        let own = codes.filter(|it| code::is_within(it, government.code));
        own.collect::<BTreeSet<String>>().len()
    };
    let best = fields(features)
        .into_iter()
        .max_by_key(|field| codes(field))?;
    (codes(best) > 0).then_some(best)
}

fn name_field(features: &[Feature]) -> Option<&str> {
    let fields = fields(features);
    let known = NAMES.iter().filter_map(|name| {
        let is_it = |field: &&&str| field.eq_ignore_ascii_case(name);
        fields.iter().find(is_it).copied()
    });
    let different = |field: &&str| {
        let values = features
            .iter()
            .filter_map(|it| it.properties.get(*field)?.as_str());
        2 * values.collect::<BTreeSet<&str>>().len() > features.len()
    };
    let mut known = known.filter(different);
    known.next()
}

/// A field beside the codes of BPS that has those of the ministry.
fn beside(features: &[Feature], government: Government) -> String {
    let field = code_field(features, government).filter(|it| *it != "code");
    field.map_or(String::new(), |it| {
        format!("; here the field {it} has them")
    })
}
