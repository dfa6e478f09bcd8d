//! Reads, checks and writes an edition folder.
