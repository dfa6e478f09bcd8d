//! What changes: an effect that runs at once, and again when a signal moves.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Comment, HtmlElement};

use super::{Element, element::group};

/// Runs `act` now, and again each time that a signal which it read has moved,
/// until the surrounding part of the page is gone.
pub fn watch(act: impl FnMut() + 'static) {
    watch_boxed(Box::new(act));
}

/// What gives a value, again and again. (A trait of our own: a closure behind
/// `dyn FnMut` brings along a second copy of itself for `FnOnce`.)
pub(super) trait Give<T> {
    fn give(&mut self) -> T;
}

impl<T, F: FnMut() -> T> Give<T> for F {
    fn give(&mut self) -> T {
        self()
    }
}

fn watch_boxed(mut act: Box<dyn Give<()>>) {
    let effect = RenderEffect::new(move |_: Option<()>| act.give());
    on_cleanup(move || drop(effect));
}

/// A place on the page whose content is drawn anew when what it read has
/// changed. What was watched inside of it ends with it.
pub fn live(draw: impl FnMut() -> Element + 'static) -> Element {
    live_boxed(Box::new(draw))
}

fn live_boxed(mut draw: Box<dyn Give<Element>>) -> Element {
    let (begin, end) = (document().create_comment(""), document().create_comment(""));
    let place = group([Element(begin.clone().into()), Element(end.clone().into())]);
    watch(move || {
        let focused = focus_between(&begin, &end);
        let content = draw.give();
        let Some(parent) = end.parent_node() else {
            return;
        };
        while let Some(old) = begin.next_sibling()
            && !old.is_same_node(Some(&end))
        {
            parent.remove_child(&old).ok();
        }
        parent.insert_before(&content.0, Some(&end)).ok();
        if let Some(at) = focused {
            focus_again(&begin, &end, at);
        }
    });
    place
}

/// What can have the focus.
const STOPS: &str = "a[href], button, input, select, summary, [tabindex]";

/// All that can have the focus between two marks.
fn stops(begin: &Comment, end: &Comment) -> Vec<HtmlElement> {
    let mut stops = Vec::new();
    let mut next = begin.next_sibling();
    while let Some(node) = next
        && !node.is_same_node(Some(end))
    {
        if let Some(element) = node.dyn_ref::<web_sys::Element>() {
            if element.matches(STOPS) == Ok(true) {
                stops.extend(element.clone().dyn_into().ok());
            }
            if let Ok(inner) = element.query_selector_all(STOPS) {
                for i in 0..inner.length() {
                    stops.extend(inner.get(i).and_then(|node| node.dyn_into().ok()));
                }
            }
        }
        next = node.next_sibling();
    }
    stops
}

/// Which of the stops has the focus.
fn focus_between(begin: &Comment, end: &Comment) -> Option<usize> {
    let focused = document().active_element()?;
    stops(begin, end)
        .iter()
        .position(|stop| stop.is_same_node(Some(&focused)))
}

/// Gives an element the focus, after it was moved perhaps.
pub fn refocus(element: &Element) {
    element.html().focus().ok();
}

/// Whoever pressed a button that was drawn anew finds the focus in its place,
/// or at the heading: never at the top of the page.
fn focus_again(begin: &Comment, end: &Comment, at: usize) {
    let stops = stops(begin, end);
    if let Some(stop) = stops.get(at).or(stops.last()) {
        stop.focus().ok();
    } else if let Ok(Some(heading)) = document().query_selector("main h1")
        && let Some(heading) = heading.dyn_ref::<HtmlElement>()
    {
        heading.focus().ok();
    }
}
