//! Whether a ballot is what its voter signed.

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
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
///
/// The same as `VerifyingKey::verify_strict`, without its decompression of R,
/// which is a tenth of its time: `verify` makes R anew and compares its bytes,
/// so they are canonical, and a point of small order can only be one of eight.
pub(crate) fn is_signed_by(key: &PublicKey, message: &[u8], signature: &wire::Signature) -> bool {
    VerifyingKey::from_bytes(&key.0).is_ok_and(|key| {
        let signature = Signature::from_bytes(&signature.0);
        !key.is_weak()
            && !is_small_order(signature.r_bytes())
            && key.verify(message, &signature).is_ok()
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

/// The y of the eight points of small order, canonically encoded: of order 1, 2,
/// 4 and 8. Each but the first two is that of two points, whose x differ in sign.
const SMALL_ORDER: [[u8; 32]; 5] = [
    y(0x01, 0x00, 0x00),
    y(0xec, 0xff, 0x7f),
    y(0x00, 0x00, 0x00),
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

const fn y(first: u8, between: u8, last: u8) -> [u8; 32] {
    let mut bytes = [between; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// Whether a canonically encoded point is one of them.
fn is_small_order(point: &[u8; 32]) -> bool {
    let mut y = *point;
    y[31] &= 0x7f;
    SMALL_ORDER.contains(&y)
}

#[cfg(test)]
mod tests {
    use curve25519_dalek::{constants::EIGHT_TORSION, edwards::EdwardsPoint, scalar::Scalar};
    use ed25519_dalek::{Signer as _, SigningKey};
    use sha2::{Digest as _, Sha512};
    use wire::Hex;

    use super::*;

    /// Whether we take it, and the library's lax check; its strict one agrees with us.
    fn answers(key: [u8; 32], message: &[u8], signature: [u8; 64]) -> (bool, bool) {
        let ours = is_signed_by(&Hex(key), message, &Hex(signature));
        let theirs = VerifyingKey::from_bytes(&key).map(|key| {
            let signature = Signature::from_bytes(&signature);
            let strict = key.verify_strict(message, &signature).is_ok();
            (strict, key.verify(message, &signature).is_ok())
        });
        let (strict, lax) = theirs.unwrap_or_default();
        assert_eq!(ours, strict, "{key:?} {message:?} {signature:?}");
        (ours, lax)
    }

    #[test]
    fn the_points_of_small_order_are_those_of_the_curve() {
        let mut found: Vec<[u8; 32]> = EIGHT_TORSION.map(|it| it.compress().0).to_vec();
        assert!(found.iter().all(is_small_order));
        for point in &mut found {
            point[31] &= 0x7f;
        }
        found.sort_unstable();
        found.dedup();
        let mut known = SMALL_ORDER;
        known.sort_unstable();
        assert_eq!(found, known);
    }

    /// Who has the secret can make signatures with a key and an R that are of
    /// small order, or have a part that is.
    #[test]
    fn strict_is_what_the_library_calls_strict() {
        let secrets = [Scalar::from(7_u8), Scalar::ZERO];
        let nonces = [Scalar::from(5_u8), Scalar::ZERO];
        let (mut strict, mut lax) = (0, 0);
        for (a, r) in secrets.iter().flat_map(|a| nonces.map(|r| (a, r))) {
            for (key_part, r_part) in EIGHT_TORSION
                .iter()
                .flat_map(|it| EIGHT_TORSION.map(|other| (it, other)))
            {
                let key = (EdwardsPoint::mul_base(a) + key_part).compress().0;
                let point = (EdwardsPoint::mul_base(&r) + r_part).compress().0;
                for message in 0..16_u8 {
                    let hash = Sha512::new()
                        .chain_update(point)
                        .chain_update(key)
                        .chain_update([message]);
                    let hash = Scalar::from_bytes_mod_order_wide(&hash.finalize().into());
                    let mut signature = [0; 64];
                    signature[..32].copy_from_slice(&point);
                    signature[32..].copy_from_slice((r + hash * a).as_bytes());
                    let (by_us, by_lax) = answers(key, &[message], signature);
                    strict += usize::from(by_us);
                    lax += usize::from(by_lax);
                }
            }
        }
        assert!(0 < strict && strict < lax, "{strict} of {lax}");
    }

    #[test]
    fn a_flipped_bit_or_an_unreduced_scalar_is_no_signature() {
        let key = SigningKey::from_bytes(&[9; 32]);
        let signature = key.sign(b"message").to_bytes();
        let key = key.verifying_key().to_bytes();
        assert!(answers(key, b"message", signature).0);
        for bit in 0..512 {
            let mut other = signature;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!answers(key, b"message", other).0, "bit {bit}");
        }
        // One less than the order of the base point, and that one.
        let most = (Scalar::ZERO - Scalar::ONE).to_bytes();
        let mut other = signature;
        let mut carry = 1_u16;
        for (byte, add) in other[32..].iter_mut().zip(most) {
            carry += u16::from(*byte) + u16::from(add);
            *byte = carry.to_le_bytes()[0];
            carry >>= 8;
        }
        assert!(!answers(key, b"message", other).0);
    }
}
