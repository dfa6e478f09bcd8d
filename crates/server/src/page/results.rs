//! The counts, as far as they may be seen: from `standings`, never past it.

use maud::{Markup, html};
use wire::{ContestStandings, Disclosure, Phase, Standings, TieRule};

use super::{card, format, language::Language, phase};
use crate::snapshot::Snapshot;

pub(super) fn results(snapshot: &Snapshot, language: &Language, standings: &Standings) -> Markup {
    let (word, text) = match standings.disclosure {
        Disclosure::Live => ("live", "results.live"),
        Disclosure::Frozen => ("frozen", "results.frozen"),
        Disclosure::Hidden => ("hidden", "results.hidden"),
        Disclosure::Complete => ("complete", "results.complete"),
    };
    html! {
        div.c-page.c-results {
            h1 { (language.text("results.title")) }
            (phase::line(snapshot, language))
            p.c-results__note data-disclosure=(word) { (language.text(text)) }
            (summary(snapshot, language, standings))
            div.c-results__contests {
                @for contest in &standings.contests { (table(snapshot, language, contest)) }
            }
            p.c-results__downloads {
                a.c-button href="/api/v1/standings.csv" { (language.text("results.csv")) }
                " "
                a.c-button href="/api/v1/standings" { (language.text("results.json")) }
                " "
                a.c-button href="/verify" { (language.text("results.verify")) }
            }
        }
    }
}

fn summary(snapshot: &Snapshot, language: &Language, standings: &Standings) -> Markup {
    let number = |n: u64| format::number(n, language);
    let kind = match standings.phase {
        Phase::Final | Phase::Archived => "results.final",
        _ => "results.provisional",
    };
    let as_of = format::moment(standings.as_of, &snapshot.edition().region, language);
    html! {
        section.c-summary aria-label=(language.text("results.summary")) {
            p.c-summary__total {
                strong { (number(standings.ballots)) } " " span { (language.text("results.ballots")) }
            }
            dl.c-facts {
                @for channel in &standings.channels {
                    div {
                        dt { (language.text(&format!("channel.{}", channel.channel.as_str()))) }
                        dd { (number(channel.ballots)) }
                    }
                }
                div { dt { (language.text("results.replaced")) } dd { (number(standings.replaced)) } }
                div { dt { (language.text("results.kind")) } dd { (language.text(kind)) } }
            }
            p.c-summary__time { (language.fill("results.updated", "time", &as_of)) }
        }
    }
}

fn settled_by(rule: TieRule) -> &'static str {
    match rule {
        TieRule::Lot => "results.settled_lot",
        TieRule::JuryMean | TieRule::JointWinners => "results.settled_jury",
    }
}

/// A table, where the app draws bars: it says the same without any style.
fn table(snapshot: &Snapshot, language: &Language, contest: &ContestStandings) -> Markup {
    let marks = match contest.category {
        Some(_) => "results.marks",
        None => "results.marks_all",
    };
    let votes = if contest.is_in_points() {
        "results.points"
    } else {
        "results.votes"
    };
    html! {
        section.c-contest {
            h2 {
                @match &contest.category {
                    Some(code) => (card::sign_label(snapshot, language, code)),
                    None => (language.text("results.all")),
                }
            }
            p.c-contest__marks { (language.count(marks, contest.marks)) }
            @if let Some(n) = contest.short_by {
                p.c-contest__marks { (language.count("results.short", n)) }
            } @else if !contest.is_decided() {
                p.c-contest__marks { (language.text("results.unsettled")) }
            } @else if let Some(settled) = &contest.settled {
                p.c-contest__marks { (language.text(settled_by(settled.by))) }
            }
            table.c-table {
                @for row in &contest.rows {
                    @let card = snapshot.cards().iter().find(|card| card.number == row.number);
                    tr {
                        // Where nobody has a vote, nobody is first.
                        td { @if row.votes > 0 { (language.count("results.rank", row.rank.into())) } }
                        th scope="row" {
                            @if let Some(card) = card {
                                a href=(language.link(&format!("/innovations/{}", card.slug))) { (card.name) }
                            } @else { (row.number) }
                            @if row.tied && row.votes > 0 { " " span.c-badge { (language.text("results.tie")) } }
                        }
                        td { (language.count(votes, row.votes)) }
                    }
                }
            }
        }
    }
}
