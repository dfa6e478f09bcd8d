//! From columns to types.

use chrono::{DateTime, Utc};
use sqlx::{Row, sqlite::SqliteRow};
use wire::{Channel, Hex, Phase};

use crate::StoreError;

const SECONDS: i64 = 60;

pub(super) fn corrupt(what: &'static str) -> StoreError {
    StoreError::Corrupt { what }
}

/// A blob of exactly `N` bytes.
pub(super) fn bytes<const N: usize>(
    row: &SqliteRow,
    column: usize,
    what: &'static str,
) -> Result<Hex<N>, StoreError> {
    let blob: &[u8] = row.try_get(column)?;
    Ok(Hex(blob.try_into().map_err(|_| corrupt(what))?))
}

/// The same where NULL is allowed.
pub(super) fn bytes_if_any<const N: usize>(
    row: &SqliteRow,
    column: usize,
    what: &'static str,
) -> Result<Option<Hex<N>>, StoreError> {
    let blob: Option<&[u8]> = row.try_get(column)?;
    blob.map(|blob| blob.try_into().map(Hex).map_err(|_| corrupt(what)))
        .transpose()
}

/// A number that was stored from an unsigned type.
pub(super) fn number<T: TryFrom<i64>>(
    row: &SqliteRow,
    column: usize,
    what: &'static str,
) -> Result<T, StoreError> {
    let number: i64 = row.try_get(column)?;
    T::try_from(number).map_err(|_| corrupt(what))
}

pub(super) fn phase(row: &SqliteRow, column: usize) -> Result<Phase, StoreError> {
    let word: &str = row.try_get(column)?;
    Phase::ALL
        .into_iter()
        .find(|phase| phase.as_str() == word)
        .ok_or_else(|| corrupt("the phase"))
}

pub(super) fn channel(word: &str) -> Result<Channel, StoreError> {
    Channel::ALL
        .into_iter()
        .find(|channel| channel.as_str() == word)
        .ok_or_else(|| corrupt("the channel"))
}

/// Whole minutes since 1970.
pub(super) fn minute(row: &SqliteRow, column: usize) -> Result<DateTime<Utc>, StoreError> {
    let minutes: i64 = row.try_get(column)?;
    minutes
        .checked_mul(SECONDS)
        .and_then(|seconds| DateTime::from_timestamp(seconds, 0))
        .ok_or_else(|| corrupt("the time"))
}

pub(super) fn as_minute(moment: DateTime<Utc>) -> i64 {
    moment.timestamp().div_euclid(SECONDS)
}

/// Microseconds since 1970, or NULL.
pub(super) fn moment(row: &SqliteRow, column: usize) -> Result<Option<DateTime<Utc>>, StoreError> {
    let micros: Option<i64> = row.try_get(column)?;
    micros
        .map(|micros| DateTime::from_timestamp_micros(micros).ok_or_else(|| corrupt("the time")))
        .transpose()
}

/// Positions and revisions; none ever comes near the end of `i64`.
pub(super) fn as_i64(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
