//! Map and board on one floor; the ballot takes the board's place.

mod board;
mod category_bar;
mod chips;
mod filter_panel;
mod map_side;
mod search_box;
mod sort_row;

use leptos::prelude::*;

use super::ballot::BallotPanel;
use crate::{components::Sheet, page::Page};
use board::Board;
use map_side::MapSide;

#[component]
pub fn FloorPage(page: Memo<Page>) -> impl IntoView {
    let on_ballot = Memo::new(move |_| page.get() == Page::Ballot);
    view! {
        <div class="c-floor" class:is-ballot=on_ballot>
            <MapSide />
            <Sheet>
                {move || {
                    if on_ballot.get() {
                        view! { <BallotPanel /> }.into_any()
                    } else {
                        view! { <Board /> }.into_any()
                    }
                }}
            </Sheet>
        </div>
    }
}
