//! Numbers, money and moments in the page's language and the event's time zone.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use wire::Region;

use super::{fill, language};
use crate::platform::intl::{self, Parts};

/// British English: day before month, and a clock of 24 hours. Any other
/// language as its own tag says.
fn locale() -> String {
    let language = language();
    if language == "en" {
        "en-GB".into()
    } else {
        language
    }
}

/// A whole number with its thousands separated.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts on screen stay far below 2^53"
)]
pub fn number(n: usize) -> String {
    if n < 1000 {
        n.to_string()
    } else {
        intl::number(&locale(), n as f64)
    }
}

/// Whole rupiah: `Rp1.500.000`, without a space (EYD).
#[expect(
    clippy::cast_precision_loss,
    reason = "no local budget comes near 2^53 rupiah"
)]
pub fn money(rupiah: u64) -> String {
    let mut text = String::from("Rp");
    text.push_str(&intl::number(&locale(), rupiah as f64));
    text
}

#[expect(
    clippy::cast_precision_loss,
    reason = "milliseconds of this era fit in 2^53"
)]
fn ms(local: NaiveDateTime) -> f64 {
    local.and_utc().timestamp_millis() as f64
}

/// `10 Agustus 2026 pukul 09.05 WIB`
pub fn moment(at: DateTime<Utc>, region: &Region) -> String {
    fill(
        "format.moment",
        &[("date", &date(at, region)), ("time", &time(at, region))],
    )
}

/// `10 Agustus 2026`
fn date(at: DateTime<Utc>, region: &Region) -> String {
    intl::local(&locale(), ms(region.local(at).0), Parts::Date)
}

/// `09.05 WIB`
pub fn time(at: DateTime<Utc>, region: &Region) -> String {
    let (local, label) = region.local(at);
    let mut text = intl::local(&locale(), ms(local), Parts::Time);
    text.push(' ');
    text.push_str(label);
    text
}

fn midnight(day: NaiveDate) -> f64 {
    ms(day.and_time(chrono::NaiveTime::MIN))
}

/// A day that is the same in every time zone: `10 Agustus 2026`.
pub fn date_of(day: NaiveDate) -> String {
    intl::local(&locale(), midnight(day), Parts::Date)
}

/// `Agustus 2026`
pub fn month_of(day: NaiveDate) -> String {
    intl::local(&locale(), midnight(day), Parts::Month)
}
