//! What an edition's rule asks for, in a sentence.

use wire::{Edition, Rule, TieRule};

use crate::i18n::{count, fill, t};

/// How a ballot is filled in where marks have values; empty where they have none.
pub fn rule_text(rule: Rule) -> String {
    match rule {
        Rule::Points { total, max } => fill(
            "about.rule_points",
            &[("total", &total.to_string()), ("max", &max.to_string())],
        ),
        Rule::Score { max } => count("about.rule_score", max.into()),
        Rule::Ranked { max, .. } => count("about.rule_ranked", max.into()),
        Rule::OnePerCategory | Rule::Approval { .. } => String::new(),
    }
}

/// When there is a winner, and who it is if several are first.
pub fn tie_text(edition: &Edition) -> String {
    let tie = match edition.tie_rule {
        TieRule::JointWinners => t("about.tie"),
        TieRule::JuryMean => t("about.tie_jury"),
        TieRule::Lot => {
            let source = edition.lot_source.as_deref().unwrap_or_default();
            fill("about.tie_lot", &[("source", source)])
        }
    };
    match edition.minimum_turnout {
        Some(n) => [tie, count("about.minimum", n as usize)].join(" "),
        None => tie,
    }
}
