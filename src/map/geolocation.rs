//! Where the person is, asked for only when they say so.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

/// Why there is no position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlocated {
    /// The person or the system said no.
    Refused,
    /// The device can't tell, or took too long.
    Unknown,
}

impl Unlocated {
    /// The text that says it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Refused => "map.locate_refused",
            Self::Unknown => "map.locate_unknown",
        }
    }
}

/// `PositionError.PERMISSION_DENIED` of the Geolocation specification.
const PERMISSION_DENIED: u16 = 1;

/// Asks once; `on_answer` gets longitude and latitude in degrees.
pub fn locate(on_answer: impl Fn(Result<[f64; 2], Unlocated>) + Clone + 'static) {
    let Ok(service) = leptos::prelude::window().navigator().geolocation() else {
        return on_answer(Err(Unlocated::Unknown));
    };
    let answer = on_answer.clone();
    let found = Closure::once_into_js(move |position: web_sys::Position| {
        let at = position.coords();
        answer(Ok([at.longitude(), at.latitude()]));
    });
    let answer = on_answer.clone();
    let failed = Closure::once_into_js(move |error: web_sys::PositionError| {
        let refused = error.code() == PERMISSION_DENIED;
        answer(Err(if refused {
            Unlocated::Refused
        } else {
            Unlocated::Unknown
        }));
    });
    let options = web_sys::PositionOptions::new();
    options.set_timeout(10_000);
    options.set_maximum_age(60_000);
    let asked = service.get_current_position_with_error_callback_and_options(
        function(&found),
        Some(function(&failed)),
        &options,
    );
    if asked.is_err() {
        on_answer(Err(Unlocated::Unknown));
    }
}

fn function(value: &JsValue) -> &js_sys::Function {
    value.unchecked_ref()
}
