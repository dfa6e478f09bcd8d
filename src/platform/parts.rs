//! Parts of a page that the server has written: shown, hidden, filled in.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlElement, HtmlInputElement};

use super::dom::Event;

/// An element of the page.
#[derive(Clone, Debug)]
pub struct Part(HtmlElement);

impl Part {
    /// The one with this id.
    pub fn of(id: &str) -> Option<Self> {
        let element = document().get_element_by_id(id)?;
        element.dyn_into().ok().map(Self)
    }

    pub fn show(&self, is_shown: bool) {
        self.0.set_hidden(!is_shown);
    }

    pub fn say(&self, text: &str) {
        self.0.set_text_content(Some(text));
    }

    pub fn focus(&self) {
        self.0.focus().ok();
    }

    pub fn set(&self, name: &str, value: &str) {
        self.0.set_attribute(name, value).ok();
    }

    pub fn unset(&self, name: &str) {
        self.0.remove_attribute(name).ok();
    }

    /// Calls `act` with each press from now on, in place of what it did before.
    pub fn act(&self, act: impl FnMut() + 'static) {
        let act = Closure::<dyn FnMut()>::new(act);
        self.0.set_onclick(Some(act.as_ref().unchecked_ref()));
        act.forget();
    }

    /// Calls `act` with each event of that name, for as long as the page is there.
    pub fn on(&self, event: &str, act: impl FnMut(Event) + 'static) {
        let act = Closure::<dyn FnMut(Event)>::new(act);
        self.0
            .add_event_listener_with_callback(event, act.as_ref().unchecked_ref())
            .ok();
        act.forget();
    }
}

/// A field that one line is typed into.
#[derive(Clone, Debug)]
pub struct Field(HtmlInputElement);

impl Field {
    pub fn of(id: &str) -> Option<Self> {
        let element = document().get_element_by_id(id)?;
        element.dyn_into().ok().map(Self)
    }

    pub fn value(&self) -> String {
        self.0.value()
    }

    /// Where the next character goes in, in UTF-16 units.
    pub fn caret(&self) -> usize {
        let caret = self.0.selection_start().ok().flatten();
        caret
            .and_then(|it| usize::try_from(it).ok())
            .unwrap_or(usize::MAX)
    }

    pub fn write(&self, value: &str, caret: usize) {
        self.0.set_value(value);
        let caret = u32::try_from(caret).unwrap_or(u32::MAX);
        self.0.set_selection_range(caret, caret).ok();
    }
}
