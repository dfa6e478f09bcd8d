//! Chance, as a parameter: only the command line throws real dice.
//!
//! Good for orders that must be fair, not for secrets.

use std::{fmt, sync::Arc};

/// Throws dice.
#[derive(Clone)]
pub struct Chance(Arc<dyn Fn() -> u32 + Send + Sync>);

impl Chance {
    /// `throw` gives any number, each as likely as the others.
    pub fn new(throw: impl Fn() -> u32 + Send + Sync + 'static) -> Self {
        Self(Arc::new(throw))
    }

    /// The dice of this machine.
    pub fn system() -> Self {
        Self::new(|| {
            getrandom::u32().unwrap_or_else(|error| {
                tracing::error!(%error, "the system gives no random numbers");
                0
            })
        })
    }

    pub(crate) fn throw(&self) -> u32 {
        (self.0)()
    }

    /// One of the numbers below `end`, which is small and not zero.
    pub(crate) fn below(&self, end: usize) -> usize {
        usize::try_from(self.throw()).unwrap_or(0) % end
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance")
    }
}
