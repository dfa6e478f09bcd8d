//! Clauses about imports.

use std::sync::Arc;

use wire::{Contents, InnovationId, InnovationSlug, MediaFile, Phase};

use super::sample::{at, contents, open, profile, slug};
use crate::{Difference, Imported, Store, StoreError, Subject, Terms};

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
    let terms = Terms {
        remove: Some(1),
        ..Terms::default()
    };
    let imported = store.import_as(&given, &terms, at(1)).await?;
    assert_eq!(
        imported,
        Imported {
            added: 1,
            updated: 1,
            unchanged: 3,
            removed: 1,
            ..Imported::default()
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

/// Imports what is given, whose slugs are made from names, for all but `said`.
async fn derived(
    store: &dyn Store,
    given: &Contents,
    said: &[&str],
    minutes: i64,
) -> std::result::Result<Imported, StoreError> {
    let ids = given.innovations.iter().map(|it| it.card.id.clone());
    let terms = Terms {
        derived: ids.filter(|id| !said.contains(&id.as_str())).collect(),
        remove: None,
    };
    store.import_as(given, &terms, at(minutes)).await
}

/// Slugs by id, and the former ones with what they lead to.
async fn slugs(
    store: &dyn Store,
) -> std::result::Result<(Vec<(String, String)>, Vec<(String, String)>), StoreError> {
    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    let cards = stored.contents.innovations.iter().map(|it| &it.card);
    let own = cards.map(|it| (it.id.to_string(), it.slug.to_string()));
    let former = stored.former.iter();
    let former = former.map(|(old, new)| (old.to_string(), new.to_string()));
    Ok((own.collect(), former.collect()))
}

/// A typo mended in a name leaves the printed address as it is, and rows in another
/// order change nothing, before and in the vote.
pub async fn a_known_id_keeps_its_slug(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    for (at, name) in ["sama", "sama-cth-002", "lain", "teh", "tamu"]
        .into_iter()
        .enumerate()
    {
        given.innovations[at].card.slug = name.into();
    }
    derived(&*store, &given, &[], 0).await?;
    let (first, _) = slugs(&*store).await?;

    // Names, and with them what a folder makes of them, change; so does the order.
    let mut mended = given.clone();
    mended.innovations[3].card.slug = "teh-herbal".into();
    derived(&*store, &mended, &[], 1).await?;
    assert_eq!(slugs(&*store).await?, (first.clone(), Vec::new()));

    let mut sorted = given.clone();
    sorted.innovations.reverse();
    // Of two that have one name, the first row gets the plain slug.
    sorted.innovations[3].card.slug = "sama".into();
    sorted.innovations[4].card.slug = "sama-cth-001".into();
    for phase in [Phase::Verification, Phase::Voting] {
        let imported = derived(&*store, &sorted, &[], 2).await?;
        let nothing = Imported {
            unchanged: 5,
            ..Imported::default()
        };
        assert_eq!(imported, nothing);
        assert_eq!(slugs(&*store).await?, (first.clone(), Vec::new()));
        store.set_phase(&slug(), phase, at(3)).await?;
    }
    let imported = derived(&*store, &sorted, &[], 4).await?;
    assert_eq!((imported.unchanged, imported.moved), (5, Vec::new()));
    Ok(())
}

/// An old address leads to the innovation for ever, and never to another one.
pub async fn an_old_slug_is_nobody_elses(store: Arc<dyn Store>) -> Result {
    let mut given = contents();
    store.import(&given, at(0)).await?;
    given.innovations[0].card.slug = "baru".into();
    let imported = derived(&*store, &given, &["CTH-001"], 1).await?;
    let moved: (InnovationId, InnovationSlug) = ("CTH-001".into(), "baru".into());
    assert_eq!((imported.updated, imported.moved), (1, vec![moved]));
    given.innovations[0].card.slug = "terbaru".into();
    derived(&*store, &given, &["CTH-001"], 2).await?;
    let lead = |new: &str| -> Vec<(String, String)> {
        let old = ["baru", "contoh-1", "terbaru"].into_iter();
        old.filter(|old| *old != new)
            .map(|old| (old.into(), new.into()))
            .collect()
    };
    assert_eq!(slugs(&*store).await?.1, lead("terbaru"));

    // Nobody else's: not said, not swapped, not by a new one.
    for (row, taken) in [
        (1, "contoh-1"),
        (1, "baru"),
        (1, "terbaru"),
        (0, "contoh-2"),
    ] {
        let mut wrong = given.clone();
        wrong.innovations[row].card.slug = taken.into();
        let refused = store.import(&wrong, at(3)).await;
        let Err(StoreError::TakenSlugs(slugs)) = refused else {
            return refused.map(|_| assert_eq!("imported", taken));
        };
        assert_eq!(slugs[0].slug.as_str(), taken);
    }
    let mut more = given.clone();
    more.innovations.push(profile(6, "desa"));
    more.innovations[5].card.slug = "baru".into();
    derived(&*store, &more, &[], 3).await?;
    assert_eq!(slugs(&*store).await?.0[5].1, "baru-2");

    // Also when its innovation is gone; and its own it may be again.
    let terms = Terms {
        remove: Some(1),
        ..Terms::default()
    };
    let mut less = given.clone();
    less.innovations.remove(0);
    less.innovations.push(more.innovations[5].clone());
    less.innovations[4].card.slug = "baru-2".into();
    store.import_as(&less, &terms, at(4)).await?;
    less.innovations[4].card.slug = "terbaru".into();
    let refused = store.import(&less, at(5)).await;
    assert!(
        matches!(refused, Err(StoreError::TakenSlugs(_))),
        "{refused:?}"
    );
    more.innovations[0].card.slug = "contoh-1".into();
    derived(&*store, &more, &["CTH-001"], 6).await?;
    assert_eq!(slugs(&*store).await?.1, lead("contoh-1"));
    Ok(())
}

/// A filtered sheet, or ids that a spreadsheet took for numbers, take nobody out.
pub async fn much_is_removed_only_by_number(store: Arc<dyn Store>) -> Result {
    let given = contents();
    store.import(&given, at(0)).await?;
    let mut fewer = given.clone();
    fewer.innovations.pop();
    let mut renamed = given.clone();
    renamed.innovations[0].card.id = "cth-1".into();
    for (wrong, said) in [
        (&fewer, None),
        (&fewer, Some(2)),
        (&renamed, None),
        (&given, Some(1)),
    ] {
        let terms = Terms {
            remove: said,
            ..Terms::default()
        };
        let refused = store.import_as(wrong, &terms, at(1)).await;
        assert!(
            matches!(refused, Err(StoreError::Removes(_))),
            "{refused:?}"
        );
    }
    let stored = store.contents(&slug()).await?;
    assert_eq!(
        stored.map(|it| it.contents.innovations),
        Some(given.innovations)
    );
    let terms = Terms {
        remove: Some(1),
        ..Terms::default()
    };
    assert_eq!(store.import_as(&fewer, &terms, at(2)).await?.removed, 1);
    Ok(())
}

pub async fn an_import_keeps_the_phase(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(0)).await?;
    store.set_phase(&slug(), Phase::Verification, at(1)).await?;
    store.import(&contents(), at(2)).await?;
    assert_eq!(store.editions().await?, [(slug(), Phase::Verification)]);
    Ok(())
}

/// What ballots are not signed against, and the answer says what it was.
pub async fn all_else_may_change_while_voting(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let mut given = contents();
    given.edition.venue = "Auditorium".into();
    given.categories[2].label = [("id", "Tamu kehormatan")].into();
    let first = &mut given.innovations[0];
    first.card.summary = "Diperbaiki.".into();
    first.card.area = "19.06.02".into();
    first.card.stage = "trial".into();
    first.design = "Diperbaiki.".into();
    given.media[0].bytes = vec![4];
    let imported = store.import(&given, at(1)).await?;
    assert_eq!((imported.updated, imported.unchanged), (1, 4));
    let told = imported
        .differences
        .iter()
        .map(|it| (it.subject.clone(), it.field.as_str()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            (Subject::Edition, "venue"),
            (Subject::Category("tamu".into()), "label.id")
        ]
    );

    let stored = store
        .contents(&slug())
        .await?
        .ok_or(StoreError::UnknownEdition(slug()))?;
    assert_eq!(stored.contents.innovations[0], given.innovations[0]);
    assert_eq!(stored.contents.edition.venue, "Auditorium");
    assert_eq!(stored.contents.edition.phase, Phase::Voting);
    assert_eq!(
        store.media(&slug(), "satu.webp").await?,
        Some(given.media[0].clone())
    );
    Ok(())
}

/// What they are signed against stays, in every phase from voting on; an organiser
/// is told all of it at once, with old and new values.
pub async fn what_is_signed_against_stays(store: Arc<dyn Store>) -> Result {
    open(&*store).await?;
    let before = store.contents(&slug()).await?;
    let mut given = contents();
    given.edition.voting_closes_at = Some(at(601));
    given.edition.venue = "Auditorium".into();
    given.categories[0].label = [("id", "Rumah sakit")].into();
    given.innovations[2].card.name = "LAIN".into();
    given.innovations.remove(3);
    given.innovations.push(profile(6, "desa"));
    let expected = [
        "edition, voting_closes_at: was \"2025-02-20T07:20:00Z\", is \"2025-02-20T07:21:00Z\" now",
        "category desa, label.id: was \"desa\", is \"Rumah sakit\" now",
        "innovation CTH-003, name: was \"CONTOH 3\", is \"LAIN\" now",
        "innovation CTH-004: was \"CONTOH 4\", is missing now",
        "innovation CTH-006: was not there, is \"CONTOH 6\" now",
    ];
    for (phase, minutes) in [
        (Phase::Voting, 1),
        (Phase::Closed, 2),
        (Phase::Objection, 3),
    ] {
        store.set_phase(&slug(), phase, at(minutes)).await?;
        let refused = store.import(&given, at(minutes)).await;
        let Err(StoreError::VotingOpened(differences)) = refused else {
            return refused.map(|_| assert_eq!("imported", ""));
        };
        let told: Vec<String> = differences.0.iter().map(Difference::to_string).collect();
        assert_eq!(told, expected);
    }
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
