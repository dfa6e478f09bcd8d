//! The public log.

#![allow(clippy::unwrap_used)]

mod chance;
mod checkpoints;
mod entries;
mod notes;
mod promises;
mod proofs;
mod signers;
mod tiles;
mod tree;
mod trees;
mod vectors;
