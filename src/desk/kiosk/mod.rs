//! A shared tablet at a booth. One visit after the other, none of which leaves
//! a trace: the page keeps nothing outside of itself but the sealed queue, and
//! is loaded anew for each voter.
//!
//! `visit` is pure; `identity` and `queue` are what is on disk; `tablet` is the
//! state; the others are what is seen.

mod attract;
mod code_entry;
mod frame;
mod identity;
mod keypad;
mod queue;
mod roll;
mod scanner;
mod staff;
mod tablet;
mod thanks;
mod tries;
mod visit;
mod vote;

use leptos::prelude::*;
use leptos_router::components::Router;
use wire::{Boot, ProblemCode};

use self::{
    identity::{Identity, Stranger},
    queue::Queue,
    tablet::Tablet,
};
use super::desk::Desk;
use crate::{
    i18n::t,
    page::{self, KIOSK},
    platform::{
        dom::{Element, el, live},
        fence, random, storage,
    },
    reactive::RwSignal,
    state::{Arrival, CatalogueState, EditionState, Session},
};

/// How far the tablet has come.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Door {
    Opening,
    Waiting,
    Closed(Stranger),
    Open,
}

/// Takes over the page as a kiosk.
pub fn start(boot: Boot, root: crate::platform::document::Root) {
    storage::keep_nothing();
    page::become_kiosk();
    fence::close(KIOSK);
    leptos::mount::mount_to(root.clone(), move || {
        view! { <Router><Start boot root /></Router> }
    })
    .forget();
}

/// The router's context, and in it the kiosk.
#[component]
fn Start(mut boot: Boot, root: crate::platform::document::Root) -> impl IntoView {
    let language = boot.language.clone();
    // Another order of cards for each voter.
    let session = Session::new(&language, Some(random::seed()));
    let arrival = Arrival::of(&mut boot);
    let (edition, cards, contests) = EditionState::new(boot);
    let contests: &'static _ = crate::app::fill_contests(edition, contests, cards).leak();
    let catalogue = CatalogueState::new(edition, session, cards);
    let desk = Desk::new(edition, cards, contests);
    provide_context(edition);
    provide_context(session);
    provide_context(arrival);
    provide_context(catalogue);
    provide_context(desk);
    let door = RwSignal::new(Door::Opening);
    let tablet = StoredValue::new_local(None::<Tablet>);
    let owner = Owner::current().unwrap_or_default();
    leptos::task::spawn_local(async move {
        let slug = &edition.edition().slug;
        let found = Identity::find(slug, queue::waiting_of, || door.set(Door::Waiting)).await;
        let opened = match found {
            Ok(identity) => open(identity).await,
            Err(stranger) => Err(stranger),
        };
        match opened {
            Ok((identity, queue)) => owner.with(|| {
                tablet.set_value(Some(Tablet::new(desk, session, contests, identity, queue)));
                door.set(Door::Open);
            }),
            Err(stranger) => door.set(Door::Closed(stranger)),
        }
    });
    live(move || match door.get() {
        Door::Open => match tablet.get_value() {
            Some(tablet) => {
                session.language();
                frame::frame(tablet)
            }
            None => message("desk.loading", ""),
        },
        Door::Opening => message("desk.loading", ""),
        Door::Waiting => message("desk.waiting", "desk.waiting_help"),
        Door::Closed(stranger) => message(reason(stranger), "kiosk.closed_help"),
    })
    .take_over(&root);
}

async fn open(identity: Identity) -> Result<(Identity, Queue), Stranger> {
    let enrolled = identity.enrolled().cloned().ok_or(Stranger::NoLink)?;
    storage::forget_all();
    storage::persist();
    let queue = Queue::open(identity.key(), enrolled).await?;
    Ok((identity, queue))
}

const fn reason(stranger: Stranger) -> &'static str {
    match stranger {
        Stranger::NoLink => "kiosk.no_link",
        Stranger::NotKept(_) => "kiosk.not_kept",
        Stranger::QueueWaits => "kiosk.queue_waits",
        Stranger::Refused(ProblemCode::KioskTaken) => "kiosk.taken",
        Stranger::Refused(ProblemCode::LinkExpired) => "desk.expired",
        Stranger::Refused(ProblemCode::LinkRevoked | ProblemCode::KioskRevoked) => "desk.revoked",
        Stranger::Refused(_) => "desk.invalid",
    }
}

fn message(title: &str, help: &str) -> Element {
    el("main", "c-door")
        .attr("role", "status")
        .child(el("h1", "").attr("tabindex", "-1").text(&t(title)))
        .child((!help.is_empty()).then(|| el("p", "").text(&t(help))))
}
