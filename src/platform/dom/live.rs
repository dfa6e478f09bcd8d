//! What changes: an effect that runs at once, and again when a signal moves.

use leptos::prelude::*;

use super::{Element, element::group};

/// Runs `act` now, and again each time that a signal which it read has moved,
/// until the surrounding part of the page is gone.
pub fn watch(act: impl FnMut() + 'static) {
    watch_boxed(Box::new(act));
}

fn watch_boxed(mut act: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| act());
    on_cleanup(move || drop(effect));
}

/// A place on the page whose content is drawn anew when what it read has
/// changed. What was watched inside of it ends with it.
pub fn live(draw: impl FnMut() -> Element + 'static) -> Element {
    live_boxed(Box::new(draw))
}

fn live_boxed(mut draw: Box<dyn FnMut() -> Element>) -> Element {
    let (begin, end) = (document().create_comment(""), document().create_comment(""));
    let place = group([Element(begin.clone().into()), Element(end.clone().into())]);
    watch(move || {
        let content = draw();
        let Some(parent) = end.parent_node() else {
            return;
        };
        while let Some(old) = begin.next_sibling()
            && !old.is_same_node(Some(&end))
        {
            parent.remove_child(&old).ok();
        }
        parent.insert_before(&content.0, Some(&end)).ok();
    });
    place
}
