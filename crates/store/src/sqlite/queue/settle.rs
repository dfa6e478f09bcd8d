//! What became of envelopes.

use sqlx::SqliteConnection;
use wire::{EditionSlug, ProblemCode};

use crate::{
    Settled, StoreError,
    sqlite::{links, row},
};

pub(in crate::sqlite) async fn settle(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    kiosk: u32,
    settled: &[(u32, Settled)],
) -> Result<(), StoreError> {
    const DONE: &str = "
        UPDATE envelope SET state = ?4, code = NULL, sealed = NULL
        WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3 AND state <> 'stored'";
    const REFUSED: &str = "
        UPDATE envelope SET state = 'refused', code = ?4
        WHERE edition = ?1 AND kiosk = ?2 AND idx = ?3 AND state IN ('waiting', 'refused')";
    let (edition, _) = links::kiosk(transaction, slug, kiosk).await?;
    for (index, what) in settled {
        let (sql, word) = match what {
            Settled::Stored => (DONE, "stored".to_owned()),
            Settled::Entered => (DONE, "entered".to_owned()),
            Settled::Refused(code) => (REFUSED, word(*code)?),
        };
        sqlx::query(sql)
            .bind(edition)
            .bind(kiosk)
            .bind(index)
            .bind(word)
            .execute(&mut *transaction)
            .await?;
    }
    Ok(())
}

/// A problem's code as it is in JSON.
fn word(code: ProblemCode) -> Result<String, StoreError> {
    serde_json::to_value(code)
        .ok()
        .and_then(|it| it.as_str().map(str::to_owned))
        .ok_or_else(|| row::corrupt("a problem's code"))
}
