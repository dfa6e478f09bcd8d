//! Behind the kiosk: for the attendants, after their PIN.

use wire::PaperEntry;

use super::{
    queue::Reach,
    tablet::{Mode, Tablet},
};
use crate::{
    components::button,
    desk::qr::qr,
    i18n::{fill, t},
    platform::{
        dom::{Element, el, group, nothing},
        fence, file, stay,
    },
    reactive::RwSignal,
};

const PIN: core::ops::RangeInclusive<usize> = 4..=8;

pub fn staff(tablet: Tablet) -> Element {
    let open = RwSignal::new(false);
    let close = tablet.staff;
    let is_new = tablet.identity.borrow().pin.is_empty();
    let inside = tablet.clone();
    el("div", "c-overlay").child(
        el("div", "c-overlay__box c-staff")
            .attr("role", "dialog")
            .attr("aria-label", &t("kiosk.staff"))
            .child(el("h2", "").text(&t("kiosk.staff")))
            .live(move || {
                if open.get() {
                    panel(&inside)
                } else {
                    pin(&inside, open)
                }
            })
            .live(move || {
                // Not before there is a PIN: else the next visitor chooses it.
                if !is_new || open.get() {
                    button("c-button")
                        .text(&t("desk.close"))
                        .press(move || close.set(false))
                } else {
                    nothing()
                }
            }),
    )
}

/// Asks for the PIN, or, the first time, for a new one.
fn pin(tablet: &Tablet, open: RwSignal<bool>) -> Element {
    let is_new = tablet.identity.borrow().pin.is_empty();
    let typed = RwSignal::new(String::new());
    let digits = (1..=9).chain([0]).map(|digit: u32| {
        button("c-key").text(&digit.to_string()).press(move || {
            typed.update(|text| {
                if text.len() < *PIN.end() {
                    text.push_str(&digit.to_string());
                }
            });
        })
    });
    let back = button("c-key")
        .attr("aria-label", &t("kiosk.erase"))
        .text("⌫")
        .press(move || {
            typed.update(|text| {
                text.pop();
            });
        });
    let entered = tablet.clone();
    let enter = button("c-key").text("OK").press(move || {
        let text = typed.get_untracked();
        typed.set(String::new());
        if !PIN.contains(&text.len()) {
            return;
        }
        if entered.wrong_pins.are_over() {
            return;
        }
        let known = entered.identity.borrow().pin.clone();
        if known.is_empty() {
            let tablet = entered.clone();
            leptos::task::spawn_local(async move {
                if tablet.change(|it| it.pin = text).await.is_ok() {
                    open.set(true);
                }
            });
        } else if known == text {
            open.set(true);
        } else {
            entered.wrong_pins.add();
        }
    });
    let wrong = tablet.wrong_pins.clone();
    el("div", "c-staff__pin")
        .child(el("p", "").text(&t(if is_new { "kiosk.pin_new" } else { "kiosk.pin" })))
        .child(
            el("p", "c-staff__dots").live_text(move || typed.with(|text| "●".repeat(text.len()))),
        )
        .child(el("p", "c-alert").attr("role", "alert").live_text(move || {
            match (wrong.count(), wrong.are_over()) {
                (0, _) => String::new(),
                (_, true) => t("kiosk.pin_wait"),
                (_, false) => t("kiosk.pin_wrong"),
            }
        }))
        .child(
            el("div", "c-staff__keys")
                .children(digits)
                .child(back)
                .child(enter),
        )
}

fn panel(tablet: &Tablet) -> Element {
    let battery = RwSignal::new(None::<(u32, bool)>);
    leptos::task::spawn_local(async move { battery.set(fence::battery().await) });
    let shown = RwSignal::new(None::<usize>);
    let tablet = tablet.clone();
    el("div", "c-staff__panel").live(move || match shown.get() {
        Some(at) => series(&tablet, shown, at),
        None => group([facts(&tablet, battery), actions(&tablet, shown)]),
    })
}

