//! What a contest says beyond votes: that nobody has won yet, how many ballots
//! were not filled in completely, and the rounds of an instant run-off.

use std::collections::BTreeMap;

use leptos::prelude::*;
use wire::{BallotNumber, ContestStandings, Round, RoundRule, TieRule};

use super::contest::whole;
use crate::{
    i18n::{count, fill, number, t},
    platform::dom::{Element, el, group, nothing},
    state::CatalogueState,
};

/// Why nobody has won yet or how a tie was settled, and what ballots left open.
pub(super) fn notes(contest: &ContestStandings) -> Element {
    let undecided = match contest.short_by {
        Some(n) => count("results.short", whole(n)),
        None if !contest.is_decided() => t("results.unsettled"),
        None => String::new(),
    };
    let open = contest.undervotes.filter(|n| *n > 0);
    group([])
        .child(contest.settled.as_ref().map(|it| {
            let text = match it.by {
                TieRule::Lot => "results.settled_lot",
                _ => "results.settled_jury",
            };
            el("p", "c-contest__marks").text(&t(text))
        }))
        .child((!undecided.is_empty()).then(|| el("p", "c-alert").text(&undecided)))
        .child(
            open.map(|n| el("p", "c-contest__marks").text(&count("results.undervotes", whole(n)))),
        )
}

/// Every round: who had how many, who left, and why.
pub(super) fn rounds(contest: &ContestStandings) -> Element {
    if contest.rounds.is_empty() {
        return nothing();
    }
    let steps = contest.rounds.iter().enumerate().map(|(at, round)| {
        let words = el("div", "")
            .child(el("strong", "").text(&outcome(round)))
            .child(el("span", "c-rounds__why").text(&t(why(round.by))));
        el("li", "c-rounds__step")
            .child(el("span", "c-rounds__number").text(&count("rounds.round", at + 1)))
            .child(words)
    });
    el("section", "c-rounds")
        .child(el("h3", "").text(&t("rounds.title")))
        .child(el("p", "c-contest__marks").text(&t("rounds.lead")))
        .child(el("ol", "").children(steps))
        .child(table(contest))
}

fn name(innovation: BallotNumber) -> String {
    let catalogue = expect_context::<CatalogueState>();
    catalogue
        .by_number(innovation)
        .map_or_else(|| innovation.0.to_string(), |card| card.name.clone())
}

/// When more than these leave at once, they are counted and not named: the table
/// has the names of all who ever had a vote.
const NAMED: usize = 4;

/// Who leaves, or that nobody does any more.
fn outcome(round: &Round) -> String {
    match round.eliminated.len() {
        0 => return t("rounds.end"),
        n if n > NAMED => return count("rounds.leave", n),
        _ => {}
    }
    let names: Vec<String> = round.eliminated.iter().copied().map(name).collect();
    let who = names.join(", ");
    fill("rounds.leaves", &[("name", &who)])
}

const fn why(rule: RoundRule) -> &'static str {
    match rule {
        RoundRule::Fewest => "rounds.fewest",
        RoundRule::EarlierRound => "rounds.earlier_round",
        RoundRule::NoChance => "rounds.no_chance",
        RoundRule::Joint => "rounds.joint",
        RoundRule::JuryMean => "rounds.jury_mean",
        RoundRule::Lot => "rounds.lot",
        RoundRule::Majority => "rounds.majority",
        RoundRule::Tie => "rounds.tie",
        RoundRule::Unsettled => "rounds.unsettled",
    }
}

/// One column for each round; it may be wider than the screen, and scrolls alone.
fn table(contest: &ContestStandings) -> Element {
    let votes = votes(contest);
    let title = t("rounds.title");
    let columns = (1..=contest.rounds.len()).map(|at| {
        el("th", "")
            .attr("scope", "col")
            .child(el("span", "u-hidden").text(&count("rounds.round", at)))
            .child(el("span", "").attr("aria-hidden", "true").text(&number(at)))
    });
    let head = el("tr", "")
        .child(
            el("th", "")
                .attr("scope", "col")
                .text(&t("rounds.innovation")),
        )
        .children(columns);
    let has_votes = |number: &BallotNumber| {
        let given = votes.get(number);
        given.is_some_and(|given| given.iter().any(|n| *n > 0))
    };
    let others = contest.rows.iter().filter(|row| !has_votes(&row.number));
    let others = others.count();
    let others =
        (others > 0).then(|| el("p", "c-contest__marks").text(&count("rounds.others", others)));
    let rows = contest.rows.iter().filter(|row| has_votes(&row.number));
    let rows = rows.map(|row| {
        let given = votes.get(&row.number).map_or(&[][..], Vec::as_slice);
        let cells = (0..contest.rounds.len()).map(|at| {
            // Who has left has no votes, not none.
            let text = given
                .get(at)
                .map_or("\u{2013}".into(), |n| number(whole(*n)));
            el("td", "").text(&text)
        });
        el("tr", "")
            .child(el("th", "").attr("scope", "row").text(&name(row.number)))
            .children(cells)
    });
    let exhausted = contest
        .rounds
        .iter()
        .any(|round| round.exhausted > 0)
        .then(|| {
            let cells = contest.rounds.iter();
            let cells = cells.map(|round| el("td", "").text(&number(whole(round.exhausted))));
            el("tr", "c-rounds__exhausted")
                .child(
                    el("th", "")
                        .attr("scope", "row")
                        .text(&t("rounds.exhausted")),
                )
                .children(cells)
        });
    el("div", "c-rounds__scroll")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", &title)
        .child(
            el("table", "c-table")
                .child(el("thead", "").child(head))
                .child(el("tbody", "").children(rows).child(exhausted)),
        )
        .child(others)
}

/// Each innovation's votes, round by round, as long as it stood.
fn votes(contest: &ContestStandings) -> BTreeMap<BallotNumber, Vec<u64>> {
    let mut standing: Vec<BallotNumber> = contest.rows.iter().map(|row| row.number).collect();
    standing.sort_unstable();
    let mut votes: BTreeMap<BallotNumber, Vec<u64>> = BTreeMap::new();
    for round in contest.rounds.iter() {
        for (number, n) in standing.iter().zip(&round.votes) {
            votes.entry(*number).or_default().push(*n);
        }
        standing.retain(|number| !round.eliminated.contains(number));
    }
    votes
}

#[cfg(all(test, feature = "rules"))]
mod tests {
    use wire::Standing;

    use super::*;

    #[test]
    fn votes_belong_to_those_who_still_stand() {
        let row = |number: u32, rank| Standing {
            number: BallotNumber(number),
            votes: 0,
            rank,
            tied: false,
        };
        let round = |votes: &[u64], eliminated: &[u32], by| Round {
            votes: votes.to_vec(),
            exhausted: 0,
            eliminated: eliminated.iter().copied().map(BallotNumber).collect(),
            by,
        };
        let contest = ContestStandings {
            category: None,
            ballots: 9,
            marks: 9,
            abstentions: Some(0),
            undervotes: Some(0),
            short_by: None,
            settled: None,
            rows: vec![row(7, 1), row(2, 2), row(5, 3)],
            rounds: vec![
                round(&[4, 2, 3], &[5], RoundRule::Fewest),
                round(&[4, 5], &[], RoundRule::Majority),
            ]
            .into(),
        };
        let found = votes(&contest);
        assert_eq!(found[&BallotNumber(7)], [3, 5]);
        assert_eq!(found[&BallotNumber(2)], [4, 4]);
        assert_eq!(found[&BallotNumber(5)], [2]);
    }
}
