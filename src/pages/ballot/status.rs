//! Where the ballot stands, in plain words that are always true.

use leptos::prelude::*;
use voting::Gate;
use wire::ProblemCode;

use crate::{
    components::{Icon, button, icon},
    i18n::{count, t},
    platform::{
        document,
        dom::{Element, el, group},
    },
    reactive::Memo,
    state::{
        BallotBox, EditionState, Session,
        ballot::{Standing, send_now},
    },
};

pub fn status_card() -> Element {
    let ballot = expect_context::<BallotBox>();
    let edition = expect_context::<EditionState>();
    let standing = Memo::new(move || ballot.standing());
    el("div", "c-status")
        .attr("role", "status")
        .live_attr("data-standing", move || Some(word(standing.get()).into()))
        .live(move || match standing.get() {
            Standing::Empty => {
                let more = match edition.gate() {
                    Gate::Open => "ballot.empty_more",
                    Gate::NotYet => "ballot.empty_not_yet",
                    Gate::Over => "ballot.empty_over",
                };
                face(Icon::Ballot, &t("ballot.empty"), &t(more))
            }
            Standing::Draft => {
                let more = match edition.gate() {
                    Gate::Open => "ballot.draft_more",
                    Gate::NotYet => "ballot.draft_not_yet",
                    Gate::Over => "ballot.draft_over",
                };
                face(
                    Icon::Ballot,
                    &count("ballot.draft", ballot.count()),
                    &t(more),
                )
            }
            Standing::Stored => stored(ballot, edition.gate()),
            Standing::Changed => {
                let more = match edition.gate() {
                    Gate::Over => "ballot.changed_over",
                    _ => "ballot.changed_more",
                };
                face(Icon::Ballot, &t("ballot.changed"), &t(more))
            }
            Standing::Refused(code) => refused(code, ballot.stored().is_some()),
            Standing::Waiting => waiting(ballot),
        })
}

/// For `data-standing`.
const fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Empty => "empty",
        Standing::Draft => "draft",
        Standing::Waiting => "waiting",
        Standing::Stored => "stored",
        Standing::Changed => "changed",
        Standing::Refused(_) => "refused",
    }
}

fn face(sign: Icon, title: &str, more: &str) -> Element {
    let words = el("div", "")
        .child(el("p", "c-status__title").text(title))
        .child(el("p", "c-status__more").text(more));
    group([icon(sign), words])
}

fn waiting(ballot: BallotBox) -> Element {
    let session = expect_context::<Session>();
    let attempt = ballot.attempt();
    let more = match (attempt.sending, attempt.garbled, session.online.get()) {
        (true, _, _) => "ballot.waiting_sending",
        (_, true, _) => "ballot.waiting_garbled",
        (_, _, false) => "ballot.waiting_offline",
        _ => "ballot.waiting_later",
    };
    let now = (!attempt.sending).then(|| {
        button("c-button")
            .text(&t("ballot.send_now"))
            .press(move || send_now(ballot))
    });
    face(Icon::Clock, &t("ballot.waiting"), &t(more)).child(now)
}

fn stored(ballot: BallotBox, gate: Gate) -> Element {
    let changed = ballot.stored().is_some_and(|stored| stored.receipt.seq > 1);
    let more = match (gate, changed) {
        (Gate::Over, _) => "ballot.stored_over",
        (_, true) => "ballot.stored_replaced",
        (_, false) => "ballot.stored_more",
    };
    face(Icon::Check, &t("ballot.stored"), &t(more))
}

fn refused(code: ProblemCode, has_earlier: bool) -> Element {
    let reload = (code == ProblemCode::ManifestChanged).then(|| {
        button("c-button")
            .text(&t("action.reload"))
            .press(document::reload)
    });
    let mut more = t(reason(code));
    if has_earlier {
        more.push(' ');
        more.push_str(&t("ballot.refused_earlier"));
    }
    face(Icon::Close, &t("ballot.refused"), &more).child(reload)
}

/// Why the server said no, and what can be done. One text for each code that a voter may meet.
const fn reason(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::MalformedRequest => "problem.malformed_request",
        ProblemCode::NotFound | ProblemCode::CodeUnknown => "problem.not_found",
        ProblemCode::BallotConflict => "problem.ballot_conflict",
        ProblemCode::BallotOutdated => "problem.ballot_outdated",
        ProblemCode::ManifestChanged => "problem.manifest_changed",
        ProblemCode::DeviceSpent => "problem.device_spent",
        ProblemCode::VotingClosed => "problem.voting_closed",
        ProblemCode::VotingNotOpen => "problem.voting_not_open",
        ProblemCode::ChannelClosed => "problem.channel_closed",
        ProblemCode::InvalidMarks => "problem.invalid_marks",
        ProblemCode::CommitmentMismatch => "problem.commitment_mismatch",
        ProblemCode::BadSignature => "problem.bad_signature",
        // The server is busy: the courier goes on. Or the fault is this page's own.
        ProblemCode::MethodNotAllowed
        | ProblemCode::NotReady
        | ProblemCode::TooManyRequests
        | ProblemCode::TooLarge
        | ProblemCode::UnsupportedMediaType
        | ProblemCode::Unavailable
        | ProblemCode::Internal
        | ProblemCode::LinkInvalid
        | ProblemCode::LinkRevoked
        | ProblemCode::LinkExpired
        | ProblemCode::KioskTaken
        | ProblemCode::KioskRevoked
        | ProblemCode::QueueForked
        | ProblemCode::BadEnvelope
        | ProblemCode::PaperDiffers
        | ProblemCode::Unknown => "problem.unknown",
    }
}
