//! Canonical bytes, hashes and signatures of ballots. Pure.
