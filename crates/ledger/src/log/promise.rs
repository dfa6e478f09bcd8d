//! The log's word that an acknowledged ballot will be in it.

use wire::{Hash, Promise, Receipt};

use crate::verify::is_signed_by;

use super::verifier::{NoteSigner, VerifierKey};

const DOMAIN: &[u8] = b"peta/promise/v1";
/// After the minute of the receipt, in seconds. Entries are a second behind;
/// the rest is for a server that has to be started again.
const PATIENCE: u64 = 600;

impl NoteSigner {
    /// Promises that the receipt's ballot is in every checkpoint from ten minutes
    /// on. The same receipt always gets the same promise.
    pub fn promise(&self, receipt: &Receipt) -> Promise {
        let recorded = u64::try_from(receipt.recorded_at.timestamp()).unwrap_or(0);
        let deadline = recorded.saturating_add(PATIENCE);
        let message = message(self.verifier(), &receipt.ballot, deadline);
        Promise {
            deadline,
            signature: self.sign_bytes(&message),
        }
    }
}

impl VerifierKey {
    /// Whether the log with this key promised it.
    pub fn has_promised(&self, ballot: &Hash, promise: &Promise) -> bool {
        let message = message(self, ballot, promise.deadline);
        is_signed_by(&self.public_key(), &message, &promise.signature)
    }
}

/// `"peta/promise/v1" | origin | "\n" | ballot hash 32 | deadline u64`. It is no
/// checkpoint of this log: its first line is not the origin.
fn message(log: &VerifierKey, ballot: &Hash, deadline: u64) -> Vec<u8> {
    let origin = log.name().as_bytes();
    [DOMAIN, origin, b"\n", &ballot.0, &deadline.to_be_bytes()].concat()
}
