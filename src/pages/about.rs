//! How the vote works, what is kept, where the data comes from.

use leptos::prelude::*;
use wire::{Rule, Visibility};

use crate::{
    components::PhaseLine,
    i18n::{count, date_of, fill, localized, t},
    state::EditionState,
};

#[component]
pub fn AboutPage() -> impl IntoView {
    let state = expect_context::<EditionState>();
    let edition = state.edition();
    let agency = edition.agency.as_str();
    let rule = match edition.rule {
        Rule::OnePerCategory => t("about.rule_category"),
        Rule::Approval { max } => count("about.rule_approval", usize::from(max)),
    };
    let visibility = match edition.visibility {
        Visibility::Live => t("about.results_live"),
        Visibility::Frozen { minutes } => count("about.results_frozen", usize::from(minutes)),
        Visibility::Hidden => t("about.results_hidden"),
    };
    let days = fill(
        "about.days",
        &[
            ("from", &date_of(edition.starts_on)),
            ("to", &date_of(edition.ends_on)),
        ],
    );
    let example = edition
        .example
        .then(|| section("example", "example.title", &["example.text"]));
    let theme = localized(&edition.theme);
    view! {
        <article class="c-page c-prose">
            <h1 tabindex="-1">{t("about.title")}</h1>
            <p class="c-lead">
                {fill("about.lead", &[("name", &localized(&edition.name)), ("agency", agency)])}
            </p>
            {(!theme.is_empty()).then(|| view! { <p>{theme}</p> })}
            <p>{edition.venue.as_str()} ". " {days}</p>
            <PhaseLine />
            {example}
            <section>
                <h2>{t("about.vote")}</h2>
                <p>{rule}</p>
                <p>{t("about.device")}</p>
                <p>{t("about.change")}</p>
                <p>{visibility}</p>
                <p>{t("about.tie")}</p>
                <p>{t("about.poll")}</p>
            </section>
            {section("privacy", "privacy.title", &["privacy.none", "privacy.kept", "privacy.network"])}
            <section>
                <h3>{t("privacy.controller_title")}</h3>
                <p>
                    {fill(
                        "privacy.controller",
                        &[("agency", agency), ("contact", &edition.contact)],
                    )}
                </p>
                <h3>{t("privacy.purpose_title")}</h3>
                <p>{t("privacy.purpose")}</p>
                <h3>{t("privacy.retention_title")}</h3>
                <p>{t("privacy.retention")}</p>
                <h3>{t("privacy.rights_title")}</h3>
                <p>{t("privacy.rights")}</p>
            </section>
            {section("method", "method.title", &["method.signature", "method.count", "method.order"])}
            <section>
                <h2>{t("open_data.title")}</h2>
                <p>{t("open_data.text")}</p>
                <ul>
                    <li><a rel="external" href="/api/v1/innovations">{t("open_data.innovations")}</a></li>
                    <li><a rel="external" href="/api/v1/standings.csv">{t("open_data.csv")}</a></li>
                    <li><a rel="external" href="/api/v1/standings">{t("open_data.json")}</a></li>
                    <li><a rel="external" href="/api/v1/manifest">{t("open_data.manifest")}</a></li>
                    <li><a rel="external" href="/api/v1/openapi.json">{t("open_data.api")}</a></li>
                </ul>
            </section>
            <section>
                <h2>{t("credits.title")}</h2>
                <ul>
                    {edition.attribution.iter().map(|it| view! { <li>{it.as_str()}</li> }).collect_view()}
                </ul>
                {edition.approximate_borders.then(|| view! { <p>{t("credits.approximate")}</p> })}
            </section>
        </article>
    }
}

/// A heading with paragraphs under it.
fn section(id: &'static str, title: &'static str, texts: &[&'static str]) -> AnyView {
    view! {
        <section id=id>
            <h2>{t(title)}</h2>
            {texts.iter().map(|key| view! { <p>{t(key)}</p> }).collect_view()}
        </section>
    }
    .into_any()
}
