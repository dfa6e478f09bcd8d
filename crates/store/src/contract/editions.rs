//! Clauses about imports.

use std::sync::Arc;

use wire::{MediaFile, Phase};

use super::sample::{at, contents, open, profile, slug};
use crate::{Imported, Store, StoreError};

type Result = std::result::Result<(), StoreError>;

pub async fn what_is_imported_comes_back(store: Arc<dyn Store>) -> Result {
    let given = contents();
    let imported = store.import(&given, at(0)).await?;
    assert_eq!(
        imported,
        Imported {
            added: 5,
            ..Imported::default()
        }
    );

    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    assert_eq!(
        stored.contents,
        wire::Contents {
            media: Vec::new(),
            ..given
        }
    );
    assert_eq!(stored.manifest, None);
    assert_eq!(store.editions().await?, [(slug(), Phase::Preparing)]);
    assert!(store.contents(&"other".into()).await?.is_none());
    Ok(())
}

pub async fn media_come_back_and_go(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    store.import(&given, at(0)).await?;
    assert_eq!(
        store.media(&slug(), "satu.webp").await?,
        Some(given.media[0].clone())
    );
    assert_eq!(store.media(&slug(), "dua.webp").await?, None);
    assert_eq!(store.media(&"other".into(), "satu.webp").await?, None);

    let new = MediaFile {
        name: "dua.webp".into(),
        content_type: "image/webp".into(),
        bytes: vec![9; 100_000],
    };
    given.media = vec![new.clone()];
    store.import(&given, at(1)).await?;
    assert_eq!(store.media(&slug(), "satu.webp").await?, None);
    assert_eq!(store.media(&slug(), "dua.webp").await?, Some(new));

    given.media[0].bytes = vec![8];
    store.import(&given, at(2)).await?;
    assert_eq!(
        store.media(&slug(), "dua.webp").await?,
        Some(given.media[0].clone())
    );
    Ok(())
}

pub async fn a_number_stays_with_its_id(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    store.import(&given, at(0)).await?;

    // Number 2 is taken out, a new one is put in front, another text changes.
    given.innovations.remove(1);
    given.innovations[1].card.summary = "Lain.".into();
    given.innovations.insert(0, profile(77, "desa"));
    let imported = store.import(&given, at(1)).await?;
    assert_eq!(
        imported,
        Imported {
            added: 1,
            updated: 1,
            unchanged: 3,
            removed: 1
        }
    );
    assert_eq!(
        numbers(&*store).await?,
        [
            (1, "CTH-001"),
            (3, "CTH-003"),
            (4, "CTH-004"),
            (5, "CTH-005"),
            (6, "CTH-077")
        ]
        .map(|(number, id)| (number, id.to_string()))
    );

    // The one that went comes back: its number was given to nobody.
    given.innovations.push(profile(2, "desa"));
    store.import(&given, at(2)).await?;
    assert!(numbers(&*store).await?.contains(&(2, "CTH-002".into())));
    Ok(())
}

async fn numbers(store: &dyn Store) -> std::result::Result<Vec<(u32, String)>, StoreError> {
    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    let cards = stored
        .contents
        .innovations
        .iter()
        .map(|profile| &profile.card);
    Ok(cards
        .map(|card| (card.number.0, card.id.to_string()))
        .collect())
}

pub async fn swapped_slugs_are_no_conflict(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    store.import(&given, at(0)).await?;
    let first = given.innovations[0].card.slug.clone();
    given.innovations[0].card.slug = given.innovations[1].card.slug.clone();
    given.innovations[1].card.slug = first.clone();
    store.import(&given, at(1)).await?;
    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    assert_eq!(stored.contents.innovations[1].card.slug, first);
    Ok(())
}

pub async fn an_import_keeps_the_phase(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(0)).await?;
    store.set_phase(&slug(), Phase::Verification, at(1)).await?;
    store.import(&contents(), at(2)).await?;
    assert_eq!(store.editions().await?, [(slug(), Phase::Verification)]);
    Ok(())
}

pub async fn texts_and_media_may_change_while_voting(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let mut given = contents();
    given.edition.venue = "Auditorium".into();
    given.categories[0].label = [("id", "Desa dan kelurahan")].into();
    given.innovations[0].card.summary = "Diperbaiki.".into();
    given.innovations[0].design = "Diperbaiki.".into();
    given.media[0].bytes = vec![4];
    let imported = store.import(&given, at(1)).await?;
    assert_eq!(imported.updated, 1);

    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    assert_eq!(stored.contents.innovations[0].card.summary, "Diperbaiki.");
    assert_eq!(stored.contents.edition.phase, Phase::Voting);
    assert_eq!(
        store.media(&slug(), "satu.webp").await?,
        Some(given.media[0].clone())
    );
    Ok(())
}

pub async fn nothing_else_may_change_while_voting(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let before = store.contents(&slug()).await?;
    let mut renamed = contents();
    renamed.innovations[2].card.name = "LAIN".into();
    let mut shorter = contents();
    shorter.innovations.pop();
    let mut longer = contents();
    longer.edition.voting_closes_at = Some(at(601));

    for (given, expected) in [
        (renamed, "name of innovation CTH-003 differs"),
        (shorter, "id of innovation CTH-005 differs"),
        (longer, "voting_closes_at of the edition differs"),
    ] {
        // In every phase from voting on.
        let refused = store.import(&given, at(1)).await;
        let Err(StoreError::VotingOpened(difference)) = refused else {
            return refused.map(|_| assert_eq!("imported", expected));
        };
        assert_eq!(difference.to_string(), expected);
    }
    store.set_phase(&slug(), Phase::Closed, at(2)).await?;
    let mut rescued = contents();
    rescued.innovations[0].card.category = "sekolah".into();
    assert!(matches!(
        store.import(&rescued, at(3)).await,
        Err(StoreError::VotingOpened(_))
    ));
    let after = store.contents(&slug()).await?;
    assert_eq!(
        after.map(|it| it.contents.innovations),
        before.map(|it| it.contents.innovations)
    );
    Ok(())
}

pub async fn the_revision_goes_up(store: Arc<dyn Store>) -> Result {
    assert_eq!(store.revision(&slug()).await?, None);
    let mut last = None;
    for step in 0..4 {
        match step {
            0 | 1 => drop(store.import(&contents(), at(step)).await?),
            2 => store.set_phase(&slug(), Phase::Voting, at(step)).await?,
            _ => store.set_phase(&slug(), Phase::Closed, at(step)).await?,
        }
        let revision = store.revision(&slug()).await?;
        assert!(revision > last, "step {step}");
        let stored = store.contents(&slug()).await?;
        assert_eq!(stored.map(|it| it.revision), revision);
        last = revision;
    }
    store.set_phase(&slug(), Phase::Closed, at(9)).await?;
    assert_eq!(store.revision(&slug()).await?, last);
    Ok(())
}
