//! The result: counted from the published log, as everybody may, and kept with
//! its two entries.

use ledger::log::{TILE_WIDTH, encode_bundle};
use recount::{Bundle, Counted, Evidence, Recount, Report};
use store::{LogHead, LogResult, Store, StoreError};
use tokio::task;
use wire::{EditionSlug, OpeningPolicy, Phase, PublishedRoll, RollBatch};

use super::{LogError, PublicLog, sample::sample};
use crate::app::App;

/// Ballots that are read at once.
const PAGE: u32 = 4096;
/// Why a ballot is void that came back from the log, and that nobody sent again.
const SEALED: &str = "\
    Isi surat suara ini hilang karena gangguan, dan tidak dikirim ulang.\n\
    The marks of this ballot were lost by an accident, and were not sent again.";
/// Entries that a result adds.
const OWN: u64 = 2;

/// Publishes the result once the objection period has begun, and anew whenever
/// the log has more than it was counted from.
pub(super) async fn settle(app: &App) -> Result<(), LogError> {
    if app.snapshot().edition().phase < Phase::Objection {
        return Ok(());
    }
    let Some(head) = app.log.published() else {
        return Ok(());
    };
    let settled = || app.log.read(|it| it.result.clone());
    if settled().is_none() {
        let known = app.store.result(&app.edition).await?;
        app.log.write(|it| it.result = known.map(Into::into));
    }
    if settled().is_some_and(|it| head.size <= it.size + OWN) {
        return Ok(());
    }
    // What did not hold does not hold with the next look either.
    if app.log.read(|it| it.refused == head.size) {
        return Ok(());
    }
    let reason = SEALED.parse().map_err(StoreError::from)?;
    let voided = app.store.void_without_opening(&app.edition, &reason);
    let voided = voided.await?;
    if voided > 0 {
        tracing::error!(
            ballots = voided,
            "ballots whose marks were lost are void: their hashes are in the log"
        );
        // They have to stand in the log first.
        return Ok(());
    }
    let batches = app.store.roll(&app.edition).await?;
    let counted = count(&app.log, &*app.store, &app.edition, &head, &batches).await;
    if let Err(LogError::Fault(_)) = counted {
        app.log.write(|it| it.refused = head.size);
    }
    let report = counted?;
    let (mut result, root) = published(&report, batches)?;
    let drawn = report.drawn();
    if !drawn.is_empty() && !report.is_telling() {
        let file = sample(&*app.store, &app.edition, &result, &drawn).await?;
        result.sample = Some(file);
    }
    if app
        .store
        .publish_result(&app.edition, &result, root)
        .await?
    {
        tracing::info!(
            size = result.size,
            ballots = result.ballots,
            open = result.is_open,
            "the result is in the log"
        );
        app.log.write(|it| it.result = Some(result.into()));
    }
    Ok(())
}

/// Whether the log, at that head, has the entries of the result.
pub(crate) fn is_in(result: &LogResult, head: &LogHead) -> bool {
    result.size + OWN <= head.size
}

/// Counts what stands in the log, and proves it on the way.
async fn count(
    log: &PublicLog,
    store: &dyn Store,
    edition: &EditionSlug,
    head: &LogHead,
    batches: &[RollBatch],
) -> Result<Report, LogError> {
    let known = store.evidence(edition).await?;
    let stored = store.contents(edition).await?;
    let manifest = stored.and_then(|it| it.manifest).ok_or(LogError::Torn)?;
    let roll = serde_json::to_vec(&PublishedRoll {
        batches: batches.to_vec(),
    });
    let mut recount = Recount::start(&Evidence {
        key: format!("{}\n", log.key()).as_bytes(),
        checkpoint: head.checkpoint.as_bytes(),
        manifest: &manifest.bytes,
        roll: &roll.map_err(|_| LogError::Torn)?,
        jury: known.jury.as_deref(),
        anew: true,
        ..Evidence::default()
    })?;
    for tile in recount.bundles() {
        let bytes = store.log_tile(edition, tile).await?.ok_or(LogError::Torn)?;
        // Signatures: too long for a thread that answers requests.
        let bundle = task::spawn_blocking(move || Bundle::check(tile, &bytes)).await??;
        recount.take(bundle);
    }
    let mut counted = recount.end()?;
    open(store, edition, &mut counted).await?;
    Ok(counted.end()?)
}

