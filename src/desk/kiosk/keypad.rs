//! A large keypad of the 32 symbols that codes are made of.

use ledger::Code;

use crate::{
    components::button,
    i18n::t,
    platform::dom::{Element, el, group},
    reactive::RwSignal,
};

/// Symbols of a code, without hyphens.
pub const LENGTH: usize = 16;
const GROUP: usize = 4;
const SYMBOLS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What was typed so far; at most a whole code.
pub fn keypad(typed: RwSignal<String>, on_code: impl Fn(Code) + Clone + 'static) -> Element {
    let press = move |symbol: char| {
        let mut text = typed.get_untracked();
        if text.len() < LENGTH {
            text.push(symbol);
            typed.set(text.clone());
            if text.len() == LENGTH
                && let Ok(code) = text.parse::<Code>()
            {
                on_code(code);
            }
        }
    };
    let keys = SYMBOLS.chars().map(|symbol| {
        let press = press.clone();
        button("c-key")
            .text(&symbol.to_string())
            .press(move || press(symbol))
    });
    let back = button("c-key c-key--wide")
        .attr("aria-label", &t("kiosk.erase"))
        .text("⌫")
        .press(move || {
            typed.update(|text| {
                text.pop();
            });
        });
    let clear = button("c-key c-key--wide")
        .text(&t("kiosk.clear"))
        .press(move || typed.set(String::new()));
    el("div", "c-keypad").child(slots(typed)).child(
        el("div", "c-keypad__keys")
            .children(keys)
            .child(clear)
            .child(back),
    )
}

/// Sixteen places in groups, as on the slip.
fn slots(typed: RwSignal<String>) -> Element {
    let groups = (0..LENGTH / GROUP).map(|at| {
        el("span", "c-slots__group").children((0..GROUP).map(move |place| {
            let index = at * GROUP + place;
            el("span", "c-slots__slot")
                .class_if("is-next", move || typed.with(|text| text.len() == index))
                .live_text(move || {
                    typed.with(|text| {
                        text.chars()
                            .nth(index)
                            .map_or_else(String::new, String::from)
                    })
                })
        }))
    });
    el("p", "c-slots")
        .child(
            el("span", "u-hidden")
                .attr("aria-live", "polite")
                .live_text(move || typed.get()),
        )
        .child(
            el("span", "c-slots__all")
                .attr("aria-hidden", "true")
                .child(group(groups)),
        )
}
