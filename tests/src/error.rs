//! Why a journey ended early.

use std::{io, path::PathBuf};

/// What each journey returns.
pub type Outcome<T = ()> = Result<T, JourneyError>;

/// Why a journey ended early.
#[derive(Debug, thiserror::Error)]
pub enum JourneyError {
    #[error("{what} is not here: `cargo xtask test` sets it up")]
    Missing { what: &'static str },
    #[error("starting {program}")]
    Start { program: PathBuf, source: io::Error },
    #[error("{path}", path = path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("{path} is not what was expected: {detail}", path = path.display())]
    Content { path: PathBuf, detail: String },
    #[error("in time: {what}\nlast seen: {seen}")]
    Waited { what: String, seen: String },
    #[error("{0}")]
    Broken(String),
    #[error("the browser")]
    Browser(#[from] thirtyfour::error::WebDriverError),
    #[error("the page's answer")]
    Answer(#[from] serde_json::Error),
    #[error("the product")]
    Peta(#[from] replay::peta::PetaError),
    #[error("casting")]
    Cast(#[from] replay::cast::CastError),
    #[error("the replay")]
    Replay(#[from] replay::ReplayError),
    #[error("an edition folder")]
    Folder(#[from] replay::folder::FolderError),
    #[error("the server")]
    Server(#[from] replay::connection::ConnectionError),
    #[error("the network")]
    Network(#[source] io::Error),
}

impl JourneyError {
    /// Something on the page is not as it should be.
    pub fn broken(what: impl Into<String>) -> Self {
        Self::Broken(what.into())
    }
}

/// Both are the same, or the journey ends and tells both.
pub fn same<T: PartialEq + std::fmt::Debug>(expected: &T, found: &T) -> Outcome {
    if expected == found {
        Ok(())
    } else {
        Err(JourneyError::Broken(format!(
            "expected {expected:?}, found {found:?}"
        )))
    }
}
