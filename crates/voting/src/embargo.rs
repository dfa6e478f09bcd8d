//! Who may see which counts, and when: one function for every path.

use chrono::{DateTime, TimeDelta, Utc};
use wire::{Disclosure, Phase, Visibility};

use crate::minute;

/// How much of the counts may leave the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embargo {
    pub disclosure: Disclosure,
    /// Count only ballots recorded before this moment; a whole minute, as
    /// the times of ballots are.
    pub until: Option<DateTime<Utc>>,
}

/// The embargo at `now`. Every path that reads counts goes through it.
///
/// Counts are complete from the phase `closed` on, and only then: that
/// `closes_at` has passed does not lift an embargo, a person does. Visibility
/// `frozen` without a `closes_at` has no moment to freeze at, so nothing is
/// shown until the close.
pub fn embargo(
    phase: Phase,
    visibility: Visibility,
    closes_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Embargo {
    let shown = |disclosure| Embargo {
        disclosure,
        until: None,
    };
    if phase > Phase::Voting {
        return shown(Disclosure::Complete);
    }
    match visibility {
        Visibility::Live => shown(Disclosure::Live),
        Visibility::Hidden => shown(Disclosure::Hidden),
        Visibility::Frozen { .. } => match freeze_at(visibility, closes_at) {
            None => shown(Disclosure::Hidden),
            Some(freeze) if now < freeze => shown(Disclosure::Live),
            Some(freeze) => Embargo {
                disclosure: Disclosure::Frozen,
                until: Some(freeze),
            },
        },
    }
}

/// The moment from which counts stand still, rounded down to the minute, so
/// that no ballot of the freeze's own minute slips through. `None` if they
/// never do.
pub fn freeze_at(
    visibility: Visibility,
    closes_at: Option<DateTime<Utc>>,
) -> Option<DateTime<Utc>> {
    let Visibility::Frozen { minutes } = visibility else {
        return None;
    };
    Some(minute(closes_at? - TimeDelta::minutes(i64::from(minutes))))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROZEN: Visibility = Visibility::Frozen { minutes: 30 };

    fn at(minutes: i64, seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_699_999_980 + minutes * 60 + seconds, 0).unwrap()
    }

    /// Disclosure and minutes of `until` for every phase and visibility,
    /// before the freeze, in it, and after `closes_at` (minute 60).
    #[test]
    fn every_phase_and_visibility_at_every_time() {
        use Disclosure::{Complete, Frozen, Hidden, Live};
        for phase in Phase::ALL {
            for visibility in [Visibility::Live, FROZEN, Visibility::Hidden] {
                for now in [0, 29, 30, 59, 60, 600] {
                    let expected = match (phase > Phase::Voting, visibility) {
                        (true, _) => (Complete, None),
                        (false, Visibility::Live) => (Live, None),
                        (false, Visibility::Hidden) => (Hidden, None),
                        (false, Visibility::Frozen { .. }) if now < 30 => (Live, None),
                        (false, Visibility::Frozen { .. }) => (Frozen, Some(at(30, 0))),
                    };
                    let found = embargo(phase, visibility, Some(at(60, 0)), at(now, 0));
                    assert_eq!(
                        (found.disclosure, found.until),
                        expected,
                        "{phase:?} {visibility:?} minute {now}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_freeze_without_a_close_hides() {
        let found = embargo(Phase::Voting, FROZEN, None, at(0, 0));
        assert_eq!(
            found,
            Embargo {
                disclosure: Disclosure::Hidden,
                until: None
            }
        );
    }

    #[test]
    fn a_freeze_inside_a_minute_leaves_that_minute_out() {
        let found = embargo(Phase::Voting, FROZEN, Some(at(60, 45)), at(30, 50));
        assert_eq!(found.until, Some(at(30, 0)));
        // A ballot of 30:10 is recorded as 30:00, which is not before 30:00.
        assert!(minute(at(30, 10)) >= found.until.unwrap());
        // And the counts already stand still at 30:20, before the exact freeze.
        let early = embargo(Phase::Voting, FROZEN, Some(at(60, 45)), at(30, 20));
        assert_eq!(early.disclosure, Disclosure::Frozen);
    }
}
