//! The ballot is cast: where it is, in words that are true, and how long this
//! page stays.

use wire::{EnvelopeOutcome, ProblemCode};

use super::{tablet::Tablet, visit::Hint};
use crate::{
    components::{Icon, button, icon},
    i18n::{count, t},
    platform::dom::{Element, el, nothing},
};

/// What is said of an envelope.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Stored,
    Waiting,
    PaperPending,
    PaperDiffers,
    Late,
    Refused,
}

pub fn thanks(tablet: Tablet) -> Element {
    let (seen, timed) = (tablet.clone(), tablet);
    let said = move || {
        seen.queue.settled.track();
        let settled = seen.cast.get().and_then(|index| seen.queue.outcome(index));
        match settled.map(|it| (it.outcome, it.code)) {
            None => Said::Waiting,
            Some((EnvelopeOutcome::Stored | EnvelopeOutcome::Same, _)) => Said::Stored,
            Some((EnvelopeOutcome::Pending, Some(ProblemCode::PaperDiffers))) => Said::PaperDiffers,
            Some((EnvelopeOutcome::Pending, _)) => Said::PaperPending,
            Some((EnvelopeOutcome::Late, _)) => Said::Late,
            Some((EnvelopeOutcome::Refused, _)) => Said::Refused,
        }
    };
    el("main", "c-thanks-card")
        .attr("id", "main")
        .live(move || {
            let said = said();
            let (sign, title, more) = match said {
                Said::Stored => (Icon::Check, "kiosk.stored", "kiosk.stored_more"),
                Said::Waiting => (Icon::Clock, "kiosk.kept", "kiosk.kept_more"),
                Said::PaperPending => (Icon::Clock, "kiosk.pending", "kiosk.pending_more"),
                Said::PaperDiffers => (Icon::Close, "kiosk.differs", "kiosk.differs_more"),
                Said::Late => (Icon::Close, "kiosk.late", "kiosk.late_more"),
                Said::Refused => (Icon::Close, "kiosk.refused", "kiosk.refused_more"),
            };
            el("div", "c-thanks-card__said")
                .attr("role", "status")
                .attr(
                    "data-said",
                    match said {
                        Said::Stored => "stored",
                        Said::Waiting | Said::PaperPending => "waiting",
                        _ => "refused",
                    },
                )
                .child(icon(sign))
                .child(el("h1", "").attr("tabindex", "-1").text(&t(title)))
                .child(el("p", "").text(&t(more)))
        })
        .live(move || match timed.hint.get() {
            Hint::Leaving(left) => {
                el("p", "c-thanks-card__left").text(&count("kiosk.next_in", left as usize))
            }
            _ => nothing(),
        })
        .child(
            button("c-button c-button--primary")
                .text(&t("kiosk.done"))
                .press(Tablet::start_over),
        )
}
