//! Reading moments and days, as RFC 3339 writes them.
//!
//! chrono's own reader knows every format there is, which is 12 KB more for
//! the browser to fetch. What is written here is chrono's.

use alloc::string::String;
use core::fmt;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

/// The whole number of exactly `digits` digits at the start of `text`, and the rest.
fn number(text: &str, digits: usize) -> Option<(u32, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    let is_number = head.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| {
        let value = head
            .bytes()
            .fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
        (value, rest)
    })
}

/// `2026-08-10`, and the rest.
fn day(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some((date, rest))
}

/// `2026-08-10T09:05:00Z`, with or without parts of a second, or with an
/// offset such as `+07:00` in place of the `Z`.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let (date, rest) = day(text)?;
    let (hour, rest) = number(rest.strip_prefix('T')?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, mut rest) = number(rest.strip_prefix(':')?, 2)?;
    let mut nanos = 0;
    if let Some(parts) = rest.strip_prefix('.') {
        let digits = parts.bytes().take_while(u8::is_ascii_digit).count();
        let (shown, after) = parts.split_at_checked(digits)?;
        if !(1..=9).contains(&digits) {
            return None;
        }
        let (value, _) = number(shown, digits)?;
        nanos = (digits..9).fold(value, |value, _| value * 10);
        rest = after;
    }
    let local = date
        .and_hms_nano_opt(hour, minute, second, nanos)?
        .and_utc();
    if rest == "Z" {
        return Some(local);
    }
    let (sign, offset) = if let Some(offset) = rest.strip_prefix('+') {
        (1, offset)
    } else {
        (-1, rest.strip_prefix('-')?)
    };
    let (hours, offset) = number(offset, 2)?;
    let (minutes, end) = number(offset.strip_prefix(':')?, 2)?;
    if hours > 23 || minutes > 59 || !end.is_empty() {
        return None;
    }
    let ahead = TimeDelta::minutes(sign * i64::from(hours * 60 + minutes));
    local.checked_sub_signed(ahead)
}

/// What is read by one of the two, from a string.
struct Text<T>(fn(&str) -> Option<T>);

impl<T> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("a moment such as 2026-08-10T09:05:00Z, or a day such as 2026-08-10")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.0)(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
    }
}

pub(crate) fn read_moment<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<Utc>, D::Error> {
    from.deserialize_str(Text(moment))
}

pub(crate) fn read_day<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDate, D::Error> {
    from.deserialize_str(Text(whole_day))
}

fn whole_day(text: &str) -> Option<NaiveDate> {
    day(text).filter(|(_, rest)| rest.is_empty()).map(|it| it.0)
}

pub(crate) fn read_moment_or_none<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    optional(from, moment)
}

pub(crate) fn read_day_or_none<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<NaiveDate>, D::Error> {
    optional(from, whole_day)
}

fn optional<'de, D: Deserializer<'de>, T>(
    from: D,
    read: fn(&str) -> Option<T>,
) -> Result<Option<T>, D::Error> {
    match Option::<String>::deserialize(from)? {
        None => Ok(None),
        Some(text) => Text(read).visit_str(&text).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_chrono_writes_and_reads() {
        for text in [
            "2026-08-10T09:05:00Z",
            "1970-01-01T00:00:00Z",
            "2024-02-29T23:59:59.5Z",
            "2026-08-10T09:05:00.123456789Z",
            "2026-08-10T09:05:00+07:00",
            "2026-01-01T00:30:00.25+05:45",
            "2026-12-31T23:30:00-03:30",
        ] {
            let expected: DateTime<Utc> = text.parse().unwrap();
            assert_eq!(moment(text), Some(expected), "{text}");
            let written = serde_json::to_string(&expected).unwrap();
            assert_eq!(moment(written.trim_matches('"')), Some(expected));
        }
        assert_eq!(whole_day("2024-02-29"), "2024-02-29".parse().ok());
    }

    #[test]
    fn refuses_all_else() {
        for text in [
            "",
            "2026-08-10",
            "2026-08-10 09:05:00Z",
            "2026-8-10T09:05:00Z",
            "2026-02-30T09:05:00Z",
            "2026-08-10T24:05:00Z",
            "2026-08-10T09:60:00Z",
            "2026-08-10T09:05:00",
            "2026-08-10T09:05:00.Z",
            "2026-08-10T09:05:00.1234567890Z",
            "2026-08-10T09:05:00+0700",
            "2026-08-10T09:05:00+07:00 ",
            "2026-08-10T09:05:00Zz",
            "+026-08-10T09:05:00Z",
            "٢٠٢٦-08-10T09:05:00Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
        for text in ["", "2026-02-29", "2026-08-1", "2026-08-10T", "20260810"] {
            assert_eq!(whole_day(text), None, "{text}");
        }
    }
}
