//! Numbers, dates and times as people write them.
//!
//! Only for the first view; the app has `Intl`. What a language file says
//! (`format.…`) comes first, then what is known here of the language's tag. A
//! language without names of months gets ISO dates, which nobody misreads.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, Timelike as _, Utc};
use wire::Region;

use super::language::Language;

const MONTHS_ID: &str =
    "Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|Oktober|November|Desember";
const MONTHS_EN: &str =
    "January|February|March|April|May|June|July|August|September|October|November|December";
/// Most languages write a date so, if they have names for months.
const DATE: &str = "{day} {month} {year}";

/// How one language writes.
#[derive(Clone, Debug)]
pub(super) struct Format {
    /// Twelve names.
    months: Option<Vec<String>>,
    /// With `{day}`, `{month}` and `{year}`.
    date: String,
    /// With `{hour}` and `{minute}`.
    time: String,
    /// Between thousands.
    group: String,
}

impl Format {
    /// Takes what is only for the server out of the texts, so that no page
    /// carries it.
    pub(super) fn take(tag: &str, messages: &mut BTreeMap<String, String>) -> Self {
        // `en-GB` writes as `en` does.
        let (months, group, time) = match tag.split('-').next() {
            Some("id") => (Some(MONTHS_ID), ".", "{hour}.{minute}"),
            Some("en") => (Some(MONTHS_EN), ",", "{hour}:{minute}"),
            _ => (None, "\u{a0}", "{hour}:{minute}"),
        };
        let mut said = |key: &str, usual: Option<&str>| {
            let said = messages.remove(key);
            said.or_else(|| usual.map(String::from))
        };
        let months = said("format.months", months);
        Self {
            months: months
                .map(|names| names.split('|').map(|it| it.trim().to_owned()).collect())
                .filter(|names: &Vec<String>| names.len() == 12),
            date: said("format.date", Some(DATE)).unwrap_or_default(),
            time: said("format.time", Some(time)).unwrap_or_default(),
            group: said("format.group", Some(group)).unwrap_or_default(),
        }
    }

    fn month(&self, date: NaiveDate) -> Option<&str> {
        let months = self.months.as_ref()?;
        months.get(date.month0() as usize).map(String::as_str)
    }
}

/// `1.234.567` or `1,234,567`.
pub(super) fn number(n: u64, language: &Language) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(&language.format.group);
        }
        text.push(digit);
    }
    text
}

/// `Rp1.500.000`, without a space (EYD).
pub(super) fn rupiah(n: u64, language: &Language) -> String {
    format!("Rp{}", number(n, language))
}

/// `10 Agustus 2023`.
pub(super) fn date(date: NaiveDate, language: &Language) -> String {
    let Some(month) = language.format.month(date) else {
        return date.to_string();
    };
    language
        .format
        .date
        .replace("{day}", &date.day().to_string())
        .replace("{month}", month)
        .replace("{year}", &date.year().to_string())
}

/// `8–10 Agustus 2023`, with as little said twice as the language allows.
pub(crate) fn days(from: NaiveDate, to: NaiveDate, language: &Language) -> String {
    if from == to {
        return date(from, language);
    }
    let whole = format!("{} – {}", date(from, language), date(to, language));
    match language.format.month(from) {
        Some(month) if language.format.date == DATE && from.year() == to.year() => {
            let day = from.day();
            if from.month() == to.month() {
                format!("{day}–{}", date(to, language))
            } else {
                format!("{day} {month} – {}", date(to, language))
            }
        }
        _ => whole,
    }
}

/// A count of things in memory.
pub(super) fn whole(n: usize) -> u64 {
    u64::try_from(n).unwrap_or(u64::MAX)
}

/// `Agustus 2023`.
pub(super) fn month(date: NaiveDate, language: &Language) -> String {
    match language.format.month(date) {
        Some(month) => format!("{month} {}", date.year()),
        None => date.format("%Y-%m").to_string(),
    }
}

/// `10 Agustus 2023 pukul 09.05 WIB`, set together as the language does it.
pub(crate) fn moment(at: DateTime<Utc>, region: &Region, language: &Language) -> String {
    let (local, label) = region.local(at);
    let time = language
        .format
        .time
        .replace("{hour}", &format!("{:02}", local.hour()))
        .replace("{minute}", &format!("{:02}", local.minute()));
    language
        .text("format.moment")
        .replace("{date}", &date(local.date(), language))
        .replace("{time}", &format!("{time} {label}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn language(tag: &'static str, file: &[(&str, &str)]) -> Language {
        let messages = file
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect();
        Language::new(tag, messages)
    }

    #[test]
    fn thousands_are_set_apart() {
        let indonesian = language("id", &[]);
        for (n, expected) in [
            (0, "0"),
            (999, "999"),
            (1000, "1.000"),
            (1_234_567, "1.234.567"),
        ] {
            assert_eq!(number(n, &indonesian), expected);
        }
        assert_eq!(rupiah(1_500_000, &indonesian), "Rp1.500.000");
        assert_eq!(number(1_234_567, &language("en", &[])), "1,234,567");
        assert_eq!(number(1234, &language("ban", &[])), "1\u{a0}234");
        let said = language("ban", &[("format.group", ".")]);
        assert_eq!(number(1234, &said), "1.234");
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
            assert_eq!(days(day(from), day(to), &language("id", &[])), expected);
        }
    }

    #[test]
    fn a_third_language_writes_as_its_file_says_and_else_in_iso() {
        let bare = language("jv", &[]);
        assert_eq!(date(day("2026-08-07"), &bare), "2026-08-07");
        assert_eq!(month(day("2026-08-07"), &bare), "2026-08");
        let span = days(day("2026-08-04"), day("2026-08-07"), &bare);
        assert_eq!(span, "2026-08-04 – 2026-08-07");

        let months = "Januari|Fébruari|Maret|April|Mèi|Juni|Juli|Agustus|Séptèmber|Oktober|Novèmber|Dhésèmber";
        let named = language("jv", &[("format.months", months)]);
        assert_eq!(date(day("2026-12-07"), &named), "7 Dhésèmber 2026");
        assert_eq!(
            days(day("2026-09-04"), day("2026-09-07"), &named),
            "4–7 Séptèmber 2026"
        );

        // An order of its own: then days are not drawn together.
        let months = "1월|2월|3월|4월|5월|6월|7월|8월|9월|10월|11월|12월";
        let own = [
            ("format.months", months),
            ("format.date", "{year}년 {month} {day}일"),
        ];
        let own = language("ko", &own);
        assert_eq!(date(day("2026-08-07"), &own), "2026년 8월 7일");
        assert_eq!(
            days(day("2026-08-04"), day("2026-08-07"), &own),
            "2026년 8월 4일 – 2026년 8월 7일"
        );
    }

    #[test]
    fn a_region_of_a_language_writes_as_the_language_does() {
        assert_eq!(
            date(day("2026-08-07"), &language("en-GB", &[])),
            "7 August 2026"
        );
    }

    #[test]
    fn pages_do_not_carry_what_only_the_server_needs() {
        let file = [("format.months", "a|b"), ("format.moment", "{date} {time}")];
        let language = language("xx", &file);
        let keys: Vec<&str> = language.messages.keys().map(String::as_str).collect();
        assert_eq!(keys, ["format.moment"]);
        // Not twelve names: none.
        assert_eq!(date(day("2026-08-07"), &language), "2026-08-07");
    }
}
