//! The staff's page: the big screen and its remote. What the address'
//! fragment holds, a signed link, decides which of them it becomes.
//!
//! `stage`, `winners` and `watchdog` are pure; `desk` is the state, `feed`
//! brings the counts, `scenes` are what is seen.

#[expect(clippy::module_inception, reason = "the state of the desk")]
mod desk;
mod entry;
mod feed;
mod kiosk;
mod qr;
mod remote;
mod scenes;
mod screen;
mod stage;
mod steering;
mod watchdog;
mod winners;

use leptos::prelude::*;
use wire::Boot;

use self::desk::Desk;
use crate::{
    i18n, json,
    page::KIOSK,
    platform::{document, dom::live},
    state::{EditionState, Session},
};

/// Takes over the page that the server made.
pub fn start() {
    let Some(boot) = document::text_of("peta-boot") else {
        return;
    };
    let Ok(mut boot) = json::from_str::<Boot>(&boot) else {
        return;
    };
    i18n::install(&boot.language, core::mem::take(&mut boot.messages));
    let Some(root) = document::root() else {
        return;
    };
    if document::path().starts_with(KIOSK) {
        kiosk::start(boot, root);
        return;
    }
    let element = root.clone();
    leptos::mount::mount_to(root, move || {
        let language = boot.language.clone();
        let session = Session::new(&language, Some(boot.seed));
        let (edition, cards, contests) = EditionState::new(boot);
        let desk = Desk::new(edition, cards, contests.leak());
        provide_context(edition);
        provide_context(session);
        provide_context(desk);
        live(move || entry::page(desk)).take_over(&element);
    })
    .forget();
}
