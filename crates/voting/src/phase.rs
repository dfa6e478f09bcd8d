//! Which phase may follow which.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use wire::Phase;

/// Whether an edition in the phase `from` may be put into the phase `to`.
///
/// Before voting, phases may be taken in any order and skipped. Voting is
/// entered once, from any phase before it, and left only by closing: counts
/// that were shown in full must not be voted on again. After the close, time
/// runs forwards; phases may be skipped. Staying is always allowed.
pub fn may_follow(from: Phase, to: Phase) -> bool {
    match from {
        Phase::Preparing | Phase::Registration | Phase::Verification => to <= Phase::Voting,
        Phase::Voting => matches!(to, Phase::Voting | Phase::Closed),
        Phase::Closed | Phase::Objection | Phase::Final | Phase::Archived => to >= from,
    }
}

/// The first moment at which the result may be final, for an edition that is in the
/// phase `from` since `since`: people can object for `days` whole days. None as long
/// as that period has not begun.
pub fn final_from(from: Phase, since: DateTime<Utc>, days: u16) -> Option<DateTime<Utc>> {
    match from {
        Phase::Final | Phase::Archived => Some(since),
        _ if days == 0 => Some(since),
        Phase::Objection => Some(since + TimeDelta::days(days.into())),
        _ => None,
    }
}

/// The minute that holds `moment`: all that is ever kept of a voter's time.
pub fn minute(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment
        .duration_trunc(TimeDelta::minutes(1))
        .unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_of_phases_has_its_answer() {
        // Rows: from; columns: to; both in the order of `Phase::ALL`.
        let table = [
            "yyyynnnn", // preparing
            "yyyynnnn", // registration
            "yyyynnnn", // verification
            "nnnyynnn", // voting
            "nnnnyyyy", // closed
            "nnnnnyyy", // objection
            "nnnnnnyy", // final
            "nnnnnnny", // archived
        ];
        for (from, row) in Phase::ALL.into_iter().zip(table) {
            for (to, answer) in Phase::ALL.into_iter().zip(row.chars()) {
                assert_eq!(may_follow(from, to), answer == 'y', "{from:?} -> {to:?}");
            }
        }
    }

    #[test]
    fn a_result_is_final_after_all_could_object() {
        let since = DateTime::from_timestamp(1_000_000, 0).unwrap();
        let later = |days| since + TimeDelta::days(days);
        for (from, days, expected) in [
            (Phase::Voting, 3, None),
            (Phase::Closed, 3, None),
            (Phase::Closed, 0, Some(since)),
            (Phase::Objection, 3, Some(later(3))),
            (Phase::Objection, 0, Some(since)),
            (Phase::Final, 3, Some(since)),
            (Phase::Archived, 3, Some(since)),
        ] {
            assert_eq!(final_from(from, since, days), expected, "{from:?}, {days}");
        }
    }

    #[test]
    fn a_minute_is_rounded_down() {
        let moment = DateTime::from_timestamp(600 + 59, 999_999_999).unwrap();
        assert_eq!(minute(moment), DateTime::from_timestamp(600, 0).unwrap());
        let before_1970 = DateTime::from_timestamp(-1, 0).unwrap();
        assert_eq!(
            minute(before_1970),
            DateTime::from_timestamp(-60, 0).unwrap()
        );
    }
}
