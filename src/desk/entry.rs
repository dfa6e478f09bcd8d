//! The door: takes the signed link out of the address, asks the server what it
//! stands for, and lets in.

use std::time::Duration;

use leptos::prelude::set_timeout;
use wire::{LinkRole, ProblemCode};

use super::{desk::Desk, remote::remote_page, screen::screen_page};
use crate::{
    api::{self, Failure, Token},
    components::button,
    i18n::t,
    platform::{
        document,
        dom::{Element, el},
        storage::{self, Shelf},
    },
    reactive::RwSignal,
};

const KEPT: &str = "peta/link";
/// Between two attempts to reach the server.
const PAUSE: Duration = Duration::from_secs(3);

/// How far one has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Door {
    NoLink,
    Asking,
    /// The server is not reached; it is asked again and again.
    Waiting,
    Refused(ProblemCode),
    Open(LinkRole, Token),
}

/// What this tab may be.
pub fn page(desk: Desk) -> Element {
    let door = RwSignal::new(Door::Asking);
    match token().or_else(|| storage::read(Shelf::Tab, KEPT)) {
        Some(token) => {
            // A tab that is loaded again needs no second look at the link.
            storage::write(Shelf::Tab, KEPT, &token).ok();
            ask(door, Token(token));
        }
        None => door.set(Door::NoLink),
    }
    el("main", "c-desk")
        .attr("id", "main")
        .live(move || match door.get() {
            Door::NoLink => message("desk.no_link", "desk.no_link_help"),
            Door::Asking => message("desk.loading", ""),
            Door::Waiting => message("desk.waiting", "desk.waiting_help"),
            Door::Refused(code) => message(
                match code {
                    ProblemCode::LinkExpired => "desk.expired",
                    ProblemCode::LinkRevoked => "desk.revoked",
                    _ => "desk.invalid",
                },
                "desk.no_link_help",
            ),
            Door::Open(LinkRole::Presenter, token) => screen_page(desk, token),
            Door::Open(LinkRole::Remote, token) => remote_page(desk, token),
            Door::Open(LinkRole::Kiosk, _) => message("desk.wrong_door", "desk.wrong_door_help"),
        })
}

/// The signed link that was opened, if one was: it is gone from the address then.
pub fn token() -> Option<String> {
    document::take_fragment("link")
}

fn ask(door: RwSignal<Door>, token: Token) {
    leptos::task::spawn_local(async move {
        match api::link(&token).await {
            Ok(info) => door.set(Door::Open(info.role, token)),
            Err(Failure::Refused(code)) => {
                storage::remove(Shelf::Tab, KEPT);
                door.set(Door::Refused(code));
            }
            Err(_) => {
                door.set(Door::Waiting);
                set_timeout(move || ask(door, token), PAUSE);
            }
        }
    });
}

fn message(title: &str, help: &str) -> Element {
    el("div", "c-door")
        .attr("role", "status")
        .child(el("h1", "").attr("tabindex", "-1").text(&t(title)))
        .child((!help.is_empty()).then(|| el("p", "").text(&t(help))))
        .child((title == "desk.waiting").then(|| {
            button("c-button")
                .text(&t("desk.reload"))
                .press(document::reload)
        }))
}
