//! The search field: answers while one types.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    components::{Icon, icon, icon_button},
    i18n::{count, t},
    platform::{
        document,
        dom::{Element, el, nothing},
    },
    reactive::{Memo, StoredValue},
    state::{CatalogueState, History, Session},
};

/// Short enough to seem immediate, long enough to skip letters of a fast typist.
const PAUSE: Duration = Duration::from_millis(8);
/// A screen reader is told the number of answers when the typing has stopped.
const QUIET: Duration = Duration::from_millis(900);

pub fn search_box() -> Element {
    let catalogue = expect_context::<CatalogueState>();
    let session = expect_context::<Session>();
    let text = Memo::new(move || catalogue.filters.with(|filters| filters.find.text.clone()));
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let telling = StoredValue::new(None::<TimeoutHandle>);
    let restart = move |timer: StoredValue<Option<TimeoutHandle>>, next: Option<TimeoutHandle>| {
        if let Some(before) = timer.get_value() {
            before.clear();
        }
        timer.set_value(next);
    };
    let search = move |text: String| {
        let look = move || catalogue.change(History::Same, |filters| filters.find.text = text);
        restart(pending, set_timeout_with_handle(look, PAUSE).ok());
        let tell = move || {
            let n = catalogue.found.with_untracked(|found| found.hits.len());
            session.announce(count("board.found", n));
        };
        restart(telling, set_timeout_with_handle(tell, QUIET).ok());
    };
    let field = el("input", "c-search__field")
        .attr("id", "search")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .attr("aria-label", &t("search.label"))
        .attr("placeholder", &t("search.placeholder"))
        .live_property("value", move || text.get().into())
        .on("focus", move |_| catalogue.prepare_search())
        .on("input", move |event| search(document::value_of(&event)));
    el("div", "c-search")
        .attr("role", "search")
        .child(icon(Icon::Search))
        .child(field)
        .live(move || {
            if text.with(String::is_empty) {
                return nothing();
            }
            icon_button("c-search__clear", Icon::Close, &t("search.clear"))
                .press(move || search(String::new()))
        })
}
