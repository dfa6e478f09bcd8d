//! Numbers and dates as the language writes them, by the browser's own tables.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (key, value) in pairs {
        Reflect::set(&options, &(*key).into(), &(*value).into()).ok();
    }
    options
}

fn apply(format: &Function, value: &JsValue) -> String {
    format
        .call1(&JsValue::UNDEFINED, value)
        .ok()
        .and_then(|it| it.as_string())
        .unwrap_or_default()
}

fn locales(tag: &str) -> Array {
    Array::of1(&tag.into())
}

/// `1.234` in Indonesian, `1,234` in English.
pub fn number(locale: &str, value: f64) -> String {
    let format = Intl::NumberFormat::new(&locales(locale), &Object::new());
    apply(&format.format(), &value.into())
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

/// A moment, in milliseconds since 1970, in an IANA time zone.
pub fn moment(locale: &str, zone: &str, ms: f64, parts: Parts) -> String {
    let options = match parts {
        Parts::Date => options(&[
            ("timeZone", zone),
            ("day", "numeric"),
            ("month", "long"),
            ("year", "numeric"),
        ]),
        Parts::Month => options(&[("timeZone", zone), ("month", "long"), ("year", "numeric")]),
        Parts::Time => options(&[
            ("timeZone", zone),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("hourCycle", "h23"),
        ]),
    };
    let format = Intl::DateTimeFormat::new(&locales(locale), &options);
    apply(&format.format(), &Date::new(&ms.into()))
}
