//! Clauses about voting codes.

use std::{error::Error, sync::Arc};

use ledger::{Code, Credential};
use wire::{Channel, CodeState, CodeStatus, Hex, Phase, PublicKey};

use super::sample::{Booth, SECOND, Vote, at, begin, contents, slug};
use crate::{Cast, CastOutcome, Store, StoreError, Voided};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A vote with the code of a voter; codes need no device.
fn by_code(voter: u32) -> Vote {
    Vote {
        channel: Channel::Code,
        device: None,
        ..Vote::first(voter)
    }
}

fn key(voter: u32) -> PublicKey {
    by_code(voter).ballot(Hex([0; 32])).credential
}

/// The sample with batches of codes, and its voting open.
async fn open(store: &dyn Store, batches: &[(&str, &[PublicKey])]) -> Result<Booth> {
    store.import(&contents(), at(-10)).await?;
    for (number, (booth, keys)) in (1..).zip(batches) {
        let added = store.add_codes(&slug(), booth, keys, at(-9)).await?;
        assert_eq!(added, number);
    }
    Ok(begin(store).await?)
}

async fn cast(store: &dyn Store, booth: &Booth, vote: Vote) -> Result<CastOutcome> {
    let mut outcomes = store.cast(&slug(), &[booth.cast(vote)?]).await?;
    Ok(outcomes.remove(0))
}

fn is_stored(outcome: &CastOutcome) -> bool {
    matches!(outcome, CastOutcome::Stored(_))
}

pub async fn a_code_votes_once_its_batch_is_active(store: Arc<dyn Store>) -> Result {
    let keys: Vec<PublicKey> = (1..4).map(key).collect();
    let batches = [("Manggar", &keys[..2]), ("Gantung", &keys[2..])];
    let booth = open(&*store, &batches).await?;
    // Whoever has the keys can check that none was added.
    let stored = store.contents(&slug()).await?.ok_or("no edition")?;
    let manifest = stored.manifest.ok_or("no manifest")?;
    let manifest: wire::Manifest = serde_json::from_slice(&manifest.bytes)?;
    assert_eq!(manifest.roll, Some(ledger::roll_root(&keys)));
    let revision = store.revision(&slug()).await?;
    for voter in 1..4 {
        let outcome = cast(&*store, &booth, by_code(voter)).await?;
        assert_eq!(outcome, CastOutcome::ChannelClosed);
    }
    store.activate_codes(&slug(), 1, at(2)).await?;
    store.activate_codes(&slug(), 1, at(3)).await?;
    assert!(store.revision(&slug()).await? > revision);
    assert!(is_stored(&cast(&*store, &booth, by_code(1)).await?));
    assert_eq!(
        cast(&*store, &booth, by_code(3)).await?,
        CastOutcome::ChannelClosed
    );
    // A code that nobody made.
    assert_eq!(
        cast(&*store, &booth, by_code(4)).await?,
        CastOutcome::ChannelClosed
    );
    // By its public key: who knows no code learns nothing.
    let status = async |voter| store.code(&slug(), &key(voter)).await;
    let told = |state, seq| Some(CodeStatus { state, seq });
    assert_eq!(status(1).await?, told(CodeState::Active, Some(1)));
    assert_eq!(status(2).await?, told(CodeState::Active, None));
    assert_eq!(status(3).await?, told(CodeState::Waiting, None));
    assert_eq!(status(4).await?, None);
    assert_eq!(store.code(&"lain".into(), &key(1)).await?, None);
    let batches = store.code_batches(&slug()).await?;
    let told: Vec<_> = batches
        .iter()
        .map(|it| (it.number, it.booth.as_str(), it.codes, it.codes_used))
        .collect();
    assert_eq!(told, [(1, "Manggar", 2, 1), (2, "Gantung", 1, 0)]);
    assert_eq!(batches[0].made_at, at(-9));
    assert_eq!(batches[0].activated_at, Some(at(2)));
    assert_eq!(batches[1].activated_at, None);
    Ok(())
}

