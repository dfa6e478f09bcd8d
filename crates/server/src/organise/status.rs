//! How everything stands, for whoever runs it.

use chrono::{DateTime, Utc};
use serde::Serialize;
use store::Store;
use wire::{Channel, EditionSlug, Phase, Region};

use super::ActError;

/// All editions of a database.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Status {
    /// What a server serves.
    pub(crate) shown: Option<EditionSlug>,
    /// The one on show first.
    pub(crate) editions: Vec<EditionStatus>,
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct EditionStatus {
    pub(crate) slug: EditionSlug,
    pub(crate) phase: Phase,
    pub(crate) phase_since: DateTime<Utc>,
    #[serde(skip)]
    pub(crate) region: Region,
    pub(crate) opens_at: Option<DateTime<Utc>>,
    pub(crate) closes_at: Option<DateTime<Utc>>,
    /// Before the result may be final.
    pub(crate) objection_days: u16,
    pub(crate) innovations: usize,
    pub(crate) ballots: Vec<ChannelStatus>,
    pub(crate) codes: CodesStatus,
    /// None where the public log is empty.
    pub(crate) log_size: Option<u64>,
}

#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct ChannelStatus {
    pub(crate) channel: Channel,
    pub(crate) ballots: u64,
    pub(crate) void: u64,
}

#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct CodesStatus {
    pub(crate) batches: u64,
    /// Of those, how many may vote.
    pub(crate) active: u64,
    pub(crate) codes: u64,
    pub(crate) used: u64,
}

pub(crate) async fn status(store: &dyn Store) -> Result<Status, ActError> {
    let shown = store.shown().await?;
    let mut editions = Vec::new();
    for (slug, phase) in store.editions().await? {
        editions.push(of(store, slug, phase).await?);
    }
    editions.sort_by_key(|it| Some(&it.slug) != shown.as_ref());
    Ok(Status { shown, editions })
}

async fn of(store: &dyn Store, slug: EditionSlug, phase: Phase) -> Result<EditionStatus, ActError> {
    let stored = super::stored(store, &slug).await?;
    let edition = stored.contents.edition;
    let mut codes = CodesStatus::default();
    for batch in store.code_batches(&slug).await? {
        let is_live = batch.voided.is_none();
        codes.batches += 1;
        codes.active += u64::from(is_live && batch.activated_at.is_some());
        codes.codes += batch.codes;
        codes.used += batch.codes_used;
    }
    let ballots = store.turnout(&slug).await?.into_iter();
    Ok(EditionStatus {
        phase,
        phase_since: stored.phase_since,
        region: edition.region,
        opens_at: edition.voting_opens_at,
        closes_at: edition.voting_closes_at,
        objection_days: edition.objection_days,
        innovations: stored.contents.innovations.len(),
        ballots: ballots
            .map(|it| ChannelStatus {
                channel: it.channel,
                ballots: it.ballots,
                void: it.void,
            })
            .collect(),
        codes,
        log_size: store.log_head(&slug).await?.map(|it| it.size),
        slug,
    })
}
