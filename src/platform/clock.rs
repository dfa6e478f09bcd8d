//! Time: the wall clock of this device, in milliseconds.

/// Milliseconds since 1970 by this device's clock, which may be wrong:
/// only differences of it are used.
pub fn device_ms() -> f64 {
    js_sys::Date::now()
}