pub async fn a_code_is_one_credential(store: Arc<dyn Store>) -> Result {
    let booth = open(&*store, &[("Damar", &[key(1)])]).await?;
    store.activate_codes(&slug(), 1, at(0)).await?;
    // Its key is no device's, and the other way round.
    let as_device = Vote::first(1);
    assert_eq!(
        cast(&*store, &booth, as_device).await?,
        CastOutcome::ChannelClosed
    );
    assert!(is_stored(&cast(&*store, &booth, Vote::first(2)).await?));
    assert_eq!(
        cast(
            &*store,
            &booth,
            Vote {
                seq: 2,
                ..by_code(2)
            }
        )
        .await?,
        CastOutcome::ChannelClosed
    );
    // From two phones: the second ballot replaces the first.
    assert!(is_stored(&cast(&*store, &booth, by_code(1)).await?));
    let again = Vote {
        seq: 2,
        choice: SECOND,
        device: Some(9),
        ..by_code(1)
    };
    assert!(is_stored(&cast(&*store, &booth, again).await?));
    let receipt = store.receipt(&slug(), &key(1)).await?;
    assert_eq!(receipt.map(|it| it.seq), Some(2));
    let status = store.code(&slug(), &key(1)).await?;
    assert_eq!(status.and_then(|it| it.seq), Some(2));
    // A device's credential is no code.
    assert_eq!(store.code(&slug(), &key(2)).await?, None);
    Ok(())
}

pub async fn what_is_voided_votes_no_more(store: Arc<dyn Store>) -> Result {
    let keys: Vec<PublicKey> = (1..4).map(key).collect();
    let batches = [("Damar", &keys[..2]), ("Dendang", &keys[2..])];
    let booth = open(&*store, &batches).await?;
    for batch in [1, 2] {
        store.activate_codes(&slug(), batch, at(0)).await?;
    }
    for voter in 1..4 {
        assert!(is_stored(&cast(&*store, &booth, by_code(voter)).await?));
    }
    assert_eq!(store.voided(&slug()).await?, []);
    let revision = store.revision(&slug()).await?;
    store
        .void_codes(&slug(), Voided::Code(keys[0]), "slip hilang", at(4))
        .await?;
    assert!(store.revision(&slug()).await? > revision);
    assert_eq!(store.voided(&slug()).await?, [keys[0]]);
    store
        .void_codes(&slug(), Voided::Batch(2), "salah cetak", at(5))
        .await?;
    store
        .void_codes(&slug(), Voided::Batch(2), "lain", at(6))
        .await?;
    let mut both = [keys[0], keys[2]];
    both.sort_unstable();
    assert_eq!(store.voided(&slug()).await?, both);
    for (voter, votes) in [(1, false), (2, true), (3, false)] {
        let again = Vote {
            seq: 2,
            ..by_code(voter)
        };
        let outcome = cast(&*store, &booth, again).await?;
        assert_eq!(is_stored(&outcome), votes, "{voter}: {outcome:?}");
    }
    for (voter, state) in [
        (1, CodeState::Void),
        (2, CodeState::Active),
        (3, CodeState::Void),
    ] {
        let status = store.code(&slug(), &key(voter)).await?;
        assert_eq!(status.map(|it| it.state), Some(state), "{voter}");
    }
    // Nothing is deleted, and a retry still gets its receipt.
    assert_eq!(store.ballots_after(&slug(), 0, 10).await?.len(), 4);
    let same = cast(&*store, &booth, by_code(1)).await?;
    assert!(matches!(same, CastOutcome::Same(_)), "{same:?}");
    let batches = store.code_batches(&slug()).await?;
    assert_eq!((batches[0].codes_voided, &batches[0].voided), (1, &None));
    assert_eq!(batches[1].voided, Some((at(5), "salah cetak".to_owned())));
    let revived = store.activate_codes(&slug(), 2, at(7)).await;
    assert!(
        matches!(revived, Err(StoreError::VoidedBatch(2))),
        "{revived:?}"
    );
    Ok(())
}

