//! What this is, and what becomes of data: the notice that the law asks for
//! (UU 27/2022). Its words are in the language files.

use maud::{Markup, html};
use wire::{Rule, TieRule, Visibility};

use super::{format, language::Language, phase};
use crate::snapshot::Snapshot;

pub(super) fn about(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    let name = edition.name.get(language.tag);
    let lead = language
        .text("about.lead")
        .replace("{name}", name)
        .replace("{agency}", &edition.agency);
    let days = language
        .text("about.days")
        .replace("{from}", &format::date(edition.starts_on, language))
        .replace("{to}", &format::date(edition.ends_on, language));
    let theme = edition.theme.get(language.tag);
    html! {
        article.c-page.c-prose {
            h1 { (language.text("about.title")) }
            p.c-lead { (lead) }
            @if !theme.is_empty() { p { (theme) } }
            p { (edition.venue) ". " (days) }
            (phase::line(snapshot, language))
            @if edition.example { (section(language, "example", "example.title", &["example.text"])) }
            (vote(snapshot, language))
            (section(language, "privacy", "privacy.title", &["privacy.none", "privacy.kept", "privacy.network"]))
            (privacy(snapshot, language))
            (section(language, "method", "method.title", &["method.signature", "method.count", "method.order"]))
            (open_data(language))
            section {
                h2 { (language.text("credits.title")) }
                ul { @for credit in &edition.attribution { li { (credit) } } }
                @if edition.approximate_borders { p { (language.text("credits.approximate")) } }
            }
        }
    }
}

fn section(language: &Language, id: &str, title: &str, texts: &[&str]) -> Markup {
    html! {
        section id=(id) {
            h2 { (language.text(title)) }
            @for key in texts { p { (language.text(key)) } }
        }
    }
}

fn vote(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    let rule = match edition.rule {
        Rule::OnePerCategory => language.text("about.rule_category").to_owned(),
        Rule::Approval { max } => language.count("about.rule_approval", max.into()),
        Rule::Points { total, max } => language
            .fill("about.rule_points", "total", &total.to_string())
            .replace("{max}", &max.to_string()),
        Rule::Score { max } => language.count("about.rule_score", max.into()),
        Rule::Ranked { max, .. } => language.count("about.rule_ranked", max.into()),
    };
    let mut tie = match edition.tie_rule {
        TieRule::JointWinners => language.text("about.tie").to_owned(),
        TieRule::JuryMean => language.text("about.tie_jury").to_owned(),
        TieRule::Lot => {
            let source = edition.lot_source.as_deref().unwrap_or_default();
            language.fill("about.tie_lot", "source", source)
        }
    };
    if let Some(n) = edition.minimum_turnout {
        tie.push(' ');
        tie.push_str(&language.count("about.minimum", n.into()));
    }
    let visibility = match edition.visibility {
        Visibility::Live => language.text("about.results_live").to_owned(),
        Visibility::Frozen { minutes } => language.count("about.results_frozen", minutes.into()),
        Visibility::Hidden => language.text("about.results_hidden").to_owned(),
    };
    html! {
        section {
            h2 { (language.text("about.vote")) }
            p { (rule) }
            @for key in ["about.device", "about.change"] { p { (language.text(key)) } }
            p { (visibility) }
            p { (tie) }
            p { (language.text("about.poll")) }
        }
    }
}

fn privacy(snapshot: &Snapshot, language: &Language) -> Markup {
    let edition = snapshot.edition();
    let controller = language
        .text("privacy.controller")
        .replace("{agency}", &edition.agency)
        .replace("{contact}", &edition.contact);
    html! {
        section {
            h3 { (language.text("privacy.controller_title")) }
            p { (controller) }
            @for part in ["purpose", "retention", "rights"] {
                h3 { (language.text(&format!("privacy.{part}_title"))) }
                p { (language.text(&format!("privacy.{part}"))) }
            }
        }
    }
}

fn open_data(language: &Language) -> Markup {
    let files = [
        ("/api/v1/innovations", "open_data.innovations"),
        ("/api/v1/standings.csv", "open_data.csv"),
        ("/api/v1/standings", "open_data.json"),
        ("/api/v1/manifest", "open_data.manifest"),
        ("/api/v1/openapi.json", "open_data.api"),
    ];
    html! {
        section {
            h2 { (language.text("open_data.title")) }
            p { (language.text("open_data.text")) }
            ul { @for (path, key) in files { li { a rel="external" href=(path) { (language.text(key)) } } } }
        }
    }
}

/// The page of an address that leads nowhere.
pub(super) fn missing(language: &Language) -> Markup {
    html! {
        div.c-page.c-prose {
            h1 { (language.text("missing.title")) }
            p { (language.text("missing.text")) }
            p { a.c-button.c-button--primary href=(language.link("/")) { (language.text("missing.home")) } }
        }
    }
}
