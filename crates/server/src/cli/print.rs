//! `peta print`: everything of the event that is on paper (`crates/print`).

mod batches;
mod files;

use std::{
    collections::{BTreeMap, HashSet},
    error::Error,
    path::PathBuf,
};

use ::print::{Batch, Event, Handed, Language, Paper, PrintError, Printed, When};
use ledger::Credential;
use store::{Purpose, SqliteStore, Store, StoredEdition};
use wire::EditionSlug;

use super::{
    Database, Outcome,
    out::{note, say},
    serve::public_url,
};
use crate::{
    organise::words,
    page::{self, format},
};
use files::{File, Secrecy};

/// Where the server listens that is tried out on the same machine.
const AT_HOME: &str = "http://127.0.0.1:8080";

/// Writes PDF files, A4 if nothing else is said: stand cards, posters (also
/// A3) and the paper ballot; with codes also their slips and booth sheets.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// Where to write to; made if it is not there.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The address that QR codes lead to.
    #[arg(long, value_name = "URL", value_parser = public_url, default_value = AT_HOME)]
    public_url: String,
    /// Only in this language; else in both.
    #[arg(long, value_name = "id|en", value_parser = language)]
    language: Option<Language>,
    /// Files of `peta codes`, for slips and booth sheets. Slips are written for
    /// their owner only, and never over others.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    codes: Vec<PathBuf>,
}

/// The batches of codes, each code known to the database: what is printed and
/// handed out has to let people vote.
async fn read(
    store: &SqliteStore,
    edition: &EditionSlug,
    files: &[PathBuf],
) -> Result<Vec<Batch>, Box<dyn Error>> {
    let batches = batches::read(files, edition, &store.code_batches(edition).await?)?;
    let mut seen = HashSet::new();
    for batch in &batches {
        for slip in &batch.slips {
            let key = Credential::from_seed(slip.seed).public_key();
            let (number, slip) = (batch.number, slip.number);
            if store.code(edition, &key).await?.is_none() {
                return Err(format!(
                    "batch-{number}.csv: the code of number {slip} is not one of {edition}"
                )
                .into());
            }
            if !seen.insert(key) {
                return Err(format!(
                    "batch-{number}.csv: the code of number {slip} is in another file too"
                )
                .into());
            }
        }
    }
    Ok(batches)
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &arguments.edition).await?;
    let stored = store.contents(&edition).await;
    let batches = read(&store, &edition, &arguments.codes).await;
    store.close().await;
    let stored = stored?.ok_or_else(|| format!("there is no edition {edition}"))?;
    let batches = batches?;

    let languages = match &arguments.language {
        Some(one) => std::slice::from_ref(one),
        None => &Language::ALL,
    };
    let mut written = Vec::new();
    for language in languages {
        written.extend(kit(&stored, &arguments.public_url, *language, &batches)?);
    }
    files::write(&arguments.out, &written)?;
    if let Some(text) = long_ballot(&stored, &written) {
        note!("warning: {text}");
    }
    for file in &written {
        let pages = u64::try_from(file.pages).unwrap_or(u64::MAX);
        say!("{}: {}", file.name, words::count(pages, "page"));
    }
    say!("{edition}: written to {}", arguments.out.display());
    if arguments.public_url == AT_HOME {
        note!("The QR codes lead to {AT_HOME}, this machine: say --public-url for an event.");
    }
    Ok(())
}

/// Innovations that somebody at a booth can still look through on paper.
const READABLE: usize = 100;

/// What is to be said of a paper ballot that nobody will read.
fn long_ballot(stored: &StoredEdition, written: &[File]) -> Option<String> {
    let ballot = written
        .iter()
        .find(|it| it.name.starts_with("paper-ballot"))?;
    let contents = &stored.contents;
    let is_votable = |it: &&wire::Profile| {
        let category = &it.card.category;
        contents
            .categories
            .iter()
            .any(|it| it.votable && it.code == *category)
    };
    let listed = contents.innovations.iter().filter(is_votable).count();
    (listed > READABLE).then(|| {
        format!(
            "the paper ballot lists {listed} innovations on {} pages: too long to fill in at a \
             booth. Let people vote with codes at a kiosk instead",
            ballot.pages
        )
    })
}

fn language(tag: &str) -> Result<Language, String> {
    let mut all = Language::ALL.into_iter();
    all.find(|it| it.tag() == tag)
        .ok_or_else(|| "id or en".to_owned())
}

