//! What a page asks for.

use js_sys::{Reflect, Uint8Array};
use thiserror::Error;
use wasm_bindgen::{JsCast, JsValue};

use crate::{decode, derive};

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// The seed that a typed code stands for in an edition.
    Derive { code: String, edition: String },
    /// The text of the QR code in a grey picture, a byte a pixel, row by row.
    Decode {
        width: usize,
        height: usize,
        pixels: Vec<u8>,
    },
}

/// Why there is no result. The word in the message is `as_str`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Fault {
    /// No such job, or a part of it is missing.
    #[error("this is no job")]
    Job,
    /// The page checks codes itself, before it asks.
    #[error("this is no code")]
    Code,
    /// Nothing in the picture can be read.
    #[error("there is nothing to read")]
    Nothing,
}

impl Fault {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Code => "code",
            Self::Nothing => "nothing",
        }
    }
}

impl Job {
    pub(crate) fn read(message: &JsValue) -> Result<Self, Fault> {
        let part = |name: &str| {
            Reflect::get(message, &name.into())
                .ok()
                .and_then(|value| value.as_string())
                .ok_or(Fault::Job)
        };
        let size = |name: &str| {
            let value = Reflect::get(message, &name.into()).ok();
            let value = value.and_then(|value| value.as_f64()).ok_or(Fault::Job)?;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "checked against the pixels; anything else becomes 0 or the largest"
            )]
            Ok(value as usize)
        };
        match part("job")?.as_str() {
            "derive" => Ok(Self::Derive {
                code: part("code")?,
                edition: part("edition")?,
            }),
            "decode" => {
                let pixels: Uint8Array = Reflect::get(message, &"pixels".into())
                    .ok()
                    .and_then(|value| value.dyn_into().ok())
                    .ok_or(Fault::Job)?;
                Ok(Self::Decode {
                    width: size("width")?,
                    height: size("height")?,
                    pixels: pixels.to_vec(),
                })
            }
            _ => Err(Fault::Job),
        }
    }

    /// What its result is called in the answer.
    pub(crate) const fn result(&self) -> &'static str {
        match self {
            Self::Derive { .. } => "seed",
            Self::Decode { .. } => "text",
        }
    }

    pub(crate) fn work(self) -> Result<String, Fault> {
        match self {
            Self::Derive { code, edition } => derive(&code, &edition),
            Self::Decode {
                width,
                height,
                pixels,
            } => decode(width, height, &pixels),
        }
    }
}
