//! Whether a ballot is what its voter signed.

use ed25519_dalek::{Signature, VerifyingKey};
use thiserror::Error;
use wire::{Ballot, Hash, PublicKey};

use crate::commitment;

const DOMAIN: &[u8; 12] = b"peta/cast/v1";
const MESSAGE_LENGTH: usize = DOMAIN.len() + 32 + 32 + 2 + 32;

/// Why a ballot proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BallotError {
    #[error("the commitment does not open to this salt and these marks")]
    CommitmentMismatch,
    #[error("the signature does not verify")]
    BadSignature,
}

/// Checks the commitment, then the signature, strictly: non-canonical
/// encodings and small-order keys are refused (RFC 8032, section 5.1.7).
///
/// Whether the manifest is the one in force and the marks obey it is not
/// asked here.
pub fn verify(ballot: &Ballot) -> Result<(), BallotError> {
    if commitment(&ballot.salt, &ballot.marks) != ballot.commitment {
        return Err(BallotError::CommitmentMismatch);
    }
    let message = message(
        &ballot.manifest,
        &ballot.credential,
        ballot.seq,
        &ballot.commitment,
    );
    if !is_signed_by(&ballot.credential, &message, &ballot.signature) {
        return Err(BallotError::BadSignature);
    }
    Ok(())
}

/// Strictly, as above.
pub(crate) fn is_signed_by(key: &PublicKey, message: &[u8], signature: &wire::Signature) -> bool {
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| {
        let signature = Signature::from_bytes(&signature.0);
        key.verify_strict(message, &signature).is_ok()
    })
}

/// What a credential signs:
/// `"peta/cast/v1" | manifest hash | credential | seq u16 | commitment`.
pub(crate) fn message(
    manifest: &Hash,
    credential: &PublicKey,
    seq: u16,
    commitment: &Hash,
) -> [u8; MESSAGE_LENGTH] {
    let mut bytes = [0; MESSAGE_LENGTH];
    let (domain, rest) = bytes.split_at_mut(DOMAIN.len());
    let (manifest_bytes, rest) = rest.split_at_mut(32);
    let (credential_bytes, rest) = rest.split_at_mut(32);
    let (seq_bytes, commitment_bytes) = rest.split_at_mut(2);
    domain.copy_from_slice(DOMAIN);
    manifest_bytes.copy_from_slice(&manifest.0);
    credential_bytes.copy_from_slice(&credential.0);
    seq_bytes.copy_from_slice(&seq.to_be_bytes());
    commitment_bytes.copy_from_slice(&commitment.0);
    bytes
}
