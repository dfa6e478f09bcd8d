//! The counts, as far as they may be seen: from `standings`, never past it.

use maud::{Markup, html};
use wire::{ContestStandings, Disclosure, Standings};

use super::{format, language::Language};
use crate::snapshot::Snapshot;

pub(super) fn results(
    snapshot: &Snapshot,
    language: &Language,
    standings: &Standings,
) -> Markup {
    let state = match standings.disclosure {
        Disclosure::Live => "results.live",
        Disclosure::Frozen => "results.frozen",
        Disclosure::Hidden => "results.hidden",
        Disclosure::Complete => "results.complete",
    };
    let as_of = format::moment(standings.as_of, &snapshot.edition().region, language.tag);
    html! {
        section.c-results {
            h1 { (language.text("results.title")) }
            p.c-results__state { (language.text(state)) }
            p {
                (language.count("results.ballots", standings.ballots))
                @for channel in &standings.channels {
                    " · " (language.text(&format!("channel.{}", channel.channel.as_str())))
                    ": " (format::number(channel.ballots, language.tag))
                }
                " · " (language.fill("results.as_of", "time", &as_of))
            }
            @for contest in &standings.contests { (table(snapshot, language, contest)) }
            p { a href="/api/v1/standings.csv" { "CSV" } " · " a href="/api/v1/standings" { "JSON" } }
        }
    }
}

fn table(snapshot: &Snapshot, language: &Language, contest: &ContestStandings) -> Markup {
    let category = contest.category.as_ref().and_then(|code| snapshot.category(code));
    let title = category
        .map_or_else(|| language.text("results.all"), |it| it.label.get(language.tag));
    html! {
        table.c-results__table {
            caption { (title) " · " (language.count("results.marks", contest.marks)) }
            thead {
                tr {
                    th scope="col" { (language.text("results.rank")) }
                    th scope="col" { (language.text("results.name")) }
                    th scope="col" { (language.text("results.votes")) }
                }
            }
            tbody {
                @for row in &contest.rows {
                    @let card = snapshot.cards().iter().find(|card| card.number == row.number);
                    tr {
                        td { (row.rank) @if row.tied { " " (language.text("results.tied")) } }
                        td {
                            @if let Some(card) = card {
                                a href=(language.link(&format!("/innovations/{}", card.slug))) { (card.name) }
                            } @else { (row.number) }
                        }
                        td { (format::number(row.votes, language.tag)) }
                    }
                }
            }
        }
    }
}