/// All files in one language.
fn kit(
    stored: &StoredEdition,
    public_url: &str,
    language: Language,
    batches: &[Batch],
) -> Result<Vec<File>, Box<dyn Error>> {
    let when = when(stored, language);
    let event = Event {
        contents: &stored.contents,
        public_url,
        language,
        when: &when,
    };
    let mut kit = Vec::new();
    let mut add = |name: &str, secrecy, printed: Result<Printed, PrintError>| {
        let name = format!("{name}-{}.pdf", language.tag());
        let printed = printed.map_err(|error| format!("{name}: {error}"))?;
        if !printed.unknown.is_empty() {
            let letters: Vec<String> = printed.unknown.iter().map(char::to_string).collect();
            note!(
                "{name}: boxes stand in place of letters that the fonts don't have: {}",
                letters.join(" ")
            );
        }
        kit.push(File {
            name,
            secrecy,
            pages: printed.pages,
            bytes: printed.pdf,
        });
        Ok::<_, String>(())
    };
    add("stand-cards", Secrecy::Public, ::print::stand_cards(&event))?;
    for paper in [Paper::A4, Paper::A3] {
        let name = format!("poster-{}", paper.name());
        add(&name, Secrecy::Public, ::print::poster(&event, paper))?;
    }
    // For the others there is none yet.
    if event.contents.edition.rule.is_choice() {
        let ballot = ::print::paper_ballot(&event);
        add("paper-ballot", Secrecy::Public, ballot)?;
    }
    for batch in batches {
        let name = format!("slips-batch-{}", batch.number);
        add(&name, Secrecy::Codes, ::print::slips(&event, batch))?;
    }
    for (name, (booth, handed)) in booths(batches) {
        let sheet = ::print::booth_sheet(&event, booth, &handed);
        add(&format!("booth-sheet-{name}"), Secrecy::Public, sheet)?;
    }
    Ok(kit)
}

/// Times as the app's pages write them.
fn when(stored: &StoredEdition, language: Language) -> When {
    let edition = &stored.contents.edition;
    let language = page::Language::choose(Some(language.tag()));
    let moment = |at| format::moment(at, &edition.region, language);
    When {
        days: format::days(edition.starts_on, edition.ends_on, language),
        opens: edition.voting_opens_at.map(moment),
        closes: edition.voting_closes_at.map(moment),
    }
}

/// Each booth with its batches, by a name for files.
fn booths(batches: &[Batch]) -> BTreeMap<String, (&str, Vec<Handed>)> {
    let mut booths: BTreeMap<String, (&str, Vec<Handed>)> = BTreeMap::new();
    for batch in batches {
        let numbers = || batch.slips.iter().map(|it| it.number);
        let handed = Handed {
            batch: batch.number,
            slips: batch.slips.len(),
            first: numbers().min().unwrap_or_default(),
            last: numbers().max().unwrap_or_default(),
        };
        let plain = file_name(&batch.booth);
        // Two names that differ only in what a file name can't hold.
        let (mut name, mut n) = (plain.clone(), 1);
        while booths
            .get(&name)
            .is_some_and(|(booth, _)| *booth != batch.booth)
        {
            n += 1;
            name = format!("{plain}-{n}");
        }
        let entry = booths.entry(name);
        entry.or_insert((&batch.booth, Vec::new())).1.push(handed);
    }
    booths
}

/// `Stan "A", Manggar` as `stan-a-manggar`.
fn file_name(booth: &str) -> String {
    let plain = booth.to_lowercase();
    let words = plain.split(|it: char| !it.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return "x".to_owned();
    }
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn booths_get_files_of_their_own() {
        let batch = |number, booth: &str| Batch {
            number,
            booth: booth.to_owned(),
            slips: Vec::new(),
        };
        let all = [
            batch(1, "Stan A"),
            batch(2, "Stan \"A\""),
            batch(3, "Stan A"),
            batch(4, "../地图"),
        ];
        let booths = booths(&all);
        let names: Vec<(&str, usize)> = booths
            .iter()
            .map(|(name, (_, handed))| (name.as_str(), handed.len()))
            .collect();
        assert_eq!(names, [("stan-a", 2), ("stan-a-2", 1), ("x", 1)]);
    }
}
