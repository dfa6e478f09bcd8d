//! Keeps memory in step with the store: ballots after each commit, contents
//! and phase after a change by another process.
//!
//! Being late here is harmless. Whether a ballot is taken is decided inside
//! the write, and a count is shown a fraction of a second after its ballot.

use std::{sync::Arc, time::Duration};

use store::{CountedBallot, Store, StoreError, StoredEdition};
use tokio::time::{self, Instant};
use voting::{Booths, Evidence};
use wire::{EditionSlug, Manifest};

use crate::{
    api::clock, app::Shared, chance::Chance, clock::Clock, snapshot::Snapshot, standings::Follower,
};

/// Standings are made anew at most four times a second, whatever the vote rate.
const PACE: Duration = Duration::from_millis(250);
/// How long a change by another process, such as `peta import`, may go unnoticed.
const LOOK: Duration = Duration::from_millis(800);
/// Ballots read at once.
const PAGE: u32 = 4096;

/// The manifest in force, or what it would be if voting opened now.
pub(crate) fn manifest(stored: &StoredEdition) -> Result<Manifest, StoreError> {
    if let Some(manifest) = &stored.manifest {
        return serde_json::from_slice(&manifest.bytes).map_err(|_| StoreError::Corrupt {
            what: "the manifest",
        });
    }
    let contents = &stored.contents;
    Ok(voting::manifest(
        &contents.edition,
        &contents.categories,
        &contents.innovations,
        None,
    ))
}

/// The edition as it is stored now, and where to begin counting.
pub(crate) async fn load(
    store: &Arc<dyn Store>,
    edition: &EditionSlug,
    clock: &Clock,
    chance: &Chance,
) -> Result<(Snapshot, Follower), StoreError> {
    let stored = store
        .contents(edition)
        .await?
        .ok_or_else(|| StoreError::UnknownEdition(edition.clone()))?;
    let manifest = manifest(&stored)?;
    let evidence = evidence(&**store, &stored, &manifest).await?;
    let snapshot = Snapshot::new(stored, &manifest, clock.now(), chance);
    let voided = store.voided(edition).await?;
    let booths = booths(&**store, edition).await?;
    let sealed = store.without_opening(edition).await?.len();
    let follower = Follower::new(manifest, voided, booths, sealed, evidence);
    Ok((snapshot, follower))
}

/// What is known by now that settles ties. None before voting is open.
async fn evidence(
    store: &dyn Store,
    stored: &StoredEdition,
    manifest: &Manifest,
) -> Result<Evidence, StoreError> {
    let Some(hash) = stored.manifest.as_ref().map(|it| it.hash) else {
        return Ok(Evidence::default());
    };
    let known = store.evidence(&stored.contents.edition.slug).await?;
    let mut evidence = Evidence::default();
    if let Some(body) = known.jury {
        let published = serde_json::from_slice(&body).ok();
        let jury = published.and_then(|it| Evidence::jury(&it, manifest).ok());
        let what = "the jury's means";
        evidence.jury = jury.ok_or(StoreError::Corrupt { what })?;
    }
    evidence.lot = known.lot.map(|value| voting::lot_seed(&hash, &value));
    Ok(evidence)
}

async fn booths(store: &dyn Store, edition: &EditionSlug) -> Result<Booths, StoreError> {
    let booths = store.booths(edition).await?;
    Ok(Booths::new(booths.into_iter().map(|it| (it.name, it.keys))))
}

/// Counts what is new and shows it. Behind a full page two are read at a time.
pub(crate) async fn catch_up(app: &Shared, follower: &mut Follower) -> Result<(), StoreError> {
    let page = |after| app.store.counted_after(&app.edition, after, PAGE);
    let end = |ballots: &[CountedBallot]| ballots.last().map_or(0, |it| it.position);
    let mut found = page(follower.position()).await?;
    while found.len() == PAGE as usize {
        let from = end(&found);
        let next = from + u64::from(PAGE);
        let (first, second) = tokio::try_join!(page(from), page(next))?;
        let snapshot = app.snapshot();
        follower.take(found, snapshot.edition(), app.now());
        // Else it is the last, or positions have gaps: openings that were lost.
        found = if end(&first) == next {
            follower.take(first, snapshot.edition(), app.now());
            second
        } else {
            first
        };
    }
    follower.take(found, app.snapshot().edition(), app.now());
    follower.publish(&app.board, app.snapshot().edition().phase, app.now());
    app.live.publish(&app.board.shown(), clock::read(app));
    app.health.counted.strike();
    Ok(())
}

/// Runs until the server ends.
pub(crate) async fn run(app: Shared, mut follower: Follower) {
    let mut look_at = Instant::now() + LOOK;
    let mut shown = None;
    loop {
        tokio::select! {
            () = app.ballots.notified() => {}
            () = time::sleep_until(look_at) => {}
        }
        if Instant::now() >= look_at {
            look_at = Instant::now() + LOOK;
            let seen = match look(&app, &mut follower).await {
                Ok(()) => look_at_show(&app, &mut shown).await,
                failed => failed,
            };
            if let Err(error) = seen {
                tracing::error!(error = crate::run::causes(&error), "can't read the edition");
            }
        }
        if let Err(error) = catch_up(&app, &mut follower).await {
            tracing::error!(error = crate::run::causes(&error), "can't read the ballots");
        }
        time::sleep(PACE).await;
    }
}

/// Says once that another edition was put on show: this server goes on with its own.
async fn look_at_show(app: &Shared, known: &mut Option<EditionSlug>) -> Result<(), StoreError> {
    let shown = app.store.shown().await?;
    if let Some(next) = shown.as_ref().filter(|it| **it != app.edition)
        && shown != *known
    {
        tracing::warn!(
            edition = app.edition.as_str(),
            next = next.as_str(),
            "another edition was put on show: start the server again to serve it"
        );
    }
    *known = shown;
    Ok(())
}

/// Takes over a new revision.
async fn look(app: &Shared, follower: &mut Follower) -> Result<(), StoreError> {
    let known = app.snapshot().revision();
    if app.store.revision(&app.edition).await? == Some(known) {
        return Ok(());
    }
    let Some(stored) = app.store.contents(&app.edition).await? else {
        return Ok(());
    };
    let manifest = manifest(&stored)?;
    let evidence = evidence(&*app.store, &stored, &manifest).await?;
    let snapshot = Snapshot::new(stored, &manifest, app.now(), &app.chance);
    tracing::info!(
        revision = snapshot.revision(),
        phase = snapshot.edition().phase.as_str(),
        "the edition has changed"
    );
    follower.follow(
        manifest,
        app.store.voided(&app.edition).await?,
        booths(&*app.store, &app.edition).await?,
        app.store.without_opening(&app.edition).await?.len(),
        evidence,
    );
    for link in app.store.links(&app.edition).await? {
        if link.revoked.is_some() {
            app.stages.close(link.number);
        }
    }
    app.replace(snapshot);
    app.gallery.clear();
    Ok(())
}
