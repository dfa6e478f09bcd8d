//! The one sort of whole numbers.

/// Ascending. Here, below all crates that the browser runs, because each crate
/// that sorts by itself brings a copy of the standard library's quicksort into
/// the first view, 4 KB of WASM: docs/adr/0008.
pub fn sort(numbers: &mut [u64]) {
    numbers.sort_unstable();
}
