//! The phone in the presenter's hand: large buttons, and what the screen shows.

use super::{
    desk::Desk,
    stage::{Hall, Scene, Stage},
};
use crate::{
    api::{self, Failure, Token},
    components::button,
    i18n::t,
    platform::{
        document,
        dom::{Element, el},
        stay::{self, pause},
    },
    reactive::RwSignal,
};

/// How the remote reaches the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// No screen has told yet what it shows.
    Looking,
    Here,
    Lost,
    Revoked,
}

/// What the remote knows.
#[derive(Clone, Copy)]
struct Remote {
    stage: RwSignal<Stage>,
    reach: RwSignal<Reach>,
    token: &'static Token,
}

impl Remote {
    fn follow(self) {
        leptos::task::spawn_local(async move {
            let mut after = 0;
            loop {
                match api::stage_after::<Stage>(self.token, after).await {
                    Ok(Some(news)) => {
                        after = news.seq;
                        self.stage.set(news.state);
                        self.reach.set(Reach::Here);
                    }
                    Ok(None) if self.reach.get_untracked() == Reach::Lost => {
                        self.reach.set(Reach::Looking);
                    }
                    Ok(None) => {}
                    Err(Failure::Refused(_)) => {
                        self.reach.set(Reach::Revoked);
                        return;
                    }
                    Err(_) => {
                        // A server that was started again counts from the beginning.
                        after = 0;
                        self.reach.set(Reach::Lost);
                        pause(core::time::Duration::from_secs(2)).await;
                    }
                }
            }
        });
    }

    fn press(self, word: &'static str) {
        stay::buzz();
        leptos::task::spawn_local(async move {
            match api::press(self.token, word).await {
                Ok(()) => {}
                Err(Failure::Refused(_)) => self.reach.set(Reach::Revoked),
                Err(_) => self.reach.set(Reach::Lost),
            }
        });
    }

    fn key(self, class: &str, word: &'static str, label: &str) -> Element {
        button(class)
            .child(el("span", "").text(&t(label)))
            .press(move || self.press(word))
    }
}

pub fn remote_page(desk: Desk, token: Token) -> Element {
    let remote = Remote {
        stage: RwSignal::new(Stage::default()),
        reach: RwSignal::new(Reach::Looking),
        token: Box::leak(Box::new(token)),
    };
    remote.follow();
    document::set_title(&t("desk.remote"));
    el("div", "c-remote")
        .child(
            el("header", "c-remote__head")
                .child(el("h1", "").attr("tabindex", "-1").text(&t("desk.remote")))
                .child(el("p", "").text(&desk.event())),
        )
        .child(
            el("p", "c-remote__reach")
                .attr("role", "status")
                .live_attr("data-reach", move || {
                    Some(
                        match remote.reach.get() {
                            Reach::Here => "here",
                            Reach::Looking => "looking",
                            Reach::Lost | Reach::Revoked => "lost",
                        }
                        .into(),
                    )
                })
                .live_text(move || match remote.reach.get() {
                    Reach::Here => here(remote.stage.get()),
                    Reach::Looking => t("desk.looking"),
                    Reach::Lost => t("desk.lost"),
                    Reach::Revoked => t("desk.revoked"),
                }),
        )
        .child(scenes(remote))
        .child(
            el("div", "c-remote__inside")
                .child(remote.key("c-button", "up", "desk.up"))
                .child(remote.key("c-button", "down", "desk.down")),
        )
        .child(switches(remote))
        .child(
            el("div", "c-remote__steps")
                .child(remote.key("c-button c-remote__back", "previous", "desk.previous"))
                .child(remote.key(
                    "c-button c-button--primary c-remote__next",
                    "next",
                    "desk.next",
                )),
        )
}

fn label_of(scene: Scene) -> &'static str {
    match scene {
        Scene::Join => "desk.scene_join",
        Scene::Leaders => "desk.scene_leaders",
        Scene::Map => "desk.scene_map",
        Scene::Turnout => "desk.scene_turnout",
        Scene::Reveal => "desk.scene_reveal",
        Scene::Thanks => "desk.scene_thanks",
    }
}

/// What the hall sees, in words.
fn here(stage: Stage) -> String {
    if stage.black {
        return t("desk.is_black");
    }
    let mut text = t(label_of(stage.scene));
    if matches!(stage.scene, Scene::Leaders | Scene::Reveal) {
        text.push_str(" · ");
        text.push_str(&(stage.contest + 1).to_string());
    }
    if stage.scene == Scene::Reveal && stage.revealed > 0 {
        text.push_str(" · ");
        text.push_str(&t("desk.revealed"));
        text.push(' ');
        text.push_str(&stage.revealed.to_string());
    }
    if stage.frozen {
        text.push_str(" · ");
        text.push_str(&t("desk.key_freeze"));
    }
    text
}

fn scenes(remote: Remote) -> Element {
    let buttons = Scene::ALL.map(|scene| {
        remote
            .key("c-button", scene.as_str(), label_of(scene))
            .state("aria-pressed", move || {
                remote.stage.with(|stage| stage.scene) == scene
            })
    });
    el("div", "c-remote__scenes").children(buttons)
}

fn switches(remote: Remote) -> Element {
    let switch = |word, label, read: fn(&Stage) -> bool| {
        remote
            .key("c-button", word, label)
            .state("aria-pressed", move || remote.stage.with(read))
    };
    el("div", "c-remote__switches")
        .child(switch("black", "desk.key_black", |it| it.black))
        .child(switch("freeze", "desk.key_freeze", |it| it.frozen))
        .child(switch("autoplay", "desk.key_autoplay", |it| it.autoplay))
        .child(switch("hall", "desk.daylight", |it| {
            it.hall == Hall::Daylight
        }))
}
