//! Why something could not be printed.

use krilla::error::KrillaError;
use thiserror::Error;

#[derive(Debug, Error)]
pub enum PrintError {
    /// No QR code is large enough.
    #[error("{0:?} is too long for a QR code")]
    TooLong(String),
    /// An edition without innovations, a batch without codes.
    #[error("there is nothing to print")]
    Nothing,
    /// Its rule asks for more than a cross.
    #[error("there is no paper ballot for the rule of this edition yet")]
    NoPaperBallot,
    /// The library refused the drawing; a fault of ours.
    #[error("the PDF could not be made: {0:?}")]
    Pdf(KrillaError),
}
