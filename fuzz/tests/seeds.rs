//! Seeds are what they were made for, and hold in every run of the tests.

use std::{fs, path::Path};

use fuzz::TARGETS;

/// Formats change, and a seed that nothing reads would look for bytes in the dark.
#[test]
fn every_seed_is_read_unless_its_name_says_refused() {
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for (name, target) in TARGETS {
        let folder = fs::read_dir(seeds.join(name)).expect("each target has seeds");
        for file in folder.map(|it| it.expect("the folder is readable").path()) {
            let bytes = fs::read(&file).expect("the seed is readable");
            let is_refused = file
                .file_stem()
                .is_some_and(|it| it.to_string_lossy().starts_with("refused"));
            assert_eq!(target(&bytes), !is_refused, "{}", file.display());
        }
    }
}

#[test]
fn bytes_that_are_nothing_are_refused() {
    for (name, target) in TARGETS {
        for bytes in [&b""[..], b"\n", b"{", &[255; 600]] {
            assert!(!target(bytes), "{name}: {bytes:?}");
        }
    }
}
