//! Moments as the region's clocks show them, with the name of its zone.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use wire::Region;

use super::words::count;

/// `2026-12-12 16:46 WIB`; in UTC, and saying so, where the zone is none that is known.
pub(crate) fn moment(at: DateTime<Utc>, region: &Region) -> String {
    let (local, label) = region.local(at);
    format!("{} {label}", local.format("%Y-%m-%d %H:%M"))
}

/// The same to the second.
pub(crate) fn second(at: DateTime<Utc>, region: &Region) -> String {
    let (local, label) = region.local(at);
    format!("{} {label}", local.format("%Y-%m-%d %H:%M:%S"))
}

/// The day that it is there.
pub(crate) fn day(at: DateTime<Utc>, region: &Region) -> NaiveDate {
    region.local(at).0.date()
}

/// `in 5 days`, `2 hours ago`, `now`.
pub(crate) fn distance(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let span = at - now;
    match (span > TimeDelta::zero(), length(span.abs())) {
        (_, None) => "now".to_owned(),
        (true, Some(length)) => format!("in {length}"),
        (false, Some(length)) => format!("{length} ago"),
    }
}

/// In the largest unit of which there are two or more; none for less than a minute.
fn length(span: TimeDelta) -> Option<String> {
    let whole = |n: i64, unit| count(n.unsigned_abs(), unit);
    let (days, hours, minutes) = (span.num_days(), span.num_hours(), span.num_minutes());
    if days >= 2 {
        Some(whole(days, "day"))
    } else if hours >= 2 {
        Some(whole(hours, "hour"))
    } else if minutes >= 1 {
        Some(whole(minutes, "minute"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use wire::{Localized, Offset};

    use super::*;

    fn region(offsets: Vec<Offset>) -> Region {
        Region {
            code: "19.06".into(),
            name: "Belitung Timur".into(),
            timezone: "Asia/Jakarta".into(),
            offsets,
            district_word: Localized::default(),
            village_word: Localized::default(),
        }
    }

    #[test]
    fn a_moment_says_its_zone() {
        let at = "2026-12-12T18:46:31Z".parse().unwrap();
        for (minutes, label, expected) in [
            (420, "WIB", "2026-12-13 01:46 WIB"),
            (480, "WITA", "2026-12-13 02:46 WITA"),
            (540, "WIT", "2026-12-13 03:46 WIT"),
        ] {
            let region = region(Offset::always(minutes, label));
            assert_eq!(moment(at, &region), expected, "{label}");
        }
        assert_eq!(moment(at, &region(Vec::new())), "2026-12-12 18:46 UTC");
        let wib = region(Offset::always(420, "WIB"));
        assert_eq!(second(at, &wib), "2026-12-13 01:46:31 WIB");
        assert_eq!(day(at, &wib).to_string(), "2026-12-13");
    }

    #[test]
    fn a_distance_is_said_in_its_largest_unit() {
        let now: DateTime<Utc> = "2026-12-12T00:00:00Z".parse().unwrap();
        for (seconds, expected) in [
            (0, "now"),
            (59, "now"),
            (60, "in 1 minute"),
            (43 * 60, "in 43 minutes"),
            (90 * 60, "in 90 minutes"),
            (2 * 3600, "in 2 hours"),
            (47 * 3600, "in 47 hours"),
            (363 * 86_400, "in 363 days"),
            (-3600, "60 minutes ago"),
            (-5 * 86_400, "5 days ago"),
        ] {
            let at = now + TimeDelta::seconds(seconds);
            assert_eq!(distance(at, now), expected);
        }
    }
}
