//! Choosing the edition that the public sees.

use store::{Store, StoreError};
use wire::EditionSlug;

use super::ActError;

/// What a server serves.
pub(crate) async fn shown(store: &dyn Store) -> Result<EditionSlug, ActError> {
    if let Some(shown) = store.shown().await? {
        return Ok(shown);
    }
    let known = store.editions().await?;
    let known: Vec<String> = known
        .into_iter()
        .map(|(slug, phase)| format!("{slug} ({})", phase.as_str()))
        .collect();
    Err(ActError::Refused(if known.is_empty() {
        "the database has no edition yet: load one with `peta import`".to_owned()
    } else {
        format!(
            "nothing is on show: choose with `peta show SLUG` between {}",
            known.join(", ")
        )
    }))
}

/// Puts it on show; gives what was before, if that was another one.
pub(crate) async fn act(
    store: &dyn Store,
    edition: &EditionSlug,
) -> Result<Option<EditionSlug>, StoreError> {
    let before = store.shown().await?;
    store.show(edition).await?;
    Ok(before.filter(|it| it != edition))
}