fn facts(tablet: &Tablet, battery: RwSignal<Option<(u32, bool)>>) -> Element {
    let (total, waiting, reach) = (tablet.queue.total, tablet.queue.waiting, tablet.queue.reach);
    let fact = |name: &str, value: Element| {
        el("div", "")
            .child(el("dt", "").text(&t(name)))
            .child(el("dd", "").child(value))
    };
    el("dl", "c-facts")
        .child(fact(
            "kiosk.number",
            el("span", "").text(&tablet.queue.enrolled().number.to_string()),
        ))
        .child(fact(
            "kiosk.cast_here",
            el("span", "").live_text(move || total.get().to_string()),
        ))
        .child(fact(
            "kiosk.unsent",
            el("span", "").live_text(move || waiting.get().to_string()),
        ))
        .child(fact(
            "kiosk.connection",
            el("span", "").live_text(move || {
                t(match reach.get() {
                    Reach::Online => "kiosk.online",
                    Reach::Revoked => "kiosk.revoked",
                    Reach::Offline => "kiosk.offline",
                    Reach::Unknown => "screen.connecting",
                })
            }),
        ))
        .child(fact("kiosk.without_network", readiness(tablet)))
        .child(fact(
            "kiosk.battery",
            el("span", "").live_text(move || match battery.get() {
                Some((percent, true)) => {
                    fill("kiosk.battery_charging", &[("n", &percent.to_string())])
                }
                Some((percent, false)) => fill("kiosk.battery_n", &[("n", &percent.to_string())]),
                None => t("kiosk.battery_unknown"),
            }),
        ))
}

fn actions(tablet: &Tablet, shown: RwSignal<Option<usize>>) -> Element {
    let (paper_1, paper_2) = (tablet.clone(), tablet.clone());
    let (paused, pausing) = (tablet.paused, tablet.clone());
    let saved = tablet.clone();
    el("div", "c-staff__actions")
        .child(
            button("c-button")
                .text(&t("kiosk.paper_first"))
                .press(move || paper_1.begin(Mode::Paper(PaperEntry::First))),
        )
        .child(
            button("c-button")
                .text(&t("kiosk.paper_second"))
                .press(move || paper_2.begin(Mode::Paper(PaperEntry::Second))),
        )
        .child(
            button("c-button")
                .state("aria-pressed", move || paused.get())
                .text(&t("kiosk.pause"))
                .press(move || pausing.pause()),
        )
        .child(
            button("c-button")
                .text(&t("desk.key_full"))
                .press(stay::toggle_full_screen),
        )
        .child(
            button("c-button")
                .text(&t("kiosk.save_queue"))
                .press(move || {
                    let name = name_of(&saved);
                    file::save_file(&name, &(saved.queue.frames().join("\n") + "\n"));
                }),
        )
        .child(
            button("c-button")
                .text(&t("kiosk.show_queue"))
                .press(move || shown.set(Some(0))),
        )
        .child(exit(tablet))
}

/// Whether the tablet may lose its network.
fn readiness(tablet: &Tablet) -> Element {
    let ready = tablet.ready;
    el("span", "")
        .live_attr("data-ready", move || Some(ready.get().to_string()))
        .live_text(move || {
            t(if ready.get() {
                "kiosk.ready"
            } else {
                "kiosk.not_ready"
            })
        })
}

/// Out of the kiosk; with unsent votes only when one says so twice.
fn exit(tablet: &Tablet) -> Element {
    let (waiting, asked) = (tablet.queue.waiting, RwSignal::new(false));
    button("c-button")
        .live_text(move || {
            t(if asked.get() {
                "kiosk.leave_anyway"
            } else {
                "kiosk.leave"
            })
        })
        .press(move || {
            if asked.get_untracked() || waiting.get_untracked() == 0 {
                Tablet::leave();
            } else {
                asked.set(true);
            }
        })
}

fn name_of(tablet: &Tablet) -> String {
    let enrolled = tablet.queue.enrolled();
    format!("antrean-{}-{}.txt", enrolled.edition, enrolled.number)
}

/// The queue as codes, one after the other; the last one is its head. Each has
/// the panel to itself: a camera wants the whole of it.
fn series(tablet: &Tablet, shown: RwSignal<Option<usize>>, at: usize) -> Element {
    let frames = tablet.queue.frames();
    let back = button("c-button")
        .text(&t("kiosk.back"))
        .press(move || shown.set(None));
    let Some(frame) = frames.get(at) else {
        return group([el("p", "").text(&t("kiosk.queue_empty")), back]);
    };
    let last = frames.len() - 1;
    let place = fill(
        "kiosk.frame",
        &[
            ("n", &(at + 1).to_string()),
            ("of", &frames.len().to_string()),
        ],
    );
    let step = move |to: usize, label: &str| {
        button("c-button")
            .text(&t(label))
            .press(move || shown.set(Some(to)))
    };
    group([
        el("p", "").text(&place),
        qr(frame, &place),
        el("div", "c-staff__actions")
            .child((at > 0).then(|| step(at - 1, "desk.previous")))
            .child((at < last).then(|| step(at + 1, "desk.next")))
            .child((at < last).then(|| step(last, "kiosk.head")))
            .child(back),
    ])
}
