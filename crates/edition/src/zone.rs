//! Time zones: which there are (IANA), how far they are ahead and when, and what
//! people call them. The only place that has a table of zones: from here on an
//! edition carries what it needs of it (`wire::Region::offsets`).

use chrono::{DateTime, NaiveTime, Offset as _, TimeDelta, TimeZone as _, Utc};
use chrono_tz::{OffsetName as _, TZ_VARIANTS, Tz};
use wire::Offset;

use crate::text::{distance, suggestion};

/// A zone of Indonesia.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
}

const JAKARTA: Home = Home {
    name: "Asia/Jakarta",
    label: "WIB",
};
const PONTIANAK: Home = Home {
    name: "Asia/Pontianak",
    label: "WIB",
};
const MAKASSAR: Home = Home {
    name: "Asia/Makassar",
    label: "WITA",
};
const JAYAPURA: Home = Home {
    name: "Asia/Jayapura",
    label: "WIT",
};
const HOMES: [Home; 4] = [JAKARTA, PONTIANAK, MAKASSAR, JAYAPURA];

/// The zone of a region of Indonesia, by the first two digits of its code, which
/// are its province's (Kepmendagri 300.2.2-2138/2025; Keppres 41/1987).
pub(crate) fn of_province(code: &str) -> Option<Home> {
    let (province, rest) = code.split_at_checked(2)?;
    if !rest.is_empty() && !rest.starts_with('.') {
        return None;
    }
    match province.parse().ok()? {
        11..=19 | 21 | 31..=36 => Some(JAKARTA),
        61 | 62 => Some(PONTIANAK),
        51..=53 | 63..=65 | 71..=76 => Some(MAKASSAR),
        81 | 82 | 91..=96 => Some(JAYAPURA),
        _ => None,
    }
}

/// Whether a label says already how far ahead a time is, so that no other zone may
/// call its own so.
pub(crate) fn is_taken(label: &str) -> bool {
    let label = label.to_ascii_uppercase();
    HOMES.iter().any(|home| home.label == label)
        || label.starts_with("UTC")
        || label.starts_with("GMT")
        || label.starts_with(['+', '-'])
}

/// What is expected in place of an unknown zone.
pub(crate) fn expected(wrong: &str, code: &str) -> String {
    let expected = String::from(
        "a time zone of the IANA list; in Indonesia Asia/Jakarta or Asia/Pontianak (WIB), \
         Asia/Makassar (WITA), Asia/Jayapura (WIT)",
    );
    if let Some(home) = of_province(code) {
        return format!("{expected}; for region {code} {}", home.name);
    }
    // A far one would send an official to another country.
    let near = |zone: &&str| distance(&wrong.to_lowercase(), &zone.to_lowercase(), 1) <= 1;
    let mut hint = suggestion(wrong, HOMES.iter().map(|home| home.name));
    if hint.is_empty() {
        hint = suggestion(wrong, TZ_VARIANTS.iter().map(|it| it.name()).filter(near));
    }
    expected + &hint
}

/// A zone of the IANA list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Zone(Tz);

/// The time for which an edition knows its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    from: DateTime<Utc>,
    to: DateTime<Utc>,
}

impl Span {
    /// From a year before the first of these moments to two years after the last.
    pub(crate) fn around(moments: impl Iterator<Item = DateTime<Utc>> + Clone) -> Self {
        let year = TimeDelta::days(366);
        let first = moments.clone().min().unwrap_or_default();
        let last = moments.max().unwrap_or_default();
        Self {
            from: first.checked_sub_signed(year).unwrap_or(first),
            to: last.checked_add_signed(year * 2).unwrap_or(last),
        }
    }
}

impl Zone {
    pub(crate) fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(Self)
    }

    pub(crate) fn name(self) -> &'static str {
        self.0.name()
    }

    /// What Indonesia's law calls this zone, if it is one of its three.
    pub(crate) fn indonesian(self) -> Option<&'static str> {
        let same = |home: &&Home| home.name == self.name();
        HOMES.iter().find(same).map(|home| home.label)
    }

    /// Minutes to the east, and what that time is called.
    fn at(self, moment: DateTime<Utc>) -> (i16, String) {
        let offset = self.0.offset_from_utc_datetime(&moment.naive_utc());
        let minutes = offset.fix().local_minus_utc() / 60;
        let minutes = i16::try_from(minutes).unwrap_or_default();
        let label = offset
            .abbreviation()
            .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
            .map_or_else(|| numbered(minutes), str::to_owned);
        (minutes, label)
    }

    /// Every change of the zone's clocks in that time.
    pub(crate) fn offsets(self, span: Span) -> Vec<Offset> {
        let day = TimeDelta::days(1);
        let mut now = self.at(span.from);
        let mut offsets = vec![Offset {
            from: None,
            minutes: now.0,
            label: now.1.clone(),
        }];
        let mut before = span.from;
        // Nowhere are clocks changed and changed back within a day.
        while before < span.to {
            let Some(after) = before.checked_add_signed(day) else {
                break;
            };
            let then = self.at(after);
            if then != now {
                offsets.push(Offset {
                    from: Some(self.change(before, after)),
                    minutes: then.0,
                    label: then.1.clone(),
                });
                now = then;
            }
            before = after;
        }
        offsets
    }

    /// The second in which the clocks are changed between two moments.
    fn change(self, before: DateTime<Utc>, after: DateTime<Utc>) -> DateTime<Utc> {
        let then = self.at(after);
        let (mut low, mut high) = (before.timestamp(), after.timestamp());
        while high - low > 1 {
            let middle = i64::midpoint(low, high);
            let is_changed =
                DateTime::from_timestamp(middle, 0).is_some_and(|it| self.at(it) == then);
            if is_changed {
                high = middle;
            } else {
                low = middle;
            }
        }
        DateTime::from_timestamp(high, 0).unwrap_or(after)
    }
}

