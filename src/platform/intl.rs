//! Numbers and dates as the language writes them, by the browser's own tables.
//!
//! Nothing here throws: a browser that does not know a language says numbers and
//! dates in a plain form, and the page goes on.

use js_sys::{Array, Date, Function, Number, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &(*value).into()).ok();
    }
    options
}

/// `new Intl.{kind}(locale, options).format(value)`; none where the browser throws,
/// which would end the program if the constructor were called directly.
fn format(kind: &str, locale: &str, options: &Object, value: &JsValue) -> Option<String> {
    let get = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let kind: Function = get(&get(&window(), "Intl")?, kind)?.dyn_into().ok()?;
    let made = Reflect::construct(&kind, &Array::of2(&locale.into(), options)).ok()?;
    let format: Function = get(&made, "format")?.dyn_into().ok()?;
    format.call1(&made, value).ok()?.as_string()
}

/// `1.234` in Indonesian, `1,234` in English.
pub fn number(locale: &str, value: f64) -> String {
    let text = format("NumberFormat", locale, &Object::new(), &value.into());
    text.or_else(|| Some(Number::from(value).to_string_with_radix(10).ok()?.into()))
        .unwrap_or_default()
}

/// Which parts of a moment are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parts {
    /// `10 Agustus 2026`
    Date,
    /// `Agustus 2026`
    Month,
    /// `09.05` in Indonesian, `09:05` in English.
    Time,
}

/// What a clock shows, in milliseconds since 1970 by that clock. Zones are not the
/// browser's business: it may be older than their rules, and throws at those that
/// it doesn't know.
pub fn local(locale: &str, ms: f64, parts: Parts) -> String {
    let zone = ("timeZone", "UTC");
    let options = match parts {
        Parts::Date => options(&[
            zone,
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
        ]),
        Parts::Month => options(&[zone, ("month", "long"), ("year", "numeric")]),
        Parts::Time => options(&[
            zone,
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ]),
    };
    let date = Date::new(&ms.into());
    format("DateTimeFormat", locale, &options, &date).unwrap_or_else(|| plain(&date, parts))
}

/// Parts of `2026-08-10T09:05:00.000Z`.
fn plain(date: &Date, parts: Parts) -> String {
    let call = |name: &str| {
        let method: Function = Reflect::get(date, &name.into()).ok()?.dyn_into().ok()?;
        method.call0(date).ok()?.as_string()
    };
    let text = call("toISOString").unwrap_or_default();
    let part = match parts {
        Parts::Date => text.get(..10),
        Parts::Month => text.get(..7),
        Parts::Time => text.get(11..16),
    };
    part.unwrap_or_default().into()
}
