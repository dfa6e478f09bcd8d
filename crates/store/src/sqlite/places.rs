//! Where ballots stand in the public log, by their hash.
//!
//! In memory, and made when it is first asked for: hashes are as good as random,
//! so an index in the database would write as many pages as the ballots themselves.

use std::collections::HashMap;

use sqlx::SqlitePool;
use tokio::sync::Mutex;
use wire::{EditionSlug, Hash};

use super::{log_read, row::as_i64};
use crate::StoreError;

/// What a hash is looked up by: two ballots of an edition never share it by chance.
const FRONT: usize = 8;
/// Entries that are read at once.
const PAGE: u32 = 4096;

#[derive(Debug, Default)]
pub(super) struct Places(Mutex<HashMap<EditionSlug, Known>>);

/// The log as far as it was read.
#[derive(Debug, Default)]
struct Known {
    /// The first index that was not.
    next: u64,
    ballots: HashMap<[u8; FRONT], u64>,
}

impl Places {
    /// The ballot whose hash begins with these bytes.
    pub(super) async fn find(
        &self,
        readers: &SqlitePool,
        edition: &EditionSlug,
        begins: &[u8],
    ) -> Result<Option<(u64, Hash)>, StoreError> {
        let Some(front) = begins.first_chunk::<FRONT>() else {
            return Ok(None);
        };
        // A hall full of phones waits here for the first, not with a connection each.
        let mut editions = self.0.lock().await;
        let mut reader = readers.acquire().await?;
        let known = editions.entry(edition.clone()).or_default();
        loop {
            let page =
                log_read::ballots_from(&mut reader, edition, as_i64(known.next), PAGE).await?;
            for (index, leaf) in &page {
                if let Some(front) = leaf.0.first_chunk() {
                    known.ballots.insert(*front, *index);
                }
                known.next = index + 1;
            }
            if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                break;
            }
        }
        let Some(index) = known.ballots.get(front).copied() else {
            return Ok(None);
        };
        drop(editions);
        let found = log_read::ballots_from(&mut reader, edition, as_i64(index), 1).await?;
        Ok(found
            .into_iter()
            .find(|(at, leaf)| *at == index && leaf.0.starts_with(begins)))
    }
}
