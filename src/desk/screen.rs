//! The big screen: its keys, its frame, and the scene within.

use std::time::Duration;

use leptos::prelude::set_interval;
use wire::{Disclosure, Phase};

use super::{
    desk::Desk,
    qr::qr,
    scenes::scene_view,
    stage::{Hall, Overlay, Scene, word_of},
    steering,
    watchdog::Link,
};
use crate::{
    api::{self, Token},
    components::button,
    i18n::{fill, t, time},
    platform::{
        document,
        dom::{Element, el, group, nothing},
        stay,
    },
    reactive::{Memo, RwSignal},
};

/// How long a picture stays where the show goes on by itself.
const PICTURE: Duration = Duration::from_secs(14);
/// What the help lists: keys, and what they do.
const KEYS: [(&str, &str); 10] = [
    ("→  PgDn", "desk.key_next"),
    ("←  PgUp", "desk.key_previous"),
    ("↑  ↓", "desk.key_inside"),
    ("1 – 6", "desk.key_scene"),
    ("B  .", "desk.key_black"),
    ("Z", "desk.key_freeze"),
    ("A", "desk.key_autoplay"),
    ("T", "desk.key_hall"),
    ("F", "desk.key_full"),
    ("R", "desk.key_remote"),
];

pub fn screen_page(desk: Desk, token: Token) -> Element {
    desk.feed.follow();
    steering::steer(desk, token.clone());
    stay::on_key(move |key| {
        if matches!(key, "f" | "F") {
            stay::toggle_full_screen();
            return true;
        }
        // A button that has the focus is pressed by these, not the show.
        if matches!(key, "Enter" | " ") && stay::is_button_focused() {
            return false;
        }
        word_of(key).is_some_and(|word| {
            desk.press(word);
            true
        })
    });
    set_interval(move || desk.play_on(), PICTURE);
    document::set_title(&desk.event());
    let scene = Memo::new(move || desk.stage.with(|stage| stage.scene));
    let overlay = Memo::new(move || desk.stage.with(|stage| stage.overlay));
    el("div", "c-screen")
        .live_attr("data-hall", move || {
            let hall = desk.stage.with(|stage| stage.hall);
            stay::set_theme(hall == Hall::Dark);
            Some(
                match hall {
                    Hall::Dark => "dark",
                    Hall::Daylight => "daylight",
                }
                .into(),
            )
        })
        .child(
            el("div", "c-screen__box")
                .live(move || scene_view(desk, scene.get()))
                .child(strip(desk, scene)),
        )
        .live(move || match overlay.get() {
            Overlay::None => nothing(),
            Overlay::Keys => keys(desk),
            Overlay::Remote => remote(desk, token.clone()),
        })
        .child(
            el("div", "c-screen__black")
                .class_if("is-on", move || desk.stage.with(|stage| stage.black)),
        )
}

/// Whose event it is, and how fresh the counts are.
fn strip(desk: Desk, scene: Memo<Scene>) -> Element {
    el("footer", "c-ribbon")
        .child(el("p", "c-ribbon__event").text(&desk.event()))
        .child(
            desk.edition
                .edition()
                .example
                .then(|| el("p", "c-ribbon__example").text(&t("example.badge"))),
        )
        .child(
            el("p", "c-ribbon__state")
                .attr("role", "status")
                .live_attr("data-link", move || {
                    let frozen = desk.stage.with(|stage| stage.frozen);
                    let link = desk.feed.link.get();
                    Some(
                        match link {
                            Link::Lost => "lost",
                            _ if frozen => "held",
                            _ if scene.get() == Scene::Thanks => "quiet",
                            Link::Live | Link::Polling => "live",
                            Link::Connecting => "quiet",
                        }
                        .into(),
                    )
                })
                .live_text(move || state(desk)),
        )
        .child(
            button("c-ribbon__help")
                .attr("aria-label", &t("desk.keys"))
                .text("?")
                .press(move || desk.press("keys")),
        )
}

/// What the counts are, and of which moment, in one line.
fn state(desk: Desk) -> String {
    let Some(live) = desk.shown() else {
        return t(match desk.feed.link.get() {
            Link::Lost => "screen.lost",
            _ => "screen.connecting",
        });
    };
    let region = &desk.edition.edition().region;
    let at = time(live.standings.as_of, region);
    if desk.feed.link.get() == Link::Lost {
        return fill("screen.lost_since", &[("time", &at)]);
    }
    if desk.stage.with(|stage| stage.frozen) {
        return fill("screen.held", &[("time", &at)]);
    }
    let kind = t(match (live.standings.phase, live.standings.disclosure) {
        (Phase::Final | Phase::Archived, _) => "screen.final",
        (_, Disclosure::Live) => "screen.live",
        (_, Disclosure::Frozen) => "screen.frozen",
        (_, Disclosure::Hidden) => "screen.hidden_short",
        (_, Disclosure::Complete) => "screen.complete",
    });
    fill("screen.as_of", &[("kind", &kind), ("time", &at)])
}

fn overlay(desk: Desk, title: &str, inside: Element) -> Element {
    el("div", "c-overlay").child(
        el("div", "c-overlay__box")
            .attr("role", "dialog")
            .attr("aria-label", &t(title))
            .child(el("h2", "").text(&t(title)))
            .child(inside)
            .child(
                button("c-button")
                    .text(&t("desk.close"))
                    .press(move || desk.press("close")),
            ),
    )
}

fn keys(desk: Desk) -> Element {
    let rows = KEYS.iter().map(|(keys, what)| {
        el("div", "")
            .child(el("dt", "").child(el("kbd", "").text(keys)))
            .child(el("dd", "").text(&t(what)))
    });
    overlay(
        desk,
        "desk.keys",
        group([
            el("dl", "c-keys").children(rows),
            button("c-button c-button--primary")
                .text(&t("desk.key_full"))
                .press(stay::toggle_full_screen),
        ]),
    )
}

/// A code that makes a phone the remote of this very screen.
fn remote(desk: Desk, token: Token) -> Element {
    let link = RwSignal::new(None::<Result<String, ()>>);
    leptos::task::spawn_local(async move {
        let made = api::remote_link(&token).await;
        link.set(Some(made.map(|it| it.token).map_err(|_| ())));
    });
    let inside = el("div", "c-remote-link").live(move || match link.get() {
        None => el("p", "").text(&t("desk.loading")),
        Some(Err(())) => el("p", "").text(&t("desk.no_remote")),
        Some(Ok(token)) => {
            let url = [&document::origin(), "/desk#link=", &token].concat();
            qr(&url, &t("desk.remote"))
        }
    });
    overlay(
        desk,
        "desk.remote",
        group([el("p", "").text(&t("desk.remote_help")), inside]),
    )
}
