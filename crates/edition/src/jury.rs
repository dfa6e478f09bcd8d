//! A table of the jury's means, which comes after the close and is no part of the
//! folder.

use std::{collections::BTreeMap, fmt::Display, path::Path, str::FromStr};

use wire::{BallotNumber, Card};

use crate::{
    Limits,
    cells::Cells,
    fault::{Fault, Faults, Place},
    file,
    table::{Layout, Table},
};

const FILE: &str = "jury.csv";
const INNOVATION: &str = "innovation";
const MEAN: &str = "mean";

const LAYOUT: Layout = Layout {
    file: FILE,
    required: &[INNOVATION, MEAN],
    optional: &[],
    labels: false,
};

/// Reads a mean for each of the innovations, which are named by ballot number, id
/// or slug. All is taken, or every fault named.
pub fn jury<T>(path: &Path, innovations: &[&Card]) -> Result<BTreeMap<BallotNumber, T>, Faults>
where
    T: FromStr<Err: Display>,
{
    let mut faults = Faults::default();
    let means = means(path, innovations, &mut faults);
    match means {
        Some(means) if faults.is_empty() => Ok(means),
        _ => Err(faults.in_order()),
    }
}

fn means<T>(
    path: &Path,
    innovations: &[&Card],
    faults: &mut Faults,
) -> Option<BTreeMap<BallotNumber, T>>
where
    T: FromStr<Err: Display>,
{
    let limits = Limits::default();
    let name = path.file_name().and_then(|it| it.to_str());
    let (folder, name) = (path.parent().unwrap_or(path), name.unwrap_or_default());
    let text = file::text(folder, name, limits.settings, faults)?;
    let table = Table::parse(&LAYOUT, &text, limits.rows, faults)?;
    let mut means = BTreeMap::new();
    let mut named = Vec::new();
    for row in &table.rows {
        let mut cells = Cells {
            table: &table,
            row,
            faults,
        };
        let word = cells.get(INNOVATION);
        let number = innovations.iter().find(|it| is_named(it, word));
        let number = number.map(|it| it.number);
        match number {
            None => cells.wrong(INNOVATION, "a number, id or slug of the ballot"),
            Some(number) if named.contains(&number) => {
                cells.wrong(INNOVATION, "an innovation that has no other row");
            }
            Some(number) => named.push(number),
        }
        match (cells.get(MEAN).parse(), number) {
            (Err(error), _) => cells.wrong(MEAN, format!("a mean: {error}")),
            (Ok(mean), Some(number)) => drop(means.insert(number, mean)),
            (Ok(_), None) => {}
        }
    }
    for card in innovations.iter().filter(|it| !named.contains(&it.number)) {
        let expected = format!("a row for innovation {}, {}", card.number, card.id);
        faults.add(Fault::new(FILE, Place::File, None, expected));
    }
    Some(means)
}

fn is_named(card: &Card, word: &str) -> bool {
    card.id.as_str() == word || card.slug.as_str() == word || word.parse() == Ok(card.number.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_with_its_row() {
        let sample = crate::read(
            Path::new(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../data/belitung-timur"
            )),
            &Limits::default(),
        )
        .unwrap();
        let cards: Vec<&Card> = sample
            .innovations
            .iter()
            .map(|it| &it.card)
            .take(3)
            .collect();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nilai.csv");
        let read = |rows: &str| {
            std::fs::write(&path, format!("innovation;mean\n{rows}")).unwrap();
            jury::<u32>(&path, &cards)
        };
        let [a, b, c] = [0, 1, 2].map(|at: usize| cards[at]);
        let sound = format!("{};80\n{};70\n{};60\n", a.number, b.id, c.slug);
        assert_eq!(
            read(&sound),
            Ok([(a.number, 80), (b.number, 70), (c.number, 60)].into())
        );
        let wrong = format!("{};8x\n{};70\nlain;1\n", a.number, a.slug);
        let told = read(&wrong).unwrap_err().to_string();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 5, "{told}");
        assert!(lines[0].starts_with("jury.csv, row 2, column \"mean\": found \"8x\""));
        assert!(lines[1].starts_with("jury.csv, row 3, column \"innovation\""));
        assert!(lines[2].starts_with("jury.csv, row 4, column \"innovation\": found \"lain\""));
        assert!(lines[3].ends_with(&format!("a row for innovation {}, {}", b.number, b.id)));
        // Rows are those of the spreadsheet.
        let apart = format!("\r\n\r\n{};8x\r\n;\r\n{};70\r\n", a.number, a.slug);
        let told = read(&apart).unwrap_err().to_string();
        let mut lines = told.lines();
        assert!(
            lines
                .next()
                .is_some_and(|it| it.starts_with("jury.csv, row 4, column \"mean\""))
        );
        assert!(
            lines
                .next()
                .is_some_and(|it| it.starts_with("jury.csv, row 6, column")),
            "{told}"
        );
    }
}
