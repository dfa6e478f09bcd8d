//! Takes what waits into the log: database, head file, public, in this order.

use std::{sync::Arc, time::Duration};

use store::{HeadFile, HeldHead, LogHead};
use tokio::{
    task,
    time::{self, MissedTickBehavior},
};

use super::{LogError, compare, settle::settle};
use crate::{app::App, run::causes};

/// An acknowledged ballot waits this long at most, but for a full batch.
const INTERVAL: Duration = Duration::from_secs(1);
/// Ballots of one batch at most.
const BATCH: u32 = 4096;

/// Runs until the server ends.
pub(crate) async fn run(app: &App) {
    let mut clock = time::interval(INTERVAL);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        catch_up(app).await;
    }
}

/// One look; what goes wrong is logged, and tried again with the next.
pub(crate) async fn catch_up(app: &App) {
    let done = match advance(app).await {
        Ok(Went::On) => {
            app.log.advanced.strike();
            let settled = settle(app).await;
            // A recount takes a while.
            app.log.advanced.strike();
            settled
        }
        Ok(Went::Nowhere) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = done {
        tracing::error!(error = causes(&error), "the public log could not go on");
    }
}

/// What became of a look.
enum Went {
    On,
    /// Another process holds the head, or it is not that of this database.
    Nowhere,
}

async fn advance(app: &App) -> Result<Went, LogError> {
    let (log, store) = (&app.log, &*app.store);
    let file = log.file.clone();
    // Held until all is done: no other server signs meanwhile.
    let Some((held, mut kept)) = task::spawn_blocking(move || hold(&file)).await?? else {
        return Ok(Went::Nowhere);
    };
    let held = Arc::new(held);
    let mut found = store.log_head(&app.edition).await?;
    let standing = compare(
        store,
        &app.edition,
        log.key(),
        kept.as_deref(),
        found.as_ref(),
    )
    .await?;
    let is_sound = standing.is_sound();
    let is_told = log.read(|it| it.standing.as_ref().is_some_and(|it| !it.is_sound()));
    if !is_sound && !is_told {
        tracing::error!(
            file = %log.file.path().display(),
            "{standing}: no ballots are taken and nothing is signed. \
             Stop the server and put the newest database in place: see docs/OPERATIONS.md, \
             \"When the server refuses\""
        );
    }
    let is_first = log.read(|it| it.standing.is_none());
    if is_first
        && kept.is_none()
        && let Some(head) = &found
    {
        tracing::warn!(
            file = %log.file().display(),
            entries = head.size,
            "the database has a public log, and there is no head file: nothing says whether it is \
             the newest. After a restore from a backup, stop, put the head file in place (never one \
             from a backup) and start again: see docs/OPERATIONS.md, \"The public log\""
        );
    }
    log.write(|it| it.standing = Some(standing));
    if !is_sound {
        return Ok(Went::Nowhere);
    }
    loop {
        if let Some(head) = found {
            if kept.as_ref() != Some(&head.checkpoint) {
                let (held, next) = (Arc::clone(&held), head.checkpoint.clone());
                let replaced = task::spawn_blocking(move || held.replace(kept.as_deref(), &next));
                replaced.await??;
                kept = Some(head.checkpoint.clone());
            }
            publish(app, head);
        }
        let done = store
            .sequence(&app.edition, BATCH, &|size, root| log.sign(size, root))
            .await?;
        if done.size == done.old {
            return Ok(Went::On);
        }
        tracing::debug!(size = done.size, new = done.size - done.old, "the log grew");
        found = store.log_head(&app.edition).await?;
    }
}

fn hold(file: &HeadFile) -> std::io::Result<Option<(HeldHead, Option<String>)>> {
    let Some(held) = file.hold()? else {
        return Ok(None);
    };
    let kept = held.read()?;
    Ok(Some((held, kept)))
}

fn publish(app: &App, head: LogHead) {
    let is_new = |it: &Arc<LogHead>| it.size < head.size;
    if app.log.published().as_ref().is_none_or(is_new) {
        app.log.write(|it| it.published = Some(Arc::new(head)));
    }
}
