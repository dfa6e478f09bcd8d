//! Making elements: tag, attributes, texts, children, handlers.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering::Relaxed},
};

use leptos::prelude::*;
use wasm_bindgen::{JsCast, closure::Closure};

use super::{
    Event,
    live::{Give, watch},
};

const SVG: &str = "http://www.w3.org/2000/svg";

/// A piece of the page: an element, or several side by side.
#[derive(Clone, Debug)]
#[must_use = "an element is on the page only once it is a child"]
pub struct Element(pub(super) web_sys::Node);

fn or_comment<E: Into<web_sys::Node>>(made: Result<E, wasm_bindgen::JsValue>) -> Element {
    // The browser refuses only names that are none; ours are all literals.
    Element(made.map_or_else(|_| document().create_comment("").into(), Into::into))
}

/// An HTML element; an empty `class` sets none.
pub fn el(tag: &str, class: &str) -> Element {
    or_comment(document().create_element(tag)).attr_unless_empty("class", class)
}

/// An SVG element.
pub fn svg(tag: &str, class: &str) -> Element {
    or_comment(document().create_element_ns(Some(SVG), tag)).attr_unless_empty("class", class)
}

/// Several side by side, without an element around them.
pub fn group(children: impl IntoIterator<Item = Element>) -> Element {
    Element(document().create_document_fragment().into()).children(children)
}

/// No element, where there may be one.
pub fn nothing() -> Element {
    Element(document().create_document_fragment().into())
}

impl From<Option<Self>> for Element {
    fn from(element: Option<Self>) -> Self {
        element.unwrap_or_else(nothing)
    }
}

/// What is done with an event: see `Give`.
trait Hear {
    fn hear(&mut self, event: Event);
}

impl<F: FnMut(Event)> Hear for F {
    fn hear(&mut self, event: Event) {
        self(event);
    }
}

impl Element {
    fn as_element(&self) -> &web_sys::Element {
        self.0.unchecked_ref()
    }

    /// The element itself, where a part of the page needs more than this module gives.
    pub fn html(&self) -> web_sys::HtmlElement {
        self.0.clone().unchecked_into()
    }

    pub fn attr(self, name: &str, value: &str) -> Self {
        self.as_element().set_attribute(name, value).ok();
        self
    }

    /// An attribute that is there only with a value.
    pub fn attr_unless_empty(self, name: &str, value: &str) -> Self {
        if value.is_empty() {
            self
        } else {
            self.attr(name, value)
        }
    }

    /// An attribute that changes; none means that it is not there.
    pub fn live_attr(
        self,
        name: &'static str,
        read: impl FnMut() -> Option<String> + 'static,
    ) -> Self {
        self.live_attr_boxed(name, Box::new(read))
    }

    fn live_attr_boxed(self, name: &'static str, mut read: Box<dyn Give<Option<String>>>) -> Self {
        let element = self.as_element().clone();
        watch(move || {
            match read.give() {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            }
            .ok();
        });
        self
    }

    /// An ARIA state, which is always there as `true` or `false`.
    pub fn state(self, name: &'static str, mut read: impl FnMut() -> bool + 'static) -> Self {
        self.live_attr(name, move || {
            Some(if read() { "true" } else { "false" }.into())
        })
    }

    /// A class, or a boolean attribute, that comes and goes.
    pub fn class_if(self, name: &'static str, read: impl FnMut() -> bool + 'static) -> Self {
        self.class_if_boxed(name, Box::new(read))
    }

    fn class_if_boxed(self, name: &'static str, mut read: Box<dyn Give<bool>>) -> Self {
        let element = self.as_element().clone();
        watch(move || {
            let classes = element.class_list();
            if read.give() {
                classes.add_1(name)
            } else {
                classes.remove_1(name)
            }
            .ok();
        });
        self
    }

    /// A property of the element, such as `checked` of a check box.
    pub fn live_property(
        self,
        name: &'static str,
        mut read: impl FnMut() -> wasm_bindgen::JsValue + 'static,
    ) -> Self {
        let element = self.0.clone();
        watch(move || {
            js_sys::Reflect::set(&element, &name.into(), &read()).ok();
        });
        self
    }

    /// A property of its style. (The security policy forbids `style` attributes.)
    pub fn style(self, name: &str, value: &str) -> Self {
        self.html().style().set_property(name, value).ok();
        self
    }

    /// A property of its style that changes.
    pub fn live_style(self, name: &'static str, read: impl FnMut() -> String + 'static) -> Self {
        self.live_style_boxed(name, Box::new(read))
    }

    fn live_style_boxed(self, name: &'static str, mut read: Box<dyn Give<String>>) -> Self {
        let style = self.html().style();
        watch(move || {
            style.set_property(name, &read.give()).ok();
        });
        self
    }

    pub fn text(self, text: &str) -> Self {
        self.0.append_child(&document().create_text_node(text)).ok();
        self
    }

    /// A text that changes.
    pub fn live_text(self, read: impl FnMut() -> String + 'static) -> Self {
        self.live_text_boxed(Box::new(read))
    }

    fn live_text_boxed(self, mut read: Box<dyn Give<String>>) -> Self {
        let node = document().create_text_node("");
        self.0.append_child(&node).ok();
        watch(move || node.set_data(&read.give()));
        self
    }

    pub fn child(self, child: impl Into<Self>) -> Self {
        self.append(&child.into());
        self
    }

    fn append(&self, child: &Self) {
        self.0.append_child(&child.0).ok();
    }

    pub fn children(self, children: impl IntoIterator<Item = Self>) -> Self {
        for child in children {
            self.append(&child);
        }
        self
    }

    /// Children that are made anew when what they read has changed.
    pub fn live(self, draw: impl FnMut() -> Self + 'static) -> Self {
        self.child(super::live(draw))
    }

    /// Calls `act` on each event of this name.
    pub fn on(self, name: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(name, Box::new(act));
        self
    }

    fn listen(&self, name: &str, mut hear: Box<dyn Hear>) {
        // Some events come late: a scroll is told with the next frame, when its
        // element, and all that the handler would read, may be gone.
        let is_here = Arc::new(AtomicBool::new(true));
        let goes = Arc::clone(&is_here);
        on_cleanup(move || goes.store(false, Relaxed));
        // The browser frees the closure together with the element.
        let listener = Closure::<dyn FnMut(Event)>::new(move |event| {
            if is_here.load(Relaxed) {
                hear.hear(event);
            }
        });
        let listener = listener.into_js_value();
        self.0
            .add_event_listener_with_callback(name, listener.unchecked_ref())
            .ok();
    }

    /// Calls `act` on each click, tap, Enter or Space.
    pub fn press(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// Puts it at the end of `parent`, where it stays.
    pub fn mount(&self, parent: &web_sys::HtmlElement) {
        parent.append_child(&self.0).ok();
    }

    /// Puts it into `root` in place of the server's first view. That goes only now,
    /// when the app is made: if making it fails, people keep a page that they can read.
    pub fn take_over(&self, root: &web_sys::HtmlElement) {
        root.set_text_content(None);
        self.mount(root);
        // For those who have to tell the app from the server's first view.
        root.set_attribute("data-app", "started").ok();
    }
}
