//! What an import did, and what it may not do once voting was opened.

use core::fmt;

use wire::InnovationId;

/// What an import changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub added: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub removed: u32,
}

/// The first thing that an import would change and may not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// None: the edition itself.
    pub innovation: Option<InnovationId>,
    /// The field's name, as in JSON.
    pub field: &'static str,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.innovation {
            Some(id) => write!(f, "{} of innovation {id} differs", self.field),
            None => write!(f, "{} of the edition differs", self.field),
        }
    }
}