/// `UTC+8`, for zones whose people have no short name for their time.
fn numbered(minutes: i16) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, 0) => "UTC".into(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

/// The label that a folder gave its zone, where it is not the zone's own.
pub(crate) fn given_label(edition: &wire::Edition) -> Option<&str> {
    let region = &edition.region;
    let zone = Zone::parse(&region.timezone)?;
    let first = region.offsets.first()?;
    let next = region.offsets.get(1).and_then(|it| it.from);
    let before = next.and_then(|it| it.checked_sub_signed(TimeDelta::seconds(1)));
    let start = edition.starts_on.and_time(NaiveTime::MIN).and_utc();
    let (_, own) = zone.at(before.unwrap_or(start));
    (own != first.label).then_some(first.label.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn offsets(zone: &str) -> Vec<(Option<DateTime<Utc>>, i16, String)> {
        let span = Span::around([at("2026-08-04T00:00:00Z")].into_iter());
        let offsets = Zone::parse(zone).unwrap().offsets(span);
        offsets
            .into_iter()
            .map(|it| (it.from, it.minutes, it.label))
            .collect()
    }

    #[test]
    fn indonesia_has_three_times() {
        for (zone, minutes, label) in [
            ("Asia/Jakarta", 420, "WIB"),
            ("Asia/Pontianak", 420, "WIB"),
            ("Asia/Makassar", 480, "WITA"),
            ("Asia/Jayapura", 540, "WIT"),
        ] {
            assert_eq!(offsets(zone), [(None, minutes, label.to_owned())]);
            assert_eq!(Zone::parse(zone).unwrap().indonesian(), Some(label));
        }
        assert_eq!(offsets("Asia/Singapore"), [(None, 480, "UTC+8".into())]);
        assert_eq!(offsets("Asia/Kathmandu"), [(None, 345, "UTC+5:45".into())]);
        assert_eq!(offsets("America/Sao_Paulo"), [(None, -180, "UTC-3".into())]);
    }

    #[test]
    fn summer_time_begins_and_ends_to_the_second() {
        let london = offsets("Europe/London");
        assert_eq!(london[0], (None, 60, "BST".into()));
        assert_eq!(
            london[1],
            (Some(at("2025-10-26T01:00:00Z")), 0, "GMT".into())
        );
        assert_eq!(
            london[2],
            (Some(at("2026-03-29T01:00:00Z")), 60, "BST".into())
        );
        assert_eq!(london.last().unwrap().0, Some(at("2028-03-26T01:00:00Z")));
        assert_eq!(london.len(), 7);
    }

    /// All zones, at moments all over the span: what an edition carries says the
    /// same as the table that it is made from.
    #[test]
    fn what_is_carried_is_the_table() {
        let (from, to) = (at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"));
        let span = Span::around([from, to].into_iter());
        for zone in TZ_VARIANTS {
            let region = wire::Region {
                code: String::new(),
                name: String::new(),
                timezone: zone.name().into(),
                offsets: Zone(zone).offsets(span),
                district_word: wire::Localized::default(),
                village_word: wire::Localized::default(),
            };
            let mut moment = span.from;
            while moment < span.to {
                let (local, label) = region.local(moment);
                let expected = moment.with_timezone(&zone);
                assert_eq!(local, expected.naive_local(), "{zone} {moment}");
                assert_eq!(label, Zone(zone).at(moment).1, "{zone} {moment}");
                moment += TimeDelta::minutes(37 * 60 + 30);
            }
        }
    }

    #[test]
    fn a_region_has_the_zone_of_its_province() {
        for (code, zone) in [
            ("11.71", "Asia/Jakarta"),
            ("19.06", "Asia/Jakarta"),
            ("35", "Asia/Jakarta"),
            ("61.71", "Asia/Pontianak"),
            ("51.71", "Asia/Makassar"),
            ("64.71", "Asia/Makassar"),
            ("82.71", "Asia/Jayapura"),
            ("96.01", "Asia/Jayapura"),
        ] {
            assert_eq!(of_province(code).map(|it| it.name), Some(zone), "{code}");
        }
        for code in ["", "1", "99.01", "GB", "3201", "20.01", "é1.02"] {
            assert_eq!(of_province(code), None, "{code}");
        }
    }
}
