//! Keys that the seeds are signed with. Nobody forges: what verifies with one of
//! them is what it has signed.

use std::sync::LazyLock;

use ledger::{
    Credential, KioskKey, SealSecret,
    log::{Checkpoint, Cosigner, NoteSigner, leaf_hash, node_hash},
};
use wire::{EditionSlug, Hash, PublicKey, SealKey};

pub(crate) const ORIGIN: &str = "vote.example/belitung-timur-2026";
/// When the witness cosigned.
pub(crate) const TIME: u64 = 100;

/// The server's own key, which signs links.
pub(crate) const SERVER: [u8; 32] = [8; 32];

pub(crate) static SERVER_KEY: LazyLock<PublicKey> =
    LazyLock::new(|| Credential::from_seed(SERVER).public_key());

pub(crate) fn edition() -> EditionSlug {
    "belitung-timur-2026".into()
}

pub(crate) static LOG: LazyLock<NoteSigner> = LazyLock::new(|| {
    NoteSigner::from_seed(ORIGIN, [1; 32]).expect("the origin is a name of a key")
});

pub(crate) static WITNESS: LazyLock<Cosigner> = LazyLock::new(|| {
    Cosigner::from_seed("witness.example/w2", [2; 32]).expect("this is a name of a key")
});

/// The two entries of the log.
pub(crate) fn leaves() -> [Hash; 2] {
    [leaf_hash(b"one"), leaf_hash(b"two")]
}

/// The one checkpoint that was signed.
pub(crate) fn signed() -> Checkpoint {
    let [one, two] = leaves();
    Checkpoint::new(ORIGIN, 2, node_hash(&one, &two)).expect("the origin is one line")
}

pub(crate) static KIOSK: LazyLock<KioskKey> = LazyLock::new(|| KioskKey::from_seed([3; 32]));

/// What envelopes are sealed to.
pub(crate) static SEAL: LazyLock<SealSecret> =
    LazyLock::new(|| SealSecret::from_bytes(&[5; 32]).expect("any 32 bytes are a key of X25519"));

pub(crate) static SEAL_KEY: LazyLock<SealKey> = LazyLock::new(|| SEAL.public_key());
