//! The codes to print: read back from the files that `peta codes` wrote, and
//! checked against what the database knows of them.

use std::{
    collections::HashSet,
    error::Error,
    num::NonZero,
    path::{Path, PathBuf},
    thread,
};

use ::print::{Batch, Slip};
use ledger::Code;
use store::CodeBatch;
use wire::EditionSlug;

const HEAD: [&str; 3] = ["number", "booth", "code"];

pub(super) fn read(
    files: &[PathBuf],
    edition: &EditionSlug,
    made: &[CodeBatch],
) -> Result<Vec<Batch>, Box<dyn Error>> {
    let mut batches: Vec<Batch> = Vec::new();
    for file in files {
        let at = file.display();
        let number = number(file).ok_or_else(|| {
            format!("{at}: peta codes names its files batch-1.csv, batch-2.csv and so on")
        })?;
        if batches.iter().any(|it| it.number == number) {
            return Err(format!("{at}: batch {number} is named twice").into());
        }
        let (booth, rows) = table(file).map_err(|error| format!("{at}{error}"))?;
        fits(number, &booth, rows.len(), edition, made)
            .map_err(|error| format!("{at}: {error}"))?;
        batches.push(Batch {
            number,
            booth,
            slips: slips(&rows, edition),
        });
    }
    Ok(batches)
}

/// The batch's number in the file's name.
fn number(file: &Path) -> Option<u32> {
    let name = file.file_name()?.to_str()?;
    let digits = name.strip_prefix("batch-")?.strip_suffix(".csv")?;
    digits.parse().ok()
}

type Rows = Vec<(u32, Code)>;

/// The booth, and each number with its code. An error begins with its place.
fn table(file: &Path) -> Result<(String, Rows), String> {
    let mut table = csv::Reader::from_path(file).map_err(|error| format!(": {error}"))?;
    let head = table.headers().map_err(|error| format!(": {error}"))?;
    if head != HEAD.as_slice() {
        return Err(format!(": its columns have to be {}", HEAD.join(", ")));
    }
    let mut name: Option<String> = None;
    let mut rows = Rows::new();
    let (mut numbers, mut codes) = (HashSet::new(), HashSet::new());
    for (row, record) in (2_u32..).zip(table.records()) {
        // Never the row's text: it has the code.
        let at = |what: &str| format!(", row {row}: {what}");
        let record = record.map_err(|_| at("it does not have three columns of text"))?;
        let number = record[0].parse().ok().filter(|it| *it > 0);
        let number = number.ok_or_else(|| at("the number has to be a whole one from 1"))?;
        if !numbers.insert(number) {
            return Err(at("its number stands in a row before"));
        }
        let booth = name.get_or_insert_with(|| record[1].to_owned());
        if *booth != record[1] {
            return Err(at("another booth than in the rows before"));
        }
        let code: Code = record[2].parse().map_err(|error| at(&format!("{error}")))?;
        if !codes.insert(code.to_string()) {
            return Err(at("its code stands in a row before"));
        }
        rows.push((number, code));
    }
    let name = name.ok_or(": there are no codes in it")?;
    Ok((name, rows))
}

/// Whether this is the batch that the edition has under that number.
fn fits(
    number: u32,
    booth: &str,
    codes: usize,
    edition: &EditionSlug,
    made: &[CodeBatch],
) -> Result<(), String> {
    let batch = made.iter().find(|it| it.number == number);
    let batch = batch.ok_or_else(|| format!("{edition} has no batch {number}"))?;
    if let Some((_, reason)) = &batch.voided {
        return Err(format!("batch {number} is void ({reason})"));
    }
    if batch.booth != booth {
        let other = &batch.booth;
        return Err(format!(
            "batch {number} of {edition} is for {other}, this file is for {booth}"
        ));
    }
    if u64::try_from(codes) != Ok(batch.codes) {
        let all = batch.codes;
        return Err(format!(
            "batch {number} has {all} codes, this file has {codes}"
        ));
    }
    Ok(())
}

/// With their seeds; worked out on all processors.
fn slips(rows: &[(u32, Code)], edition: &EditionSlug) -> Vec<Slip> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let share = rows.len().div_ceil(threads).max(1);
    let slip = |(number, code): &(u32, Code)| Slip {
        number: *number,
        code: code.to_string(),
        seed: code.seed(edition),
    };
    thread::scope(|scope| {
        let parts: Vec<_> = rows
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(slip).collect::<Vec<_>>()))
            .collect();
        let slips = parts.into_iter().flat_map(|part| match part.join() {
            Ok(slips) => slips,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        slips.collect()
    })
}
