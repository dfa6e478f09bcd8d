//! Counting again: a journalist in a browser, an auditor without a network, and
//! two other programs that agree with them.

use std::{fs, path::Path, process::Command};

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Visitor, journey, journeys, same};
use wire::{Phase, Standings};

journeys!(a_journalist_recounts);

const BALLOTS: usize = 300;
/// From now on every worker breaks down at once.
const CRASH: &str = "window.Worker = class {
    postMessage() { setTimeout(() => this.onerror(new ErrorEvent('error', { message: 'gone' }))); }
    terminate() {}
};";

/// Waits for the verdict, which is that one.
async fn verdict(visitor: &Visitor, class: &str, words: &str) -> Outcome {
    visitor
        .find(&format!("#verdict.{class} strong"), words)
        .await?;
    Ok(())
}

/// What the tables of the page say: votes by name, contest after contest.
async fn shown(visitor: &Visitor) -> Outcome<Vec<(String, String)>> {
    let script = "return [...document.querySelectorAll('#contests tbody tr')].map(row => [
        row.cells[1].firstChild.textContent.trim(), row.cells[2].textContent.replace(/[.,]/g, '')])";
    let rows = visitor.ask(script, Vec::new()).await?;
    serde_json::from_value(rows).map_err(|error| JourneyError::broken(error.to_string()))
}

fn expected(standings: &Standings, names: &[(u32, String)]) -> Vec<(String, String)> {
    let rows = standings.contests.iter().flat_map(|it| &it.rows);
    let name = |number: u32| {
        let listed = names.iter().find(|(it, _)| *it == number);
        listed.map_or(String::new(), |(_, name)| name.clone())
    };
    rows.map(|row| (name(row.number.0), row.votes.to_string()))
        .collect()
}

/// From the results, by the button there, to the same numbers counted again.
fn a_journalist_recounts(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            site.votes_alike(BALLOTS).await?;
            site.counts(BALLOTS as u64).await?;
            let cards = site.cards().await?;
            let names: Vec<_> = cards
                .iter()
                .map(|it| (it.number.0, it.name.clone()))
                .collect();
            site.phase(Phase::Closed).await?;
            // Too early: nothing was published yet.
            visitor.open("/results").await?;
            visitor
                .press(".c-results__downloads a", "Hitung ulang sendiri")
                .await?;
            visitor.press("#start", "Hitung ulang sekarang").await?;
            verdict(visitor, "bad", "Hasil belum diumumkan").await?;

            site.phase(Phase::Objection).await?;
            site.result().await?;
            visitor.press("#start", "Hitung sekali lagi").await?;
            verdict(visitor, "good", "Hasilnya cocok").await?;
            let standings = site.standings().await?;
            let all = expected(&standings, &names);
            same(&all, &shown(visitor).await?)?;
            visitor.press("#language", "English").await?;
            verdict(visitor, "good", "The result is right").await?;
            visitor.page_is_accessible("a recount").await?;
            let folder = site.archive().await?;
            others_agree(&folder)?;
            spoil(&folder)?;
            others_refuse(&folder)
        },
    )
}

/// An auditor opens the page that lies in the archive: no server, no network.
#[test]
fn an_auditor_opens_the_offline_file() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::default(),
        Screen::LAPTOP,
        &async |visitor, site| {
            site.votes_alike(BALLOTS).await?;
            site.counts(BALLOTS as u64).await?;
            for phase in [Phase::Closed, Phase::Objection] {
                site.phase(phase).await?;
            }
            let folder = site.archive().await?;
            others_agree(&folder)?;
            let page = folder.join("verify.html");
            altered(&page, |bytes| bytes.push(b'\n'), || others_refuse(&folder))?;
            let page = format!("file://{}", folder.join("verify.html").display());
            visitor.go(&page).await?;
            visitor.choose("#folder", &folder).await?;
            verdict(visitor, "good", "Hasilnya cocok").await?;
            spoil(&folder)?;
            visitor.choose("#folder", &folder).await?;
            verdict(visitor, "bad", "Hasilnya tidak cocok").await?;
            visitor.find("#verdict code", "entry 4 is not").await?;
            // A browser that can't do it says nothing about the vote.
            visitor.ask(CRASH, Vec::new()).await?;
            visitor.choose("#folder", &folder).await?;
            verdict(visitor, "bad", "Pemeriksaan berhenti").await?;
            visitor.press("#language", "English").await?;
            verdict(visitor, "bad", "The check stopped").await
        },
    )
}

/// `peta verify` and the verifier in Python, which shares no code with us.
fn programs(folder: &Path) -> Outcome<[Command; 2]> {
    let mut peta = Command::new(journeys::peta()?);
    peta.arg("verify").arg(folder);
    let mut python = Command::new("python3");
    python.arg("-B").arg(folder.join("verify.py")).arg(folder);
    Ok([peta, python])
}

fn said(program: &mut Command) -> Outcome<(bool, String)> {
    let output = program.output().map_err(JourneyError::Network)?;
    let said = [output.stdout, output.stderr].concat();
    Ok((
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    ))
}

fn others_agree(folder: &Path) -> Outcome {
    for mut program in programs(folder)? {
        let (is_right, text) = said(&mut program)?;
        if !is_right || text.lines().last() != Some("OK") {
            return Err(JourneyError::broken(text));
        }
    }
    Ok(())
}

fn others_refuse(folder: &Path) -> Outcome {
    for mut program in programs(folder)? {
        let (is_right, text) = said(&mut program)?;
        if is_right {
            return Err(JourneyError::broken(format!("it was accepted: {text}")));
        }
    }
    Ok(())
}

/// While a file is another one.
fn altered(
    file: &Path,
    change: impl FnOnce(&mut Vec<u8>),
    act: impl FnOnce() -> Outcome,
) -> Outcome {
    let failed = |source| JourneyError::File {
        path: file.to_owned(),
        source,
    };
    let before = fs::read(file).map_err(failed)?;
    let mut bytes = before.clone();
    change(&mut bytes);
    fs::write(file, &bytes).map_err(failed)?;
    act()?;
    fs::write(file, &before).map_err(failed)
}

/// One bit of the fifth entry, a ballot.
fn spoil(folder: &Path) -> Outcome {
    let file = folder.join("log/tile/entries/000");
    let failed = |source| JourneyError::File {
        path: file.clone(),
        source,
    };
    let mut bytes = fs::read(&file).map_err(failed)?;
    let mut at = 0;
    for _ in 0..4 {
        at += 2 + usize::from(u16::from_be_bytes([bytes[at], bytes[at + 1]]));
    }
    bytes[at + 40] ^= 1;
    fs::write(&file, bytes).map_err(failed)
}
