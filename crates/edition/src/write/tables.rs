//! The CSV files.

use wire::{Category, Localized, Precision, Profile, Vocabulary};

use super::WriteError;
use crate::vocabulary::lists;

pub(super) fn categories(categories: &[Category]) -> Result<String, WriteError> {
    let languages = languages(categories.iter().map(|category| &category.label));
    let labels = languages.iter().map(|language| format!("label_{language}"));
    let header = ["code", "colour", "shape", "votable"].map(str::to_owned);
    let mut rows = vec![header.into_iter().chain(labels).collect::<Vec<_>>()];
    for category in categories {
        let votable = if category.votable { "yes" } else { "no" };
        let mut row = vec![
            category.code.to_string(),
            category.colour.to_string(),
            category.shape.as_str().to_owned(),
            votable.to_owned(),
        ];
        row.extend(texts(&category.label, &languages));
        rows.push(row);
    }
    csv("categories.csv", &rows)
}

pub(super) fn vocabulary(vocabulary: &Vocabulary) -> Result<String, WriteError> {
    let mut vocabulary = vocabulary.clone();
    let all = lists(&mut vocabulary);
    let terms = || {
        all.iter()
            .flat_map(|(name, list)| list.iter().map(move |term| (name, term)))
    };
    let languages = languages(terms().map(|(_, term)| &term.label));
    let labels = languages.iter().map(|language| format!("label_{language}"));
    let mut rows = vec![
        ["list", "code"]
            .map(str::to_owned)
            .into_iter()
            .chain(labels)
            .collect(),
    ];
    for (name, term) in terms() {
        let mut row: Vec<String> = vec![(*name).to_owned(), term.code.clone()];
        row.extend(texts(&term.label, &languages));
        rows.push(row);
    }
    csv("vocabulary.csv", &rows)
}

/// Indonesian first.
fn languages<'a>(labels: impl Iterator<Item = &'a Localized>) -> Vec<String> {
    let mut languages: Vec<String> = labels.flat_map(|label| label.0.keys().cloned()).collect();
    languages.push("id".to_owned());
    languages.sort_by_key(|language| (language != "id", language.clone()));
    languages.dedup();
    languages
}

fn texts(label: &Localized, languages: &[String]) -> Vec<String> {
    languages
        .iter()
        .map(|tag| label.0.get(tag).cloned().unwrap_or_default())
        .collect()
}

pub(super) fn innovations(profiles: &[Profile]) -> Result<String, WriteError> {
    let mut rows = Vec::with_capacity(profiles.len() + 1);
    for profile in profiles {
        let cells = cells(profile)?;
        if rows.is_empty() {
            rows.push(
                cells
                    .iter()
                    .map(|(column, _)| (*column).to_owned())
                    .collect(),
            );
        }
        rows.push(cells.into_iter().map(|(_, value)| value).collect());
    }
    csv("innovations.csv", &rows)
}

fn cells(profile: &Profile) -> Result<Vec<(&'static str, String)>, WriteError> {
    let card = &profile.card;
    let point = (card.precision == Precision::Point).then_some(card.point);
    let degrees = |axis: usize| point.map_or(String::new(), |point| point[axis].to_string());
    let number = |number: Option<u64>| number.map_or(String::new(), |number| number.to_string());
    let date = |date: Option<chrono::NaiveDate>| date.map_or(String::new(), |it| it.to_string());
    let reach: Vec<String> = profile.reach.iter().map(ToString::to_string).collect();
    let pictures = if profile.pictures.is_empty() {
        card.picture.as_slice()
    } else {
        &profile.pictures
    };
    let files: Vec<String> = pictures
        .iter()
        .map(|picture| picture.file.clone())
        .collect();
    let alts: Vec<String> = pictures.iter().map(|picture| picture.alt.clone()).collect();
    Ok(vec![
        ("id", card.id.to_string()),
        ("slug", card.slug.to_string()),
        ("name", card.name.clone()),
        ("expansion", card.expansion.clone()),
        ("summary", card.summary.clone()),
        ("category", card.category.to_string()),
        ("area", card.area.to_string()),
        ("longitude", degrees(0)),
        ("latitude", degrees(1)),
        ("agency", card.agency.clone()),
        ("stage", card.stage.clone()),
        ("kind", card.kind.clone()),
        ("form", profile.form.clone()),
        ("affair", card.affair.clone()),
        (
            "related_affairs",
            list("related_affairs", &profile.related_affairs)?,
        ),
        ("goals", list("goals", &card.goals)?),
        ("themes", list("themes", &profile.themes)?),
        ("initiator", profile.initiator.clone()),
        ("initiator_name", profile.initiator_name.clone()),
        ("design", profile.design.clone()),
        ("purpose", profile.purpose.clone()),
        ("benefit", profile.benefit.clone()),
        ("before", profile.results.before.clone()),
        ("after", profile.results.after.clone()),
        (
            "beneficiaries",
            number(profile.beneficiaries.map(u64::from)),
        ),
        ("trial_on", date(profile.trial_on)),
        ("in_use_since", date(profile.in_use_since)),
        ("budget", number(profile.budget)),
        ("budget_source", profile.budget_source.clone()),
        ("reach", list("reach", &reach)?),
        ("booth", card.booth.clone()),
        ("pictures", list("pictures", &files)?),
        ("picture_alts", list("picture_alts", &alts)?),
        ("video_url", profile.video_url.clone()),
        ("contact", profile.contact.clone()),
        ("awards", list("awards", &profile.awards)?),
        ("replications", profile.replications.to_string()),
    ])
}

fn list(column: &'static str, values: &[String]) -> Result<String, WriteError> {
    match values.iter().find(|value| value.contains('|')) {
        Some(value) => Err(WriteError::Separator {
            column,
            value: value.clone(),
        }),
        None => Ok(values.join("|")),
    }
}

fn csv(file: &str, rows: &[Vec<String>]) -> Result<String, WriteError> {
    let failed = |error: std::io::Error| WriteError::Io {
        file: file.to_owned(),
        source: error,
    };
    // The mark tells a spreadsheet that it is UTF-8: without it, Excel reads
    // Windows-1252.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer
            .write_record(row)
            .map_err(|error| failed(error.into()))?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
