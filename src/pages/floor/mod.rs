//! Map and board on one floor; the ballot takes the board's place.

mod board;
mod category_bar;
mod chips;
mod filter_panel;
mod map_side;
mod search_box;
mod sort_row;

use super::ballot::ballot_panel;
use crate::{
    components::sheet,
    page::Page,
    platform::dom::{Element, el, group, live},
    reactive::Memo,
};
use board::board;
use map_side::map_side;

pub fn floor_page(page: Memo<Page>) -> Element {
    let on_ballot = Memo::new(move || page.get() == Page::Ballot);
    let [map, legend] = map_side();
    let content = live(move || {
        if on_ballot.get() {
            ballot_panel()
        } else {
            board()
        }
    });
    el("div", "c-floor")
        .child(map)
        .child(sheet(group([legend, content])))
}
