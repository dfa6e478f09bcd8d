//! What pages are made of. One component per file, named after it.
//!
//! A component is a function that makes an element; what it needs of the
//! app's state it takes from Leptos' contexts.

mod card;
mod icon;
mod mark;
mod notice_bar;
mod phase_line;
mod pick_button;
mod remote;
mod share_row;
mod sheet;
mod sign;
mod tab_bar;
mod top_bar;

pub use card::innovation_card;
pub use icon::{Icon, icon};
pub use mark::{mark_control, mark_row, place_moves, rule_text, tie_text, value_text};
pub use notice_bar::{log_strip, network_strip, notice_bar, update_strip};
pub use phase_line::phase_line;
pub use pick_button::pick_button;
pub use remote::{failure_text, failure_view, pending_view};
pub use share_row::share_row;
pub use sheet::sheet;
pub use sign::{sign, sign_label};
#[cfg(feature = "staff")]
pub use tab_bar::page_link;
pub use tab_bar::tab_bar;
pub use top_bar::top_bar;

use crate::platform::dom::{Element, el};

/// A button that does something here; a link goes somewhere.
pub fn button(class: &str) -> Element {
    el("button", class).attr("type", "button")
}

/// A link within the app or out of it.
pub fn link(class: &str, href: &str) -> Element {
    el("a", class).attr("href", href)
}

/// A button that shows only a sign, with its name for those who can't see it.
pub fn icon_button(class: &str, sign: Icon, name: &str) -> Element {
    button(class)
        .attr("aria-label", name)
        .attr("title", name)
        .child(icon(sign))
}
