//! JSON to and from serde's types, in a few kilobytes of WASM.
//!
//! `serde_json` costs some 25 KiB of the download here, most of it for error
//! texts that nobody would read and for generic code per type. This reads a
//! document into a tree first, so that the code per type is only the walk
//! over that tree, and its error says nothing but that the text is not what
//! was expected. The tests compare it with `serde_json`.

mod parse;
mod read;
mod write;

use serde::{Serialize, de::DeserializeOwned};

pub use read::float;

/// The text is not JSON, or not of the type that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the expected JSON")]
pub struct Unexpected;

/// Reads one JSON document.
pub fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Unexpected> {
    T::deserialize(&parse::document(text)?)
}

/// Writes one JSON document, without any space in it.
pub fn to_string<T: Serialize>(value: &T) -> Result<String, Unexpected> {
    let mut out = String::new();
    value.serialize(&mut write::Writer(&mut out))?;
    Ok(out)
}

#[cfg(test)]
mod tests;
