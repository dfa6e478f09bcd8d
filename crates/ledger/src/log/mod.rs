//! The public log: an append-only Merkle tree of entries (RFC 6962), whose root
//! is signed as a checkpoint and served as tiles (C2SP: signed-note,
//! tlog-checkpoint, tlog-tiles, tlog-cosignature, tlog-proof, tlog-witness).
//!
//! Like all of this crate without I/O and clock: hashes and tiles are read by a
//! closure, times are parameters.

mod checkpoint;
mod cosign;
mod edge;
mod entry;
mod key_change;
mod lines;
mod merkle;
mod note;
mod opening;
mod promise;
mod proof;
mod prove;
mod remark;
mod tile;
mod tile_hash;
mod verifier;
mod witness;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use cosign::{Cosignature, Cosigner, MAX_TIMESTAMP, TimestampError, cosignatures};
pub use edge::Edge;
pub use entry::{EntryError, LogEntry, Voided};
pub use key_change::KeyChange;
pub use merkle::{EMPTY_ROOT, Frontier, leaf_hash, node_hash, root};
pub use note::{MAX_NOTE, MAX_SIGNATURES, Note, NoteError, NoteSignature};
pub use opening::{MalformedOpening, Opening, document_hash, openings_root};
pub use proof::{LogProof, LogProofError, Proven};
pub use prove::{
    Node, ProofError, ProveError, consistency_proof, inclusion_proof, verify_consistency,
    verify_inclusion,
};
pub use remark::{NotARemark, Remark};
pub use tile::{
    MAX_ENTRY, TILE_WIDTH, Tile, TileError, TileKind, decode_bundle, decode_hashes, encode_bundle,
    encode_hashes, new_bundles, new_tiles,
};
pub use tile_hash::{hash_in_tile, read_hash, tiles_of_consistency, tiles_of_inclusion};
pub use verifier::{Algorithm, KeyError, NoteSigner, VerifierKey};
pub use witness::{AddCheckpoint, AddCheckpointError, read_cosignatures};
