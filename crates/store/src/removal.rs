//! What an import would take out: never much of it by mistake.

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};

use wire::{InnovationId, Profile};

/// One in so many may be taken out without a word.
const MANY: usize = 10;
/// How many are named one by one.
const NAMED: usize = 5;

/// What an import would take out, and nobody said that it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// In the order of their numbers.
    pub removed: Vec<InnovationId>,
    /// How many innovations there are.
    pub there: usize,
    /// How many were said to be removed.
    pub said: Option<u32>,
    /// Ids that would be removed, with new ones that differ by zeros and capitals only.
    pub alike: Vec<(InnovationId, InnovationId)>,
}

impl fmt::Display for Removal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.removed.len();
        if let Some(said) = self.said {
            write!(f, "{count} and not {said}")?;
        } else {
            write!(f, "{count}")?;
        }
        write!(f, " of {} innovations would be removed", self.there)?;
        if count > 0 {
            let named = self.removed.iter().take(NAMED);
            let named: Vec<&str> = named.map(InnovationId::as_str).collect();
            let more = if count > NAMED { ", …" } else { "" };
            write!(f, " ({}{more})", named.join(", "))?;
        }
        if let Some((old, new)) = self.alike.first() {
            let cases = match self.alike.len() {
                1 => "1 case".to_owned(),
                alike => format!("{alike} cases"),
            };
            write!(
                f,
                "; in {cases} only the id seems to have changed, such as {old} to {new}: spreadsheets \
                 drop zeros at the start of numbers, so the column id has to be text"
            )?;
        }
        if count > 0 {
            write!(f, ". If they shall go: --remove {count}")?;
        }
        Ok(())
    }
}

/// Whether what `after` leaves out may go.
pub(crate) fn check(
    before: &[Profile],
    after: &[Profile],
    said: Option<u32>,
) -> Result<(), Removal> {
    let ids = |all: &[Profile]| -> BTreeSet<InnovationId> {
        all.iter().map(|it| it.card.id.clone()).collect()
    };
    let (known, given) = (ids(before), ids(after));
    let removed: Vec<InnovationId> = before
        .iter()
        .map(|it| it.card.id.clone())
        .filter(|id| !given.contains(id))
        .collect();
    let new: BTreeMap<String, &InnovationId> = given
        .difference(&known)
        .map(|id| (id.folded(), id))
        .collect();
    let alike: Vec<(InnovationId, InnovationId)> = removed
        .iter()
        .filter_map(|id| Some((id.clone(), (*new.get(&id.folded())?).clone())))
        .collect();
    let is_meant = match said {
        Some(said) => usize::try_from(said) == Ok(removed.len()),
        None => removed.len() * MANY <= before.len() && alike.is_empty(),
    };
    if is_meant {
        return Ok(());
    }
    Err(Removal {
        removed,
        there: before.len(),
        said,
        alike,
    })
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use super::*;
    use crate::contract::sample::profile;

    fn all(ids: impl IntoIterator<Item = String>) -> Vec<Profile> {
        let one = |id: String| {
            let mut profile = profile(1, "desa");
            profile.card.id = id.as_str().into();
            profile
        };
        ids.into_iter().map(one).collect()
    }

    #[test]
    fn a_tenth_may_go_and_more_only_by_number() {
        let before = all((1..=20).map(|it| format!("K-{it:03}")));
        let left = |count: usize| before[..count].to_vec();
        assert_eq!(check(&before, &left(20), None), Ok(()));
        assert_eq!(check(&before, &left(18), None), Ok(()));
        let refused = check(&before, &left(17), None).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "3 of 20 innovations would be removed (K-018, K-019, K-020). If they shall go: --remove 3"
        );
        assert_eq!(check(&before, &left(17), Some(3)), Ok(()));
        assert_eq!(check(&before, &left(18), Some(2)), Ok(()));
        for said in [2, 4] {
            let refused = check(&before, &left(17), Some(said))
                .unwrap_err()
                .to_string();
            assert!(
                refused.starts_with(&format!("3 and not {said} of 20 ")),
                "{refused}"
            );
        }
        let refused = check(&before, &left(20), Some(2)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "0 and not 2 of 20 innovations would be removed"
        );
        assert_eq!(check(&[], &before, None), Ok(()));
    }

    #[test]
    fn one_id_that_lost_its_zeros_is_enough() {
        let before = all((1..=30).map(|it| format!("{it:03}")));
        let mut after = before.clone();
        after[6].card.id = "7".into();
        assert_eq!(
            check(&before, &after, None).unwrap_err().to_string(),
            "1 of 30 innovations would be removed (007); in 1 case only the id seems to have changed, \
             such as 007 to 7: spreadsheets drop zeros at the start of numbers, so the column id has to \
             be text. If they shall go: --remove 1"
        );
        assert_eq!(check(&before, &after, Some(1)), Ok(()));
        let excel = all((1..=30).map(|it| it.to_string()));
        let refused = check(&before, &excel, None).unwrap_err();
        assert_eq!((refused.removed.len(), refused.alike.len()), (30, 30));
    }
}
