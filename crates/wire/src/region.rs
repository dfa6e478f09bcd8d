//! Whose event it is, and what its clocks show.

use alloc::{format, string::String, vec, vec::Vec};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Timelike as _, Utc};
use serde::{Deserialize, Serialize};

use crate::Localized;

/// The government that holds the event, and its words for its levels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    pub code: String,
    pub name: String,
    /// IANA name, such as `Asia/Jakarta`. Nobody needs a table of zones to read
    /// this edition's times: `offsets` has what matters.
    pub timezone: String,
    /// How far that zone is ahead, ascending by `from`: one entry where its clocks
    /// are never changed, more where there is summer time. They cover the event and
    /// some years around it.
    pub offsets: Vec<Offset>,
    /// The word for a second-level area: kecamatan, district.
    pub district_word: Localized,
    /// The word for a third-level area: desa, village.
    pub village_word: Localized,
}

/// How far a region's clocks are ahead of UTC, and what people call that time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offset {
    /// From this moment on; absent from the first, which holds before as well.
    #[serde(
        default,
        deserialize_with = "crate::time::read_moment_or_none",
        skip_serializing_if = "Option::is_none"
    )]
    pub from: Option<DateTime<Utc>>,
    /// To the east.
    pub minutes: i16,
    /// Such as `WIB`.
    pub label: String,
}

impl Offset {
    /// A zone whose clocks are never changed.
    pub fn always(minutes: i16, label: &str) -> Vec<Self> {
        vec![Self {
            from: None,
            minutes,
            label: label.into(),
        }]
    }
}

impl Region {
    /// What a clock on the wall shows at that moment, and what people call that
    /// time. The one place where a moment becomes a local time: first view, app,
    /// print and command line agree by asking here.
    pub fn local(&self, at: DateTime<Utc>) -> (NaiveDateTime, &str) {
        let is_past = |offset: &&Offset| offset.from.is_none_or(|from| from <= at);
        let offset = self.offsets.iter().rev().find(is_past);
        let (minutes, label) = offset
            .or(self.offsets.first())
            .map_or((0, "UTC"), |it| (it.minutes, it.label.as_str()));
        let ahead = TimeDelta::minutes(minutes.into());
        let local = at.checked_add_signed(ahead).unwrap_or(at);
        (local.naive_utc(), label)
    }

    /// `2026-12-06 15:00 WIB`: for command lines and messages, whatever the language.
    pub fn moment(&self, at: DateTime<Utc>) -> String {
        let (local, label) = self.local(at);
        let (day, time) = (local.date(), local.time());
        format!("{day} {:02}:{:02} {label}", time.hour(), time.minute())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn region(offsets: Vec<Offset>) -> Region {
        Region {
            code: "31.71".into(),
            name: "Contoh".into(),
            timezone: "Asia/Jakarta".into(),
            offsets,
            district_word: Localized::default(),
            village_word: Localized::default(),
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_offset_holds_until_the_next_one_begins() {
        let offset = |from: Option<&str>, minutes, label: &str| Offset {
            from: from.map(at),
            minutes,
            label: label.into(),
        };
        let london = region(vec![
            offset(None, 0, "GMT"),
            offset(Some("2026-03-29T01:00:00Z"), 60, "BST"),
            offset(Some("2026-10-25T01:00:00Z"), 0, "GMT"),
        ]);
        for (moment, expected) in [
            ("1999-07-01T12:00:00Z", "1999-07-01 12:00 GMT"),
            ("2026-03-29T00:59:59Z", "2026-03-29 00:59 GMT"),
            ("2026-03-29T01:00:00Z", "2026-03-29 02:00 BST"),
            ("2026-10-25T00:59:59Z", "2026-10-25 01:59 BST"),
            ("2026-10-25T01:00:00Z", "2026-10-25 01:00 GMT"),
            ("2040-07-01T12:00:00Z", "2040-07-01 12:00 GMT"),
        ] {
            assert_eq!(london.moment(at(moment)), expected);
        }
    }

    #[test]
    fn whatever_is_stored_no_moment_is_without_a_time() {
        let noon = at("2026-12-06T12:00:00Z");
        assert_eq!(region(Vec::new()).moment(noon), "2026-12-06 12:00 UTC");
        let west = region(Offset::always(-210, "NST"));
        assert_eq!(west.moment(noon), "2026-12-06 08:30 NST");
        let later = Offset {
            from: Some(at("2030-01-01T00:00:00Z")),
            minutes: 420,
            label: "WIB".into(),
        };
        assert_eq!(region(vec![later]).moment(noon), "2026-12-06 19:00 WIB");
        let most = region(Offset::always(i16::MAX, "?"));
        assert!(most.moment(DateTime::<Utc>::MAX_UTC).ends_with(" ?"));
    }
}
