//! The recount page that is fixed with the manifest.

use ledger::log::document_hash;
use sqlx::{SqliteConnection, SqlitePool};
use wire::{EditionSlug, Hash, Phase};

use super::codes::edition;
use crate::StoreError;

pub(super) async fn keep(
    transaction: &mut SqliteConnection,
    slug: &EditionSlug,
    page: &[u8],
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO recount_page (edition, page)
        SELECT id, ?2 FROM edition WHERE id = ?1 AND manifest IS NULL
        ON CONFLICT DO UPDATE SET page = excluded.page";
    let id = edition(transaction, slug, Phase::Archived).await?;
    sqlx::query(SQL)
        .bind(id)
        .bind(page)
        .execute(&mut *transaction)
        .await?;
    Ok(())
}

pub(super) async fn page(
    readers: &SqlitePool,
    slug: &EditionSlug,
) -> Result<Option<Vec<u8>>, StoreError> {
    const SQL: &str = "
        SELECT page FROM recount_page JOIN edition ON edition.id = recount_page.edition
        WHERE slug = ?1 AND manifest IS NOT NULL";
    let page = sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .fetch_optional(readers)
        .await?;
    Ok(page)
}

/// For the manifest.
pub(super) async fn hash(
    connection: &mut SqliteConnection,
    slug: &EditionSlug,
) -> Result<Option<Hash>, StoreError> {
    const SQL: &str = "
        SELECT page FROM recount_page
        WHERE edition = (SELECT id FROM edition WHERE slug = ?1)";
    let page: Option<Vec<u8>> = sqlx::query_scalar(SQL)
        .bind(slug.as_str())
        .fetch_optional(connection)
        .await?;
    Ok(page.map(|it| document_hash(&it)))
}
