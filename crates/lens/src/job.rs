//! What a page asks for.

use js_sys::Reflect;
use thiserror::Error;
use wasm_bindgen::JsValue;

use crate::derive;

/// One piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Job {
    /// The seed that a typed code stands for in an edition.
    Derive { code: String, edition: String },
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
}

impl Fault {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Job => "job",
            Self::Code => "code",
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
        match part("job")?.as_str() {
            "derive" => Ok(Self::Derive {
                code: part("code")?,
                edition: part("edition")?,
            }),
            _ => Err(Fault::Job),
        }
    }

    pub(crate) fn work(self) -> Result<String, Fault> {
        match self {
            Self::Derive { code, edition } => derive(&code, &edition),
        }
    }
}
