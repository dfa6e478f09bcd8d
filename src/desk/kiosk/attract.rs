//! Nobody is here: the live map, one innovation after the other, and one large
//! button.

use core::time::Duration;

use leptos::prelude::*;

use super::tablet::{Mode, Tablet};
use crate::{
    components::button,
    desk::scenes::map_view,
    i18n::{localized, t},
    platform::dom::{Element, el},
};

/// How long an innovation stands in the light.
const LIGHT: Duration = Duration::from_secs(7);

pub fn attract(tablet: Tablet) -> Element {
    let desk = tablet.desk;
    // By chance, so that none is seen more than the others.
    let handle = set_interval_with_handle(move || desk.light_any(), LIGHT);
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
    let begin = {
        let tablet = tablet.clone();
        move || tablet.begin(Mode::Voter)
    };
    let theme = localized(&desk.edition.edition().theme);
    el("main", "c-attract")
        .attr("id", "main")
        .child(
            el("div", "c-attract__words")
                .child((!theme.is_empty()).then(|| el("p", "c-attract__theme").text(&theme)))
                .child(el("h1", "").attr("tabindex", "-1").text(&t("screen.join")))
                .child(el("p", "").text(&desk.event())),
        )
        .child(el("div", "c-attract__map").child(map_view(desk)))
        .child(
            button("c-button c-button--primary c-attract__begin")
                .text(&t("kiosk.begin"))
                .press(begin),
        )
}
