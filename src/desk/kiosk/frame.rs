//! Around every step: whose tablet it is, how the queue stands, language, size
//! of letters, and the question whether somebody is still there.

use wire::booth_title;

use super::{
    attract, code_entry,
    queue::Reach,
    staff,
    tablet::{Mode, Tablet},
    thanks,
    visit::{Hint, Step},
    vote,
};
use crate::{
    components::button,
    i18n::{count, language, t},
    platform::{
        dom::{Element, el, group, nothing},
        fence,
    },
    reactive::{Memo, RwSignal},
};

/// Sizes of letters, in percent.
const SIZES: [u32; 3] = [100, 118, 136];

pub fn frame(tablet: Tablet) -> Element {
    // Memos: a word from the network must not draw a voter's page anew.
    let (moved, reach, paused) = (tablet.step, tablet.queue.reach, tablet.paused);
    let step = Memo::new(move || moved.get());
    let is_revoked = Memo::new(move || reach.get() == Reach::Revoked);
    let is_paused = Memo::new(move || paused.get());
    let (inside, over, panel) = (tablet.clone(), tablet.clone(), tablet.clone());
    el("div", "c-kiosk")
        .live_attr("data-step", move || Some(word(step.get()).into()))
        .child(head(&tablet))
        .live(move || {
            let tablet = inside.clone();
            if is_revoked.get() {
                return closed("kiosk.revoked", "kiosk.revoked_help");
            }
            if is_paused.get() {
                return closed("kiosk.paused", "kiosk.paused_help");
            }
            match step.get() {
                Step::Attract => attract::attract(tablet),
                Step::Code => code_entry::code_entry(tablet),
                Step::Vote => vote::vote(tablet),
                Step::Thanks { .. } => thanks::thanks(tablet),
            }
        })
        .live(move || still_there(&over))
        .live(move || {
            if panel.staff.get() {
                staff::staff(panel.clone())
            } else {
                nothing()
            }
        })
}

const fn word(step: Step) -> &'static str {
    match step {
        Step::Attract => "attract",
        Step::Code => "code",
        Step::Vote => "vote",
        Step::Thanks { .. } => "thanks",
    }
}

fn closed(title: &str, help: &str) -> Element {
    el("main", "c-door")
        .child(el("h1", "").attr("tabindex", "-1").text(&t(title)))
        .child(el("p", "").text(&t(help)))
}

fn head(tablet: &Tablet) -> Element {
    let booth = booth_title(&t("kiosk.booth"), &tablet.queue.enrolled().booth);
    let queue = tablet.queue.clone();
    let (waiting, reach) = (queue.waiting, queue.reach);
    let state = el("p", "c-kiosk__queue")
        .attr("role", "status")
        .live_attr("data-reach", move || {
            Some(
                match (reach.get(), waiting.get()) {
                    (Reach::Online, 0) => "online",
                    (Reach::Unknown, 0) => "unknown",
                    (Reach::Revoked, _) => "revoked",
                    _ => "waiting",
                }
                .into(),
            )
        })
        .live_text(move || match (reach.get(), waiting.get()) {
            (Reach::Online, 0) => t("kiosk.online"),
            (Reach::Unknown, 0) => t("screen.connecting"),
            (_, 0) => t("kiosk.offline"),
            (_, n) => count("kiosk.waiting", n),
        });
    let mode = {
        let tablet = tablet.clone();
        el("p", "c-kiosk__mode").live_text(move || match tablet.mode.get() {
            Mode::Voter => String::new(),
            Mode::Paper(wire::PaperEntry::First) => t("kiosk.paper_first"),
            Mode::Paper(wire::PaperEntry::Second) => t("kiosk.paper_second"),
        })
    };
    let leave = {
        let seen = tablet.clone();
        el("div", "").live(move || match seen.step.get() {
            Step::Code | Step::Vote => button("c-button")
                .text(&t("kiosk.cancel"))
                .press(Tablet::start_over),
            Step::Attract | Step::Thanks { .. } => nothing(),
        })
    };
    let staff = {
        let tablet = tablet.clone();
        button("c-tool")
            .text(&t("kiosk.staff"))
            .press(move || tablet.staff.set(true))
    };
    el("header", "c-kiosk__head")
        .child(el("p", "c-kiosk__booth").text(&booth))
        .child(mode)
        .child(state)
        .child(
            el("div", "c-kiosk__tools")
                .child(leave)
                .child(text_size())
                .child(languages(tablet))
                .child(staff),
        )
}

fn text_size() -> Element {
    let at = RwSignal::new(0_usize);
    button("c-tool")
        .attr("title", &t("kiosk.text_size"))
        .text("A+")
        .child(el("span", "u-hidden").text(" ").text(&t("kiosk.text_size")))
        .press(move || {
            let next = (at.get_untracked() + 1) % SIZES.len();
            at.set(next);
            fence::set_text_size(SIZES[next]);
        })
}

fn languages(tablet: &Tablet) -> Element {
    let (session, current) = (tablet.session, language());
    let others = tablet.desk.edition.facts().languages.iter();
    group(
        others
            .filter(|(tag, _)| *tag != current)
            .map(|(tag, name)| {
                button("c-tool")
                    .attr("lang", tag)
                    .text(name)
                    .press(move || session.choose_language(tag.clone()))
            }),
    )
}

/// The last seconds before everything is cleared.
fn still_there(tablet: &Tablet) -> Element {
    let (Hint::Leaving(left), Step::Code | Step::Vote) =
        (tablet.hint.get(), tablet.step.get_untracked())
    else {
        return nothing();
    };
    let touched = tablet.clone();
    el("div", "c-overlay").child(
        el("div", "c-overlay__box c-still")
            .attr("role", "alertdialog")
            .attr("aria-label", &t("kiosk.still_there"))
            .child(el("h2", "").text(&t("kiosk.still_there")))
            .child(el("p", "").text(&count("kiosk.clears_in", left as usize)))
            .child(
                button("c-button c-button--primary")
                    .text(&t("kiosk.go_on"))
                    .press(move || touched.touch()),
            ),
    )
}