pub async fn known_keys_and_late_batches_are_refused(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    let add = async |keys: &[PublicKey]| store.add_codes(&slug(), "Damar", keys, at(-9)).await;
    let twice = add(&[key(5), key(1), key(5)]).await;
    assert!(matches!(twice, Err(StoreError::KnownKey(it)) if it == key(5)));
    // All or nothing.
    assert_eq!(store.code_batches(&slug()).await?, []);
    assert_eq!(add(&[key(5)]).await?, 1);
    let taken = add(&[key(6), key(5)]).await;
    assert!(matches!(taken, Err(StoreError::KnownKey(it)) if it == key(5)));
    let unknown = store.activate_codes(&slug(), 2, at(0)).await;
    assert!(matches!(unknown, Err(StoreError::UnknownBatch(2))));
    let stranger = Credential::from_seed([1; 32]).public_key();
    let unknown = store
        .void_codes(&slug(), Voided::Code(stranger), "x", at(0))
        .await;
    assert!(matches!(unknown, Err(StoreError::UnknownCode(it)) if it == stranger));
    // An import touches no code.
    store.import(&contents(), at(-8)).await?;
    assert_eq!(store.code_batches(&slug()).await?[0].codes, 1);
    begin(&*store).await?;
    // The roll is in the manifest now.
    let late = add(&[key(6)]).await;
    assert!(matches!(late, Err(StoreError::TooLate(Phase::Voting))));
    store.set_phase(&slug(), Phase::Closed, at(600)).await?;
    let late = store.activate_codes(&slug(), 1, at(601)).await;
    assert!(matches!(late, Err(StoreError::TooLate(Phase::Closed))));
    store
        .void_codes(&slug(), Voided::Batch(1), "salah cetak", at(602))
        .await?;
    for phase in [Phase::Objection, Phase::Final] {
        store.set_phase(&slug(), phase, at(603)).await?;
    }
    let late = store
        .void_codes(&slug(), Voided::Batch(1), "salah cetak", at(604))
        .await;
    assert!(matches!(late, Err(StoreError::TooLate(Phase::Final))));
    Ok(())
}

/// A code of 75 random bits with its right check symbol stands for a seed that
/// is Argon2id of it, so the key is as good as random. 100,000 times Argon2id
/// would take an hour here; SHA-256 in its place gives keys that are no less
/// random, and the store sees nothing but the key.
pub async fn no_random_code_is_accepted(store: Arc<dyn Store>) -> Result {
    const TRIES: u64 = 100_000;
    let real: Vec<PublicKey> = (1..501).map(key).collect();
    let booth = open(&*store, &[("Manggar", &real)]).await?;
    store.activate_codes(&slug(), 1, at(0)).await?;
    let marks = by_code(1).ballot(booth.manifest).marks;
    let hash = |bytes: &[u8]| ledger::manifest_hash(bytes).0;
    let guess = |number: u64| -> Result<Cast> {
        let mut bits = [0; 10];
        bits.copy_from_slice(&hash(&number.to_be_bytes())[..10]);
        let code = Code::from_random(bits).to_string();
        // What a page would take.
        code.parse::<Code>()?;
        let credential = Credential::from_seed(hash(code.as_bytes()));
        let ballot = credential.cast(
            slug(),
            booth.manifest,
            1,
            Channel::Code,
            Hex([1; 32]),
            marks.clone(),
        );
        Ok(Cast::check(ballot, &booth.contests, None, at(1))?)
    };
    for begin in (0..TRIES).step_by(1000) {
        let batch: Vec<Cast> = (begin..begin + 1000).map(guess).collect::<Result<_>>()?;
        // The way of a page that asks first; a look-up each would take most of the time.
        for cast in batch.iter().step_by(10) {
            let known = store.code(&slug(), &cast.ballot().credential).await?;
            assert_eq!(known, None);
        }
        let outcomes = store.cast(&slug(), &batch).await?;
        assert_eq!(outcomes.len(), batch.len());
        let refused = |it: &CastOutcome| *it == CastOutcome::ChannelClosed;
        assert!(outcomes.iter().all(refused));
    }
    // They hold up none of those that were made.
    assert!(is_stored(&cast(&*store, &booth, by_code(1)).await?));
    assert_eq!(store.ballots_after(&slug(), 0, 10).await?.len(), 1);
    Ok(())
}
