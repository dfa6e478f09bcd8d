//! Numbers, dates and times as people write them.
//!
//! Only for the first view; the app has `Intl`. Languages that are not known
//! here get ISO dates and plain numbers.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, Timelike as _, Utc};
use wire::Region;

use super::language::Language;

const MONTHS_ID: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `1.234.567` or `1,234,567`.
pub(super) fn number(n: u64, language: &str) -> String {
    let separator = match language {
        "id" => '.',
        "en" => ',',
        _ => '\u{a0}',
    };
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// `Rp1.500.000`, without a space (EYD).
pub(super) fn rupiah(n: u64, language: &str) -> String {
    format!("Rp{}", number(n, language))
}

/// `10 Agustus 2023`.
pub(super) fn date(date: NaiveDate, language: &str) -> String {
    match months(language) {
        Some(months) => {
            format!(
                "{} {} {}",
                date.day(),
                months[date.month0() as usize],
                date.year()
            )
        }
        None => date.to_string(),
    }
}

/// `8–10 Agustus 2023`, with as little said twice as possible.
pub(crate) fn days(from: NaiveDate, to: NaiveDate, language: &str) -> String {
    let Some(months) = months(language) else {
        return format!("{from} – {to}");
    };
    if from == to {
        return date(from, language);
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{}–{}", from.day(), date(to, language));
    }
    let begin = format!("{} {}", from.day(), months[from.month0() as usize]);
    if from.year() == to.year() {
        return format!("{begin} – {}", date(to, language));
    }
    format!("{} – {}", date(from, language), date(to, language))
}

/// A count of things in memory.
pub(super) fn whole(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `Agustus 2023`.
pub(super) fn month(date: NaiveDate, language: &str) -> String {
    match months(language) {
        Some(months) => format!("{} {}", months[date.month0() as usize], date.year()),
        None => date.format("%Y-%m").to_string(),
    }
}

/// `10 Agustus 2023 pukul 09.05 WIB`, set together as the language does it.
pub(super) fn moment(at: DateTime<Utc>, region: &Region, language: &Language) -> String {
    let (offset, label) = match zone(&region.timezone) {
        Some(hours) => (hours * 3600, region.timezone_label.as_str()),
        None => (0, "UTC"),
    };
    let local = match FixedOffset::east_opt(offset) {
        Some(offset) => at.with_timezone(&offset).naive_local(),
        None => at.naive_utc(),
    };
    let dot = if language.tag == "id" { '.' } else { ':' };
    let time = format!("{:02}{dot}{:02} {label}", local.hour(), local.minute());
    language
        .text("format.moment")
        .replace("{date}", &date(local.date(), language.tag))
        .replace("{time}", &time)
}

/// Hours to the east; Indonesia has three zones and no summer time.
fn zone(name: &str) -> Option<i32> {
    match name {
        "Asia/Jakarta" | "Asia/Pontianak" => Some(7),
        "Asia/Makassar" => Some(8),
        "Asia/Jayapura" => Some(9),
        _ => None,
    }
}

fn months(language: &str) -> Option<&'static [&'static str; 12]> {
    match language {
        "id" => Some(&MONTHS_ID),
        "en" => Some(&MONTHS_EN),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn thousands_are_set_apart() {
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(number(n, "id"), expected);
        }
        assert_eq!(number(1_234_567, "en"), "1,234,567");
        assert_eq!(rupiah(1_500_000, "id"), "Rp1.500.000");
    }

    #[test]
    fn a_span_of_days_says_nothing_twice() {
        for (from, to, expected) in [
            ("2023-08-10", "2023-08-10", "10 Agustus 2023"),
            ("2023-08-08", "2023-08-10", "8–10 Agustus 2023"),
            ("2023-07-30", "2023-08-02", "30 Juli – 2 Agustus 2023"),
            (
                "2023-12-30",
                "2024-01-02",
                "30 Desember 2023 – 2 Januari 2024",
            ),
        ] {
            assert_eq!(days(day(from), day(to), "id"), expected);
        }
    }
}
