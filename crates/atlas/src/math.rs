//! Elementary functions: in the browser the browser's own, which need no bytes
//! to be fetched; elsewhere those of the standard library. They may differ in
//! the last digits, so nothing that is counted or signed goes through here.

#[cfg(target_arch = "wasm32")]
mod own {
    use js_sys::Math;

    pub fn asinh(x: f64) -> f64 {
        Math::asinh(x)
    }

    pub fn atan(x: f64) -> f64 {
        Math::atan(x)
    }

    /// Of an angle in radians.
    pub fn cos(x: f64) -> f64 {
        Math::cos(x)
    }

    pub fn exp(x: f64) -> f64 {
        Math::exp(x)
    }

    pub fn log2(x: f64) -> f64 {
        Math::log2(x)
    }

    pub fn pow(base: f64, exponent: f64) -> f64 {
        Math::pow(base, exponent)
    }

    pub fn sinh(x: f64) -> f64 {
        Math::sinh(x)
    }

    /// Of an angle in radians.
    pub fn tan(x: f64) -> f64 {
        Math::tan(x)
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod own {
    pub fn asinh(x: f64) -> f64 {
        x.asinh()
    }

    pub fn atan(x: f64) -> f64 {
        x.atan()
    }

    /// Of an angle in radians.
    pub fn cos(x: f64) -> f64 {
        x.cos()
    }

    pub fn exp(x: f64) -> f64 {
        x.exp()
    }

    pub fn log2(x: f64) -> f64 {
        x.log2()
    }

    pub fn pow(base: f64, exponent: f64) -> f64 {
        base.powf(exponent)
    }

    pub fn sinh(x: f64) -> f64 {
        x.sinh()
    }

    /// Of an angle in radians.
    pub fn tan(x: f64) -> f64 {
        x.tan()
    }
}

pub use own::{asinh, atan, cos, exp, log2, pow, sinh, tan};
