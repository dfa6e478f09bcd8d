//! Numbers and rules in plain English.

use wire::{OpeningPolicy, Phase, RankedCount, Release, Rule, TieRule, Visibility};

/// `1 ballot`, `12,345 ballots`.
pub(crate) fn count(n: u64, thing: &str) -> String {
    let number = grouped(n);
    if n == 1 {
        return format!("{number} {thing}");
    }
    match thing.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{number} {stem}ies"),
        _ if thing.ends_with("ch") => format!("{number} {thing}es"),
        _ => format!("{number} {thing}s"),
    }
}

/// `12,345`.
pub(crate) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

pub(super) fn rule(rule: Rule) -> String {
    match rule {
        Rule::OnePerCategory => "one mark in each category".to_owned(),
        Rule::Approval { max } => {
            format!("up to {}, whatever the category", count(max.into(), "mark"))
        }
        Rule::Points { total, max } => {
            format!(
                "{} in all, at most {max} for one innovation",
                count(total.into(), "point")
            )
        }
        Rule::Score { max } => format!("a score of 0 to {max} for each innovation"),
        Rule::Ranked { max, count: way } => {
            let way = match way {
                RankedCount::Borda => "Borda points",
                RankedCount::InstantRunoff => "instant run-off",
            };
            format!("up to {}, counted by {way}", count(max.into(), "place"))
        }
    }
}

pub(super) fn ties(rule: TieRule, source: Option<&str>) -> String {
    match rule {
        TieRule::JointWinners => "who has as many shares the place".to_owned(),
        TieRule::JuryMean => "the jury's mean settles them (peta jury)".to_owned(),
        TieRule::Lot => format!("by lot (peta lot), from: {}", source.unwrap_or_default()),
    }
}

pub(super) fn visibility(visibility: Visibility) -> String {
    match visibility {
        Visibility::Live => "counts are shown all the time".to_owned(),
        Visibility::Frozen { minutes } => {
            format!(
                "counts stand still for the last {}",
                count(minutes.into(), "minute")
            )
        }
        Visibility::Hidden => "no counts before the close".to_owned(),
    }
}

pub(super) fn release(release: Release) -> String {
    if release.ballots == 1 || release.seconds == 0 {
        return "each ballot at once".to_owned();
    }
    format!(
        "{} at a time, or after {}",
        count(release.ballots.into(), "ballot"),
        count(release.seconds.into(), "second")
    )
}

pub(super) fn openings(policy: OpeningPolicy, sample: u64) -> String {
    match policy {
        OpeningPolicy::All => "everybody, after the close".to_owned(),
        OpeningPolicy::Auditors => {
            "auditors only: nobody else gets the marks (peta archive --for-auditors)".to_owned()
        }
        OpeningPolicy::Sample => format!(
            "auditors; everybody else checks {} drawn by lot (peta lot)",
            count(sample, "ballot")
        ),
    }
}

/// The phase that a word means, in English or in Indonesian.
pub(crate) fn phase(word: &str) -> Option<Phase> {
    let word = word.trim().to_lowercase().replace([' ', '-'], "_");
    Phase::ALL
        .into_iter()
        .find(|phase| phase.as_str() == word || indonesian(*phase).contains(&&*word))
}

const fn indonesian(phase: Phase) -> &'static [&'static str] {
    match phase {
        Phase::Preparing => &["persiapan"],
        Phase::Registration => &["pendaftaran"],
        Phase::Verification => &["verifikasi"],
        Phase::Voting => &["pemungutan_suara"],
        Phase::Closed => &["ditutup"],
        Phase::Objection => &["masa_sanggah", "sanggah"],
        Phase::Final => &["penetapan"],
        Phase::Archived => &["arsip"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_is_no_plural_and_long_numbers_have_groups() {
        for (n, expected) in [
            (0, "0 ballots"),
            (1, "1 ballot"),
            (60, "60 ballots"),
            (1000, "1,000 ballots"),
            (131_778, "131,778 ballots"),
            (1_000_000, "1,000,000 ballots"),
        ] {
            assert_eq!(count(n, "ballot"), expected);
        }
        assert_eq!(count(2, "entry"), "2 entries");
        assert_eq!(count(2, "day"), "2 days");
        assert_eq!(count(2, "batch"), "2 batches");
    }

    #[test]
    fn phases_have_two_languages() {
        for known in Phase::ALL {
            assert_eq!(phase(known.as_str()), Some(known));
            for word in indonesian(known) {
                assert_eq!(phase(word), Some(known), "{word}");
            }
        }
        assert_eq!(phase("Masa Sanggah"), Some(Phase::Objection));
        assert_eq!(phase("buka"), None);
    }
}
