//! Recounts of archives that hold, and of many that do not.

mod archive;
mod chance;
mod faults;
mod later;
mod mutations;
mod publish;
mod whole;
