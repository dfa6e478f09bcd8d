//! How to take part: a large code, the address in letters, three steps, and
//! how long there is still time.

use chrono::{DateTime, TimeDelta, Utc};
use voting::Gate;
use wire::Phase;

use super::super::{desk::Desk, qr::qr};
use crate::{
    i18n::{localized, t},
    platform::{
        document,
        dom::{Element, el, group, nothing},
    },
};

pub fn join(desk: Desk) -> Element {
    let origin = document::origin();
    // People type what they read: no scheme.
    let address = origin
        .split_once("://")
        .map_or(origin.as_str(), |(_, host)| host)
        .to_owned();
    let theme = localized(&desk.edition.edition().theme);
    let steps = ["screen.step_1", "screen.step_2", "screen.step_3"];
    let code = el("div", "c-join__code")
        .child(qr(&origin, &t("screen.qr")))
        .child(el("p", "c-join__address").text(&address));
    let words = el("div", "c-join__words")
        .child((!theme.is_empty()).then(|| el("p", "c-scene__over").text(&theme)))
        .child(el("h1", "c-join__title").text(&t("screen.join")))
        .child(
            el("ol", "c-join__steps").children(
                steps
                    .iter()
                    .map(|key| el("li", "").child(el("span", "").text(&t(key)))),
            ),
        )
        .child(el("div", "c-join__clock").live(move || clock(desk)));
    el("div", "c-join").child(words).child(code)
}

/// Time until the vote opens or closes.
fn clock(desk: Desk) -> Element {
    let edition = desk.edition.edition();
    let told = |key: &str| el("p", "c-countdown__label").text(&t(key));
    match (desk.edition.gate(), desk.edition.phase()) {
        (Gate::Open, _) => match edition.voting_closes_at {
            Some(at) => countdown(desk, at, "screen.closes_in"),
            None => told("screen.open"),
        },
        (Gate::NotYet, Phase::Voting) => match edition.voting_opens_at {
            Some(at) => countdown(desk, at, "screen.opens_in"),
            None => told("screen.not_yet"),
        },
        (Gate::NotYet, _) => told("screen.not_yet"),
        (Gate::Over, _) => told("screen.closed"),
    }
}

fn countdown(desk: Desk, at: DateTime<Utc>, label: &str) -> Element {
    let parts = parts(at - desk.edition.now());
    let parts = parts.iter().map(|(count, unit)| {
        el("span", "c-countdown__part")
            .child(el("b", "").text(&format!("{count:02}")))
            .child(el("span", "").text(&t(unit)))
    });
    group([
        el("p", "c-countdown__label").text(&t(label)),
        el("p", "c-countdown")
            .attr("role", "timer")
            .children(parts)
            .child(nothing()),
    ])
}

/// Days, hours and minutes, or, on the last day, hours, minutes and seconds.
fn parts(left: TimeDelta) -> Vec<(i64, &'static str)> {
    let left = left.max(TimeDelta::zero());
    let (hours, minutes) = (left.num_hours() % 24, left.num_minutes() % 60);
    if left.num_days() > 0 {
        return vec![
            (left.num_days(), "screen.days"),
            (hours, "screen.hours"),
            (minutes, "screen.minutes"),
        ];
    }
    vec![
        (hours, "screen.hours"),
        (minutes, "screen.minutes"),
        (left.num_seconds() % 60, "screen.seconds"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_has_seconds_and_time_never_runs_below_zero() {
        let left = |seconds| {
            parts(TimeDelta::seconds(seconds))
                .iter()
                .map(|(count, _)| *count)
                .collect::<Vec<_>>()
        };
        assert_eq!(left(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5), [2, 3, 4]);
        assert_eq!(left(86_399), [23, 59, 59]);
        assert_eq!(left(61), [0, 1, 1]);
        assert_eq!(left(-5), [0, 0, 0]);
    }
}
