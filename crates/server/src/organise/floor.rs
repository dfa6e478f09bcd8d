//! Kiosks, papers and channels, as far as an act depends on them.

use chrono::{DateTime, Utc};
use store::{CodeBatch, KioskQueue, Link, PaperRow, PaperState, Turnout};
use wire::LinkRole;

use super::{Question, hours, words::count};

/// How many have voted, by channel.
pub(super) fn ballots(question: &mut Question, turnout: &[Turnout]) {
    let all: u64 = turnout.iter().map(|it| it.ballots).sum();
    let void: u64 = turnout.iter().map(|it| it.void).sum();
    let mut lines = vec![count(all, "ballot")];
    lines.extend(
        turnout
            .iter()
            .filter(|it| it.ballots > 0)
            .map(|it| format!("{:>6}  {}", it.ballots, it.channel.as_str())),
    );
    if void > 0 {
        lines.push(format!("and {} that are void", count(void, "ballot")));
    }
    question.facts("counted", lines);
}

/// Tablets whose queue is not known to be in, before the close makes it too late.
pub(super) fn open_queues(question: &mut Question, links: &[Link], queues: &[KioskQueue]) {
    for link in links.iter().filter(|it| it.kiosk.is_some()) {
        let Some(queue) = queues.iter().find(|it| it.kiosk == link.number) else {
            continue;
        };
        let name = name(link);
        let note = match queue.head {
            None if queue.known == 0 => format!(
                "{name} has sent nothing so far. If ballots wait on it, they count only if it \
                 says how many before the close: peta ingest … --head"
            ),
            None => format!(
                "{name} has sent {}, and has not said how long its queue is: what else waits \
                 on it will not count (peta ingest … --head before the close)",
                count(queue.known, "envelope")
            ),
            Some(_) => match missing(queue) {
                0 => continue,
                missing => format!(
                    "{} of {name} have not come yet; they count if they come before the \
                     result is final",
                    count(missing, "envelope")
                ),
            },
        };
        question.warn(note);
    }
}

/// Queues of which a part is proven and still missing, after the close.
pub(super) fn missing_queues(
    question: &mut Question,
    links: &[Link],
    queues: &[KioskQueue],
    consequence: &str,
) {
    for queue in queues {
        let missing = missing(queue);
        if missing == 0 && queue.late == 0 {
            continue;
        }
        let link = links.iter().find(|it| it.number == queue.kiosk);
        let name = link.map_or_else(|| format!("kiosk {}", queue.kiosk), name);
        if missing > 0 {
            question.warn(format!(
                "{} of {name} have not come: {consequence}",
                count(missing, "envelope")
            ));
        }
        if queue.late > 0 {
            question.warn(format!(
                "{} of {name} came too late and do not count",
                count(queue.late, "envelope")
            ));
        }
    }
}

/// Envelopes up to its head that never came.
fn missing(queue: &KioskQueue) -> u64 {
    let gaps: u64 = queue
        .missing
        .iter()
        .map(|it| u64::from(it.end() - it.start()) + 1)
        .sum();
    let proven = queue.head.map_or(0, |it| u64::from(it.index));
    gaps + proven.saturating_sub(queue.known + gaps)
}

pub(super) fn papers(question: &mut Question, papers: &[PaperRow]) {
    let codes = |state| {
        let mut keys: Vec<_> = papers.iter().filter(|it| it.state == state).collect();
        keys.dedup_by_key(|it| it.credential);
        keys.len() as u64
    };
    let (pending, differing) = (codes(PaperState::Pending), codes(PaperState::Differs));
    if pending > 0 {
        question.warn(format!(
            "{} entered by one person only: not counted (peta paper list)",
            count(pending, "paper ballot")
        ));
    }
    if differing > 0 {
        question.warn(format!(
            "{} on which two people differ: not counted (peta paper list)",
            count(differing, "paper ballot")
        ));
    }
}

/// Kiosks at booths that no codes were made for.
pub(super) fn strange_booths(
    question: &mut Question,
    links: &[Link],
    batches: &[CodeBatch],
    now: DateTime<Utc>,
) {
    let known = booths(batches);
    for link in links
        .iter()
        .filter(|it| it.role == LinkRole::Kiosk && it.revoked.is_none() && it.expires_at > now)
    {
        if let Some(text) = link
            .booth
            .as_deref()
            .and_then(|it| strange_booth(it, &known))
        {
            question.warn(format!("link {}: {text}", link.number));
        }
    }
}

/// The booths that codes were made for.
pub(crate) fn booths(batches: &[CodeBatch]) -> Vec<&str> {
    let live = batches.iter().filter(|it| it.voided.is_none());
    let mut booths: Vec<&str> = live.map(|it| it.booth.as_str()).collect();
    booths.sort_unstable();
    booths.dedup();
    booths
}

/// What is to be said of a kiosk at a booth without codes.
pub(crate) fn strange_booth(booth: &str, known: &[&str]) -> Option<String> {
    if known.contains(&booth) {
        return None;
    }
    let hint = edition::suggestion(booth, known.iter().copied());
    let there = match known {
        [] => "no codes were made at all".to_owned(),
        known => format!("codes were made for {}", known.join(", ")),
    };
    Some(format!(
        "no codes were made for the booth \"{booth}\"{hint}: {there}"
    ))
}

fn name(link: &Link) -> String {
    let booth = link.booth.as_deref().unwrap_or_default();
    format!("kiosk {} ({booth})", link.number)
}

/// `at 2026-12-06 15:00 WIB, in 43 minutes`.
pub(super) fn at(question: &Question, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!(
        "{}, {}",
        hours::moment(at, &question.region),
        hours::distance(at, now)
    )
}
