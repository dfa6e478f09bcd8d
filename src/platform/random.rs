//! Chance: unpredictable bytes for keys, and ordinary chance for shuffling and jitter.

/// Unpredictable bytes, or nothing where the browser has no generator for them.
pub fn secret_bytes() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    leptos::prelude::window()
        .crypto()
        .ok()?
        .get_random_values_with_u8_array(&mut bytes)
        .ok()?;
    Some(bytes)
}

/// A number from 0 up to 1, good enough for shuffling and for spreading retries.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// Any whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 up to 2^32"
)]
pub fn seed() -> u32 {
    (chance() * 4_294_967_296.0) as u32
}
