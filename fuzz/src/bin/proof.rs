//! The target `proof` under the engine.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::proof(bytes);
});
