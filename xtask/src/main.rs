//! Sets up, builds, runs, tests, measures.
fn main() {}
