//! How many have voted: at which booths, and in which hours.

use wire::{BoothCount, HourCount, Live};

use super::{super::desk::Desk, heading, n, sealed};
use crate::{
    i18n::{channel, fill, t, time},
    platform::dom::{Element, el, group, nothing},
};

/// Hours that fit beside each other.
const HOURS: usize = 12;
/// Booths that fit below each other.
const BOOTHS: usize = 8;

pub fn turnout(desk: Desk) -> Element {
    el("div", "c-turnout").live(move || match desk.shown() {
        None => sealed("screen.waiting"),
        Some(live) => board(desk, &live),
    })
}

fn board(desk: Desk, live: &Live) -> Element {
    let total = el("p", "c-turnout__total")
        .child(el("b", "").text(&n(live.standings.ballots)))
        .text(" ")
        .child(el("span", "").text(&t("screen.ballots")));
    let left = if live.booths.is_empty() {
        channels(live)
    } else {
        booths(&live.booths)
    };
    group([
        el("div", "c-turnout__head")
            .child(heading("", el("span", "").text(&t("screen.turnout"))))
            .child(total),
        el("div", "c-turnout__parts")
            .child(left)
            .child(hours(desk, live)),
    ])
}

/// Whole thousandths of `most`, for a bar's length.
fn share(value: u64, most: u64) -> String {
    let share = (value * 1000).checked_div(most).unwrap_or(0).min(1000);
    format!("{}.{:03}", share / 1000, share % 1000)
}

fn bar(name: &str, value: &str, share: &str) -> Element {
    el("li", "c-turnout__bar")
        .child(el("span", "c-turnout__name").text(name))
        .child(el("span", "c-turnout__value").text(value))
        .child(
            el("span", "c-turnout__track")
                .attr("aria-hidden", "true")
                .child(el("span", "c-turnout__fill").style("--share", share)),
        )
}

/// Codes used of codes given out, the fullest booth first.
fn booths(booths: &[BoothCount]) -> Element {
    let mut booths: Vec<&BoothCount> = booths.iter().collect();
    booths.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.name.cmp(&b.name)));
    let rest: u64 = booths.iter().skip(BOOTHS).map(|it| it.used).sum();
    let bars = booths.iter().take(BOOTHS).map(|booth| {
        let value = fill(
            "screen.of",
            &[("used", &n(booth.used)), ("codes", &n(booth.codes))],
        );
        bar(&booth.name, &value, &share(booth.used, booth.codes))
    });
    let more = (rest > 0)
        .then(|| el("p", "c-turnout__more").text(&fill("screen.other_booths", &[("n", &n(rest))])));
    el("section", "c-turnout__part")
        .child(el("h2", "").text(&t("screen.booths")))
        .child(el("ul", "c-turnout__bars").children(bars))
        .child(more)
}

/// Without booths: by which way ballots came.
fn channels(live: &Live) -> Element {
    let total = live.standings.ballots;
    let bars = live.standings.channels.iter().map(|it| {
        let name = channel(it.channel);
        bar(&name, &n(it.ballots), &share(it.ballots, total))
    });
    el("section", "c-turnout__part")
        .child(el("h2", "").text(&t("screen.channels")))
        .child(el("ul", "c-turnout__bars").children(bars))
}

fn hours(desk: Desk, live: &Live) -> Element {
    let hours: &[HourCount] = &live.hours;
    let last = &hours[hours.len().saturating_sub(HOURS)..];
    let most = last.iter().map(|it| it.ballots).max().unwrap_or(0);
    let region = &desk.edition.edition().region;
    let (_, zone) = region.local(live.standings.as_of);
    let columns = last.iter().map(|it| {
        el("li", "c-hours__hour")
            .child(el("span", "c-hours__value").text(&n(it.ballots)))
            .child(
                el("span", "c-hours__column")
                    .attr("aria-hidden", "true")
                    .style("--share", &share(it.ballots, most)),
            )
            .child(el("span", "c-hours__label").text(&time(it.hour, region)))
    });
    el("section", "c-turnout__part")
        .child(el("h2", "").text(&fill("screen.hours_title", &[("zone", zone)])))
        .child(if last.is_empty() {
            el("p", "c-scene__quiet").text(&t("screen.no_hours"))
        } else {
            nothing()
        })
        .child(el("ol", "c-hours").children(columns))
}
