//! Handing a page on: `WhatsApp` first, then the system's sheet, then the link.

use leptos::prelude::*;

use super::{Icon, icon};
use crate::{i18n::t, platform::share, state::Session};

/// `title` and `url` of what is shared; the text never says what was picked.
#[component]
pub fn ShareRow(title: String, url: String) -> impl IntoView {
    let session = expect_context::<Session>();
    let whatsapp = share::whatsapp_link(&[title.as_str(), "\n", &url].concat());
    let copied = url.clone();
    let on_copy = move |_| {
        let url = copied.clone();
        leptos::task::spawn_local(async move {
            let done = share::copy(&url).await;
            session.notify(
                t(if done {
                    "share.copied"
                } else {
                    "share.not_copied"
                }),
                None,
            );
        });
    };
    let sheet = share::has_sheet().then(|| {
        let on_share = move |_| {
            let (title, url) = (title.clone(), url.clone());
            leptos::task::spawn_local(async move { share::open_sheet(&title, &url).await });
        };
        view! {
            <button type="button" class="c-button" on:click=on_share>
                {icon(Icon::Share)}
                <span>{t("share.sheet")}</span>
            </button>
        }
    });
    view! {
        <div class="c-share">
            <a class="c-button" href=whatsapp target="_blank" rel="noopener noreferrer">
                {icon(Icon::Chat)}
                <span>{t("share.whatsapp")}</span>
            </a>
            {sheet}
            <button type="button" class="c-button" on:click=on_copy>
                {icon(Icon::Copy)}
                <span>{t("share.copy")}</span>
            </button>
        </div>
    }
}
