//! The last look before the ballot is signed and sent.

use leptos::prelude::*;
use voting::Gate;

use super::values::{left_open, reviewed};
use crate::{
    components::{button, sign},
    i18n::{count, t},
    platform::{
        document,
        dom::{Element, el, group, live, nothing},
        storage,
    },
    reactive::RwSignal,
    state::{
        BallotBox, CatalogueState, EditionState, Session,
        ballot::{CastError, picks::in_contest},
    },
};

/// The dialog's id.
pub(super) const DIALOG: &str = "review";

pub fn review() -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let trouble = RwSignal::new(None::<CastError>);
    let on_cast = move || match ballot.cast() {
        Ok(()) => {
            trouble.set(None);
            document::close_dialog(DIALOG);
            document::focus(".c-ballot h1");
            session.notice.set(None);
            session.announce(t("ballot.waiting"));
        }
        Err(error) => trouble.set(Some(error)),
    };
    let is_open = move || edition.gate() == Gate::Open;
    let cast = live(move || {
        if !is_open() {
            return nothing();
        }
        button("c-button c-button--primary")
            .text(&t("review.cast"))
            .press(on_cast)
    });
    let actions = el("div", "c-dialog__actions")
        .child(
            button("c-button")
                .text(&t("review.back"))
                .press(|| document::close_dialog(DIALOG)),
        )
        .child(cast);
    el("dialog", "c-dialog")
        .attr("id", DIALOG)
        .attr("aria-labelledby", "review-title")
        .child(
            el("h2", "")
                .attr("id", "review-title")
                .text(&t("review.title")),
        )
        .child(picks())
        .live(move || open(ballot))
        .live(move || {
            let text = if ballot.has_code() {
                "review.code"
            } else {
                "review.device"
            };
            el("p", "").text(&t(text))
        })
        .live(move || {
            let text = match trouble.get() {
                // The hour may strike while one looks over one's picks.
                _ if !is_open() => "problem.voting_closed",
                Some(error) => trouble_text(error),
                None => return nothing(),
            };
            el("p", "c-alert").attr("role", "alert").text(&t(text))
        })
        .child(actions)
}

fn picks() -> Element {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    el("ul", "c-review").live(move || {
        if let Some(values) = ballot.values() {
            return reviewed(ballot, values);
        }
        let picks = ballot.picks();
        let cards = picks
            .iter()
            .filter_map(|number| catalogue.by_number(*number));
        group(cards.map(|card| {
            let category = edition.category_label(&card.category);
            let words = el("span", "")
                .child(el("span", "c-review__category").text(&category))
                .child(el("strong", "").text(&card.name));
            el("li", "")
                .child(sign(edition.category(&card.category)))
                .child(words)
        }))
    })
}

/// What is left open: categories, points, places.
fn open(ballot: BallotBox) -> Element {
    if let (Some(values), [contest]) = (ballot.values(), ballot.contests()) {
        return left_open(ballot, contest, values);
    }
    let picks = ballot.picks();
    let contests = ballot.contests().iter();
    let open = contests
        .filter(|it| it.category.is_some() && in_contest(&picks, it).is_empty())
        .count();
    if open == 0 {
        return nothing();
    }
    el("p", "").text(&count("review.open", open))
}

fn trouble_text(error: CastError) -> &'static str {
    match error {
        CastError::NoManifest => "problem.voting_not_open",
        CastError::Empty => "problem.invalid_marks",
        CastError::NotKept if storage::has_kept() => "cast.no_room",
        CastError::NotKept => "cast.not_kept",
        CastError::NoChance => "cast.no_chance",
        CastError::Exhausted => "cast.exhausted",
    }
}
