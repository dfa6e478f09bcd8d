//! The target `folder` under the engine.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    fuzz::folder(bytes);
});
