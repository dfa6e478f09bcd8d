//! Where the ballot stands, in plain words that are always true.

use leptos::prelude::*;
use wire::ProblemCode;

use crate::{
    components::{Icon, icon},
    i18n::{count, t},
    platform::document,
    state::{
        BallotBox, Session,
        ballot::{Standing, send_now},
    },
};

#[component]
pub fn StatusCard() -> impl IntoView {
    let ballot = expect_context::<BallotBox>();
    let session = expect_context::<Session>();
    let standing = Memo::new(move |_| ballot.standing());
    let sending = Memo::new(move |_| ballot.attempt().sending);
    let garbled = Memo::new(move |_| ballot.attempt().garbled);
    view! {
        <div class="c-status" data-standing=move || word(standing.get()) role="status">
            {move || match standing.get() {
                Standing::Empty => plain("ballot.empty", "ballot.empty_more"),
                Standing::Draft => {
                    let n = ballot.count();
                    face(Icon::Ballot, count("ballot.draft", n), t("ballot.draft_more"))
                }
                Standing::Stored => stored(ballot),
                Standing::Changed => plain("ballot.changed", "ballot.changed_more"),
                Standing::Refused(code) => refused(code),
                Standing::Waiting => {
                    let more = match (sending.get(), garbled.get(), session.online.get()) {
                        (true, _, _) => "ballot.waiting_sending",
                        (_, true, _) => "ballot.waiting_garbled",
                        (_, _, false) => "ballot.waiting_offline",
                        _ => "ballot.waiting_later",
                    };
                    let now = (!sending.get()).then(|| {
                        view! {
                            <button type="button" class="c-button" on:click=move |_| send_now(ballot)>
                                {t("ballot.send_now")}
                            </button>
                        }
                    });
                    view! {
                        {face(Icon::Clock, t("ballot.waiting"), t(more))}
                        {now}
                    }
                    .into_any()
                }
            }}
        </div>
    }
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

fn face(sign: Icon, title: String, more: String) -> AnyView {
    view! {
        {icon(sign)}
        <div>
            <p class="c-status__title">{title}</p>
            <p class="c-status__more">{more}</p>
        </div>
    }
    .into_any()
}

fn plain(title: &'static str, more: &'static str) -> AnyView {
    face(Icon::Ballot, t(title), t(more))
}

fn stored(ballot: BallotBox) -> AnyView {
    let changed = ballot.stored().is_some_and(|stored| stored.receipt.seq > 1);
    let more = if changed {
        "ballot.stored_replaced"
    } else {
        "ballot.stored_more"
    };
    face(Icon::Check, t("ballot.stored"), t(more))
}

fn refused(code: ProblemCode) -> AnyView {
    let reload = (code == ProblemCode::ManifestChanged).then(|| {
        view! {
            <button type="button" class="c-button" on:click=|_| document::reload()>
                {t("action.reload")}
            </button>
        }
    });
    view! {
        {face(Icon::Close, t("ballot.refused"), t(reason(code)))}
        {reload}
    }
    .into_any()
}

/// Why the server said no, and what can be done. One text for each code.
const fn reason(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::MalformedRequest => "problem.malformed_request",
        ProblemCode::NotFound => "problem.not_found",
        ProblemCode::MethodNotAllowed => "problem.method_not_allowed",
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
        ProblemCode::TooManyRequests => "problem.too_many_requests",
        ProblemCode::TooLarge => "problem.too_large",
        ProblemCode::UnsupportedMediaType => "problem.unsupported_media_type",
        ProblemCode::Unavailable => "problem.unavailable",
        ProblemCode::Internal => "problem.internal",
        ProblemCode::Unknown => "problem.unknown",
    }
}
