//! Starts the browser app.
fn main() {}
