//! Damage at random: a folder is read or refused, never more than that.

use edition::{Limits, read};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use crate::base::{AREAS, CATEGORIES, EDITION, INNOVATIONS, folder, put};

const FILES: [(&str, &str); 4] = [
    ("edition.toml", EDITION),
    ("categories.csv", CATEGORIES),
    ("innovations.csv", INNOVATIONS),
    ("areas.geojson", AREAS),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_damaged_file_is_read_or_refused(
        which in 0..4usize, at in any::<proptest::sample::Index>(), cut in 0..12usize,
        with in proptest::collection::vec(any::<u8>(), 0..6),
    ) {
        let (name, text) = FILES[which];
        let mut bytes = text.as_bytes().to_vec();
        let at = at.index(bytes.len());
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, with);
        let dir = folder();
        put(dir.path(), name, bytes);
        if let Err(faults) = read(dir.path(), &Limits::default()) {
            prop_assert!(!faults.is_empty());
            for fault in &faults {
                prop_assert!(!fault.to_string().contains('\n'));
            }
        }
    }

    #[test]
    fn any_bytes_are_refused(which in 0..4usize, bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let dir = folder();
        put(dir.path(), FILES[which].0, bytes);
        prop_assert!(read(dir.path(), &Limits::default()).is_err());
    }
}
