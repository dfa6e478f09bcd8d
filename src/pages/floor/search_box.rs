//! The search field. It searches while one types.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    components::{Icon, icon},
    i18n::{count, t},
    state::{CatalogueState, History, Session},
};

/// Short enough to seem immediate, long enough to skip letters of a fast typist.
const PAUSE: Duration = Duration::from_millis(30);
/// A screen reader is told the number of answers when the typing has stopped.
const QUIET: Duration = Duration::from_millis(900);

#[component]
pub fn SearchBox() -> impl IntoView {
    let catalogue = expect_context::<CatalogueState>();
    let session = expect_context::<Session>();
    let text = Memo::new(move |_| catalogue.filters.with(|filters| filters.find.text.clone()));
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
    view! {
        <div class="c-search" role="search">
            {icon(Icon::Search)}
            <input
                class="c-search__field"
                id="search"
                type="search"
                autocomplete="off"
                enterkeyhint="search"
                aria-label=t("search.label")
                placeholder=t("search.placeholder")
                prop:value=text
                on:focus=move |_| catalogue.prepare_search()
                on:input=move |event| search(event_target_value(&event))
            />
            {move || {
                (!text.get().is_empty()).then(|| {
                    view! {
                        <button
                            type="button"
                            class="c-search__clear"
                            aria-label=t("search.clear")
                            on:click=move |_| search(String::new())
                        >
                            {icon(Icon::Close)}
                        </button>
                    }
                })
            }}
        </div>
    }
}
