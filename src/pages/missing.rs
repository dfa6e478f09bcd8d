//! No such page: what there is instead.

use leptos::prelude::*;

use crate::{i18n::t, page::Page};

#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <div class="c-page c-prose">
            <h1 tabindex="-1">{t("missing.title")}</h1>
            <p>{t("missing.text")}</p>
            <p>
                <a class="c-button c-button--primary" href=Page::Home.path()>
                    {t("missing.home")}
                </a>
            </p>
        </div>
    }
}
