//! The browser app: the residents' page of Peta Inovasi.
//!
//! `page` and `filters` say what a URL means, `state` what is known, `pages`
//! and `components` what is seen. `api` alone knows HTTP; `platform` and `api`
//! alone know the browser, and `map` the pointer on its drawing.

mod api;
mod app;
mod components;
mod filters;
mod i18n;
mod json;
mod page;
mod pages;
mod platform;
mod state;

pub use app::start;

mod map {
    use leptos::prelude::*;
    #[component]
    pub fn ShapeIcon(shape: wire::Shape) -> impl IntoView {
        let _ = shape;
        view! { <svg class="c-shape" viewBox="-12 -12 24 24" aria-hidden="true"><circle r="9"></circle></svg> }
    }
}
