//! Whether a ballot may be taken now.

use chrono::{DateTime, Utc};
use wire::Phase;

/// Whether a ballot may be taken now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    Open,
    /// Before the phase `voting`, or before the hour it opens.
    NotYet,
    /// After the phase `voting`, or from the hour it closes.
    Over,
}

/// The phase and the hours both have to agree: `opens_at` is the first
/// moment, `closes_at` the first moment that is too late.
pub fn gate(
    phase: Phase,
    opens_at: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Gate {
    if phase > Phase::Voting || closes_at.is_some_and(|close| now >= close) {
        Gate::Over
    } else if phase < Phase::Voting || opens_at.is_some_and(|open| now < open) {
        Gate::NotYet
    } else {
        Gate::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn only_the_phase_voting_takes_ballots() {
        for phase in Phase::ALL {
            let expected = match phase {
                Phase::Preparing | Phase::Registration | Phase::Verification => Gate::NotYet,
                Phase::Voting => Gate::Open,
                Phase::Closed | Phase::Objection | Phase::Final | Phase::Archived => Gate::Over,
            };
            assert_eq!(gate(phase, None, None, at(0)), expected, "{phase:?}");
        }
    }

    #[test]
    fn hours_bind_to_the_second_inside_the_phase() {
        for (now, expected) in [
            (9, Gate::NotYet),
            (10, Gate::Open),
            (19, Gate::Open),
            (20, Gate::Over),
        ] {
            let found = gate(Phase::Voting, Some(at(10)), Some(at(20)), at(now));
            assert_eq!(found, expected, "second {now}");
        }
    }

    #[test]
    fn hours_never_open_what_the_phase_keeps_shut() {
        let open_hours = (Some(at(0)), Some(at(100)));
        assert_eq!(
            gate(Phase::Verification, open_hours.0, open_hours.1, at(5)),
            Gate::NotYet
        );
        assert_eq!(
            gate(Phase::Closed, open_hours.0, open_hours.1, at(5)),
            Gate::Over
        );
    }
}