async fn open(
    store: &dyn Store,
    edition: &EditionSlug,
    counted: &mut Counted,
) -> Result<(), LogError> {
    let (mut next, mut waiting) = (0, Vec::new());
    loop {
        let page = store.openings_from(edition, next, PAGE).await?;
        let Some((last, _)) = page.last() else { break };
        next = last + 1;
        let opened = page.iter().filter(|(index, _)| counted.counts(*index));
        waiting.extend(opened.map(|(_, opening)| opening.to_bytes()));
        while waiting.len() >= usize::from(TILE_WIDTH) {
            let rest = waiting.split_off(usize::from(TILE_WIDTH));
            counted.take(&bundle(&waiting)?)?;
            waiting = rest;
        }
    }
    if !waiting.is_empty() {
        counted.take(&bundle(&waiting)?)?;
    }
    Ok(())
}

pub(crate) fn bundle(openings: &[Vec<u8>]) -> Result<Vec<u8>, LogError> {
    encode_bundle(openings.iter().map(Vec::as_slice)).map_err(|_| LogError::Torn)
}

fn published(
    report: &Report,
    batches: Vec<RollBatch>,
) -> Result<(LogResult, wire::Hash), LogError> {
    let json = |_| LogError::Torn;
    let result = report.result().ok_or(LogError::Torn)?;
    let is_telling = report.is_telling();
    if is_telling {
        tracing::warn!(
            unique = report.unique(),
            ballots = report.ballots,
            "the marks of too many ballots are like no other's: they are open to auditors only"
        );
    }
    Ok((
        LogResult {
            size: report.size,
            ballots: report.ballots,
            counted: report.counted(),
            is_open: report.manifest.openings == OpeningPolicy::All && !is_telling,
            body: serde_json::to_vec_pretty(&result).map_err(json)?,
            roll: serde_json::to_vec(&report.roll(batches)).map_err(json)?,
            sample: None,
        },
        report.openings_root,
    ))
}

/// Openings of one file, from 0: 256 of the ballots that count, in the order of
/// the log. None behind the last.
pub(crate) async fn openings(
    store: &dyn Store,
    edition: &EditionSlug,
    result: &LogResult,
    number: u64,
) -> Result<Option<Vec<Vec<u8>>>, StoreError> {
    let width = u64::from(TILE_WIDTH);
    let Some(first) = number.checked_mul(width).filter(|it| *it < result.ballots) else {
        return Ok(None);
    };
    let mut wanted = indexes(&result.counted)
        .skip(usize::try_from(first).unwrap_or(usize::MAX))
        .take(usize::from(TILE_WIDTH))
        .peekable();
    let mut found = Vec::with_capacity(usize::from(TILE_WIDTH));
    while let Some(next) = wanted.peek().copied() {
        let page = store
            .openings_from(edition, next, u32::from(TILE_WIDTH))
            .await?;
        for (index, opening) in &page {
            if wanted.next_if_eq(index).is_some() {
                found.push(opening.to_bytes());
            }
        }
        if page.is_empty() {
            return Err(StoreError::Corrupt {
                what: "the openings",
            });
        }
    }
    Ok(Some(found))
}

/// The places of bits that are set.
fn indexes(bits: &[u8]) -> impl Iterator<Item = u64> {
    (0..).zip(bits).flat_map(|(byte, bits): (u64, &u8)| {
        let bits = *bits;
        (0..8).filter_map(move |bit| (bits >> bit & 1 == 1).then_some(byte * 8 + bit))
    })
}
