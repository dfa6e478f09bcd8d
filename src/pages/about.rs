//! How the vote works, what is kept, where the data comes from.

use leptos::prelude::*;
use wire::{Edition, Rule, Visibility};

use crate::{
    components::{link, phase_line, rule_text, tie_text},
    i18n::{count, date_of, fill, localized, t},
    platform::dom::{Element, el},
    state::EditionState,
};

/// Where the data can be had: what it is, and its address.
const OPEN_DATA: [(&str, &str); 5] = [
    ("open_data.innovations", "/api/v1/innovations"),
    ("open_data.csv", "/api/v1/standings.csv"),
    ("open_data.json", "/api/v1/standings"),
    ("open_data.manifest", "/api/v1/manifest"),
    ("open_data.api", "/api/v1/openapi.json"),
];

pub fn about_page() -> Element {
    let state = expect_context::<EditionState>();
    let edition = state.edition();
    let agency = edition.agency.as_str();
    let rule = match edition.rule {
        Rule::Approval { max } => count("about.rule_approval", usize::from(max)),
        rule if !rule.is_choice() => rule_text(rule),
        // In a bundle that knows no others, it is this one.
        _ => t("about.rule_category"),
    };
    let visibility = match edition.visibility {
        Visibility::Live => t("about.results_live"),
        Visibility::Frozen { minutes } => count("about.results_frozen", usize::from(minutes)),
        Visibility::Hidden => t("about.results_hidden"),
    };
    let tie = if edition.is_plain() {
        t("about.tie")
    } else {
        tie_text(edition)
    };
    let days = fill(
        "about.days",
        &[
            ("from", &date_of(edition.starts_on)),
            ("to", &date_of(edition.ends_on)),
        ],
    );
    let theme = localized(&edition.theme);
    let lead = fill(
        "about.lead",
        &[("name", &localized(&edition.name)), ("agency", agency)],
    );
    let example = edition
        .example
        .then(|| section("example", "example.title", &[t("example.text")]));
    let vote = [
        rule,
        t("about.device"),
        t("about.change"),
        visibility,
        tie,
        t("about.poll"),
    ];
    let privacy = [t("privacy.none"), t("privacy.kept"), t("privacy.network")];
    let method = [t("method.signature"), t("method.count"), t("method.order")];
    el("article", "c-page c-prose")
        .child(el("h1", "").attr("tabindex", "-1").text(&t("about.title")))
        .child(el("p", "c-lead").text(&lead))
        .child((!theme.is_empty()).then(|| el("p", "").text(&theme)))
        .child(el("p", "").text(&edition.venue).text(". ").text(&days))
        .child(phase_line())
        .child(example)
        .child(section("vote", "about.vote", &vote))
        .child(section("privacy", "privacy.title", &privacy))
        .child(duties(edition))
        .child(section("method", "method.title", &method))
        .child(open_data())
        .child(credits(edition))
}

/// A heading with paragraphs under it.
fn section(id: &str, title: &str, texts: &[String]) -> Element {
    el("section", "")
        .attr("id", id)
        .child(el("h2", "").text(&t(title)))
        .children(texts.iter().map(|text| el("p", "").text(text)))
}

/// Who answers for the data, why it is kept, how long, and what one may ask.
fn duties(edition: &Edition) -> Element {
    let who = [
        ("agency", edition.agency.as_str()),
        ("contact", &edition.contact),
    ];
    let parts = [
        (
            t("privacy.controller_title"),
            fill("privacy.controller", &who),
        ),
        (t("privacy.purpose_title"), t("privacy.purpose")),
        (t("privacy.retention_title"), t("privacy.retention")),
        (t("privacy.rights_title"), t("privacy.rights")),
    ];
    parts
        .iter()
        .fold(el("section", ""), |section, (title, text)| {
            section
                .child(el("h3", "").text(title))
                .child(el("p", "").text(text))
        })
}

fn open_data() -> Element {
    let links = OPEN_DATA.map(|(name, url)| {
        el("li", "").child(link("", url).attr("rel", "external").text(&t(name)))
    });
    section("data", "open_data.title", &[t("open_data.text")]).child(el("ul", "").children(links))
}

fn credits(edition: &Edition) -> Element {
    let lines = edition.attribution.iter().map(|it| el("li", "").text(it));
    let approximate = edition
        .approximate_borders
        .then(|| el("p", "").text(&t("credits.approximate")));
    section("credits", "credits.title", &[])
        .child(el("ul", "").children(lines))
        .child(approximate)
}
