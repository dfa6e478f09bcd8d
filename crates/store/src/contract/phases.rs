//! Clauses about phases and the manifest.

use std::sync::Arc;

use wire::{Manifest, Phase};

use super::sample::{at, begin, contents, open, slug};
use crate::{Store, StoreError};

type Result = std::result::Result<(), StoreError>;

pub async fn the_manifest_is_made_once(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    let manifest = stored.manifest.ok_or(StoreError::Corrupt {
        what: "the manifest",
    })?;
    assert_eq!(ledger::manifest_hash(&manifest.bytes), manifest.hash);
    let parsed: Manifest = serde_json::from_slice(&manifest.bytes)
        .map_err(|error| StoreError::Database(error.into()))?;
    assert_eq!(
        parsed,
        voting::manifest(
            &stored.contents.edition,
            &stored.contents.categories,
            &stored.contents.innovations,
            None,
        )
    );
    // Number 5 is in a category that nobody votes in.
    let listed: Vec<u32> = parsed.innovations.iter().map(|it| it.number.0).collect();
    assert_eq!(listed, [1, 2, 3, 4]);

    let mut given = contents();
    given.edition.contact = "lain@example.org".into();
    store.import(&given, at(1)).await?;
    for phase in [
        Phase::Closed,
        Phase::Objection,
        Phase::Final,
        Phase::Archived,
    ] {
        store.set_phase(&slug(), phase, at(2)).await?;
        let later = store.contents(&slug()).await?.and_then(|it| it.manifest);
        assert_eq!(later.as_ref(), Some(&manifest), "{phase:?}");
    }
    Ok(())
}

pub async fn the_recount_page_is_fixed_with_the_manifest(store: Arc<dyn Store>) -> Result {
    assert!(matches!(
        store.keep_verifier(&slug(), b"first").await,
        Err(StoreError::UnknownEdition(_))
    ));
    store.import(&contents(), at(-10)).await?;
    for page in [&b"first"[..], b"last"] {
        store.keep_verifier(&slug(), page).await?;
        assert_eq!(store.verifier(&slug()).await?, None);
    }
    begin(&*store).await?;
    store.keep_verifier(&slug(), b"too late").await?;
    assert_eq!(
        store.verifier(&slug()).await?.as_deref(),
        Some(&b"last"[..])
    );
    let stored = store.contents(&slug()).await?.and_then(|it| it.manifest);
    let manifest: Manifest = serde_json::from_slice(&stored.expect("voting is open").bytes)
        .map_err(|error| StoreError::Database(error.into()))?;
    assert_eq!(manifest.verifier, Some(ledger::log::document_hash(b"last")));
    Ok(())
}

pub async fn phases_follow_the_table(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(0)).await?;
    let mut current = Phase::Preparing;
    // A walk that asks for every phase at every stage on its way.
    for goal in Phase::ALL {
        for asked in Phase::ALL {
            if !voting::may_follow(current, asked) {
                let refused = store.set_phase(&slug(), asked, at(1)).await;
                assert!(
                    matches!(refused, Err(StoreError::PhaseOrder { from, to })
                        if from == current && to == asked),
                    "{current:?} -> {asked:?}"
                );
            }
        }
        store.set_phase(&slug(), goal, at(1)).await?;
        current = goal;
        assert_eq!(store.editions().await?, [(slug(), goal)]);
    }
    Ok(())
}

pub async fn voting_needs_something_to_vote_on(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    given
        .innovations
        .retain(|profile| profile.card.category.as_str() == "tamu");
    store.import(&given, at(0)).await?;
    let refused = store.set_phase(&slug(), Phase::Voting, at(1)).await;
    assert!(matches!(refused, Err(StoreError::NothingToVote)));
    assert_eq!(store.editions().await?, [(slug(), Phase::Preparing)]);
    Ok(())
}

pub async fn an_unknown_edition_is_named(store: Arc<dyn Store>) -> Result {
    let refused = store.set_phase(&slug(), Phase::Voting, at(1)).await;
    assert!(matches!(refused, Err(StoreError::UnknownEdition(named)) if named == slug()));
    let refused = store.cast(&slug(), &[]).await;
    assert!(matches!(refused, Err(StoreError::UnknownEdition(named)) if named == slug()));
    assert_eq!(store.ballots_after(&slug(), 0, 10).await?, []);
    Ok(())
}
