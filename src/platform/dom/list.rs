//! A list whose items are kept as long as their key is there.

use std::cell::RefCell;

use leptos::prelude::*;

use super::{
    Element,
    live::{Give, watch},
};

/// An item on the page, with what it watches.
struct Item {
    key: u32,
    element: Element,
    owner: Owner,
}

/// Fills `list` with one element for each key, in order. An element is made
/// once for its key, moved when the order changes, and dropped with its key.
pub fn keyed(
    list: Element,
    keys: impl FnMut() -> Vec<u32> + 'static,
    draw: impl FnMut(u32) -> Element + 'static,
) -> Element {
    fill(list, Box::new(keys), Box::new(draw))
}

fn fill(
    list: Element,
    mut keys: Box<dyn Give<Vec<u32>>>,
    mut draw: Box<dyn FnMut(u32) -> Element>,
) -> Element {
    let items: RefCell<Vec<Item>> = RefCell::default();
    // Items outlive the run of the effect that made them, but not the list.
    let around = Owner::current().unwrap_or_default();
    let parent = list.0.clone();
    watch(move || {
        let mut before = items.take();
        let mut now: Vec<Item> = Vec::new();
        for key in keys.give() {
            let kept = before.iter().position(|item| item.key == key);
            let item = if let Some(at) = kept {
                before.swap_remove(at)
            } else {
                let owner = around.child();
                let element = owner.with(|| untrack(|| draw(key)));
                Item {
                    key,
                    element,
                    owner,
                }
            };
            now.push(item);
        }
        for item in before {
            parent.remove_child(&item.element.0).ok();
            item.owner.cleanup();
        }
        let mut next = parent.first_child();
        for item in &now {
            let in_place = next
                .as_ref()
                .is_some_and(|node| node.is_same_node(Some(&item.element.0)));
            if in_place {
                next = next.and_then(|node| node.next_sibling());
            } else {
                parent.insert_before(&item.element.0, next.as_ref()).ok();
            }
        }
        items.replace(now);
    });
    list
}
