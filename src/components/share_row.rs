//! Handing a page on: `WhatsApp` first, then the system's sheet, then the link.

use leptos::prelude::*;

use super::{Icon, button, icon, link};
use crate::{
    i18n::t,
    platform::{
        dom::{Element, el},
        share,
    },
    state::Session,
};

/// `title` and `url` of what is shared; the text never says what was picked.
pub fn share_row(title: String, url: String) -> Element {
    let session = expect_context::<Session>();
    let whatsapp = share::whatsapp_link(&[title.as_str(), "\n", &url].concat());
    let copied = url.clone();
    let on_copy = move || {
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
        labelled(button("c-button"), Icon::Share, "share.sheet").press(move || {
            let (title, url) = (title.clone(), url.clone());
            leptos::task::spawn_local(async move { share::open_sheet(&title, &url).await });
        })
    });
    let chat = link("c-button", &whatsapp)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer");
    el("div", "c-share")
        .child(labelled(chat, Icon::Chat, "share.whatsapp"))
        .child(sheet)
        .child(labelled(button("c-button"), Icon::Copy, "share.copy").press(on_copy))
}

fn labelled(element: Element, sign: Icon, key: &str) -> Element {
    element
        .child(icon(sign))
        .child(el("span", "").text(&t(key)))
}
