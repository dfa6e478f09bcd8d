//! The few things that the drawing does to nodes of the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A new element with a class; `None` only where the page can't make any.
pub fn html(name: &str, class: &str) -> Option<HtmlElement> {
    let element = document().create_element(name).ok()?;
    element.set_class_name(class);
    element.dyn_into().ok()
}

/// An element without size around a button: it is what moves. For a button,
/// browsers work out all styles anew (ten times as long); for this one they don't.
pub fn spot(button: &HtmlElement) -> Option<HtmlElement> {
    let spot = html("div", "c-spot")?;
    spot.append_child(button).ok()?;
    Some(spot)
}

/// Sets an attribute; a page that refuses one of ours can still be used.
pub fn set(element: &Element, name: &str, value: &str) {
    element.set_attribute(name, value).ok();
}

/// Sets or removes an attribute without a value.
pub fn flag(element: &Element, name: &str, on: bool) {
    if on {
        set(element, name, "");
    } else {
        element.remove_attribute(name).ok();
    }
}

/// Sets a property of an element's own style.
pub fn style(element: &HtmlElement, property: &str, value: &str) {
    element.style().set_property(property, value).ok();
}

/// Moves an element's origin to a point, in whole tenths of a pixel.
pub fn put(element: &HtmlElement, [x, y]: [f64; 2]) {
    let mut text = String::with_capacity(40);
    text.push_str("translate(");
    push_pixels(&mut text, x);
    text.push_str("px,");
    push_pixels(&mut text, y);
    text.push_str("px)");
    style(element, "transform", &text);
}

/// Appends a number with one decimal.
pub fn push_pixels(text: &mut String, value: f64) {
    text.push_str(&decimal(value, 1));
}

/// A number with that many decimals (at most 9), without the weight of float formatting.
#[expect(
    clippy::cast_possible_truncation,
    reason = "places on a screen, degrees and scales are far below 2^63"
)]
pub fn decimal(value: f64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    let scaled = (value * unit as f64).round() as i64;
    let mut text = String::new();
    if scaled < 0 {
        text.push('-');
    }
    let whole = (scaled.abs() / unit).to_string();
    let part = (scaled.abs() % unit + unit).to_string();
    text.push_str(&whole);
    text.push('.');
    text.push_str(&part[1..]);
    text
}

/// The nearest element of a class from an event's target outwards.
pub fn target_in(event: &web_sys::Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}

/// Where a pointer is, in pixels from the element's upper left corner.
pub fn point_in(element: &Element, event: &web_sys::MouseEvent) -> [f64; 2] {
    let corner = element.get_bounding_client_rect();
    [
        f64::from(event.client_x()) - corner.left(),
        f64::from(event.client_y()) - corner.top(),
    ]
}

/// Whether the system asks for no motion.
pub fn is_still() -> bool {
    leptos::prelude::window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|query| query.matches())
}

/// Milliseconds on a clock that only goes forward.
pub fn clock() -> f64 {
    leptos::prelude::window()
        .performance()
        .map_or(0.0, |it| it.now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_negative_numbers_keep_their_sign() {
        assert_eq!(decimal(-0.05, 2), "-0.05");
        assert_eq!(decimal(12.0, 4), "12.0000");
        assert_eq!(decimal(0.123_456_789, 9), "0.123456789");
    }
}
