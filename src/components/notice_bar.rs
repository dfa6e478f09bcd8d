//! What was just done, with a way back; and whether there is a network.

use std::time::Duration;

use leptos::prelude::*;

use super::{Icon, icon};
use crate::{
    i18n::t,
    page::Page,
    state::{BallotBox, Session, ballot::Standing},
};

/// Long enough to read and to reach the button (WCAG 2.2.1 asks for more only
/// where something would be lost; the pick button itself takes a pick back too).
const SHOWN: Duration = Duration::from_secs(8);

#[component]
pub fn NoticeBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let ballot = expect_context::<BallotBox>();
    Effect::new(move |previous: Option<Option<TimeoutHandle>>| {
        if let Some(Some(handle)) = previous {
            handle.clear();
        }
        session.notice.get()?;
        set_timeout_with_handle(move || session.notice.set(None), SHOWN).ok()
    });
    move || {
        let Some(notice) = session.notice.get() else {
            return ().into_any();
        };
        let undo = notice.undo.map(|picks| {
            let on_undo = move |_| {
                ballot.restore(picks.clone());
                session.notice.set(None);
                session.announce(t("pick.said_undone"));
            };
            view! {
                <button type="button" class="c-notice__undo" on:click=on_undo>
                    {t("pick.undo")}
                </button>
            }
        });
        view! {
            <div class="c-notice">
                <p>{notice.text}</p>
                {undo}
                <button
                    type="button"
                    class="c-notice__close"
                    aria-label=t("action.close")
                    on:click=move |_| session.notice.set(None)
                >
                    {icon(Icon::Close)}
                </button>
            </div>
        }
        .into_any()
    }
}

use leptos::leptos_dom::helpers::TimeoutHandle;

/// Says that there is no network, or that a ballot is still waiting.
#[component]
pub fn NetworkStrip() -> impl IntoView {
    let session = expect_context::<Session>();
    let ballot = expect_context::<BallotBox>();
    let waiting = Memo::new(move |_| ballot.standing() == Standing::Waiting);
    move || {
        let key = match (session.online.get(), waiting.get()) {
            (true, false) => return ().into_any(),
            (true, true) => "network.waiting",
            (false, true) => "network.offline_waiting",
            (false, false) => "network.offline",
        };
        view! {
            <p class="c-strip" role="status">
                {icon(if waiting.get() { Icon::Clock } else { Icon::Offline })}
                <span>{t(key)}</span>
                {waiting
                    .get()
                    .then(|| view! { <a href=Page::Ballot.path()>{t("network.see_ballot")}</a> })}
            </p>
        }
        .into_any()
    }
}
