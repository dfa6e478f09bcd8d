//! The code: held before the camera, or typed.

use std::cell::RefCell;

use ledger::Code;
use wire::Hex;

use super::{
    keypad::{LENGTH, keypad},
    scanner::{Sight, scanner},
    tablet::{CodeTrouble, Tablet},
};
use crate::{
    i18n::t,
    platform::{
        dom::{Element, el, nothing},
        stay::uptime_ms,
        worker,
    },
    reactive::RwSignal,
};

/// What stands before the seed in a slip's link.
const SEED: &str = "#k=";
/// A code that is read again after so many milliseconds was shown anew.
const IN_VIEW: f64 = 2_000.0;

/// What is said of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    Working,
    /// The camera reads something that is no slip.
    Foreign,
    Trouble(CodeTrouble),
    /// The worker could not be loaded.
    NoWorker,
}

pub fn code_entry(tablet: Tablet) -> Element {
    let typed = RwSignal::new(String::new());
    let said = RwSignal::new(Said::Nothing);
    let sight = RwSignal::new(Sight::Opening);
    let scanned = tablet.clone();
    let seen = RefCell::new((String::new(), 0.0));
    let on_text = move |text: String| {
        // Held before the camera, a code is read again and again.
        let (before, at) = seen.replace((text.clone(), uptime_ms()));
        if before == text && uptime_ms() - at < IN_VIEW {
            return;
        }
        let seed = text.split_once(SEED).map(|(_, seed)| seed);
        match seed.and_then(|seed| seed.parse::<Hex<32>>().ok()) {
            Some(Hex(seed)) => take(&scanned, seed, said),
            None => said.set(Said::Foreign),
        }
    };
    let by_hand = tablet.clone();
    let on_code = move |code: Code| {
        if said.get_untracked() == Said::Working {
            return;
        }
        said.set(Said::Working);
        let tablet = by_hand.clone();
        leptos::task::spawn_local(async move {
            let (text, edition) = (code.to_string(), tablet.queue.edition().clone());
            let job = [("code", text.as_str()), ("edition", edition.as_str())];
            let answer = worker::ask("/lens.js", &job).await;
            match answer.and_then(|it| it.text("seed")?.parse().ok()) {
                Some(Hex(seed)) => take(&tablet, seed, said),
                _ => said.set(Said::NoWorker),
            }
        });
    };
    let alert = el("p", "c-code__said")
        .attr("role", "status")
        .live_text(move || {
            let whole = typed.with(|text| text.len() == LENGTH);
            t(match said.get() {
                Said::Working => "kiosk.working",
                Said::Nothing if whole => "kiosk.mistyped",
                Said::Nothing => return String::new(),
                Said::Foreign => "kiosk.foreign",
                Said::Trouble(CodeTrouble::Unknown) => "kiosk.unknown",
                Said::Trouble(CodeTrouble::TooMany) => "kiosk.too_many",
                Said::NoWorker => "kiosk.no_worker",
            })
        });
    el("main", "c-code")
        .attr("id", "main")
        .child(el("h1", "").attr("tabindex", "-1").text(&t("kiosk.code")))
        .child(el("p", "c-code__help").text(&t("kiosk.code_help")))
        .child(alert)
        .child(
            el("div", "c-code__ways")
                .child(
                    el("div", "c-code__camera")
                        .live_attr("data-sight", move || {
                            Some(
                                match sight.get() {
                                    Sight::Opening => "opening",
                                    Sight::Open => "open",
                                    Sight::None => "none",
                                }
                                .into(),
                            )
                        })
                        .child(scanner(sight, on_text))
                        .live(move || match sight.get() {
                            Sight::None => el("p", "").text(&t("kiosk.no_camera")),
                            Sight::Opening => el("p", "").text(&t("kiosk.camera_opens")),
                            Sight::Open => nothing(),
                        }),
                )
                .child(keypad(typed, on_code)),
        )
}

fn take(tablet: &Tablet, seed: [u8; 32], said: RwSignal<Said>) {
    match tablet.take_code(seed) {
        Ok(()) => said.set(Said::Nothing),
        Err(trouble) => said.set(Said::Trouble(trouble)),
    }
}
