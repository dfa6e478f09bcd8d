//! Clauses about links, kiosks and booths.

use std::{error::Error, sync::Arc};

use ledger::KioskKey;
use wire::{Channel, LinkRole, Phase};

use super::{
    kiosk::{by_code, code_key, open, rows},
    sample::{at, contents, slug},
};
use crate::{CastOutcome, NewLink, ServerKeys, Store, StoreError, Voided};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

pub async fn the_servers_keys_are_made_once(store: Arc<dyn Store>) -> Result {
    let keys = |byte| ServerKeys {
        sign: [byte; 32],
        seal: [byte + 1; 32],
    };
    assert_eq!(store.server_keys(keys(1)).await?, keys(1));
    assert_eq!(store.server_keys(keys(7)).await?, keys(1));
    Ok(())
}

pub async fn a_link_is_revoked_for_good(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    let expires_at = at(9000);
    let screen = NewLink::Presenter { expires_at };
    assert_eq!(store.add_link(&slug(), &screen, at(-9)).await?, 1);
    let booth = "Manggar".to_owned();
    let kiosk = NewLink::Kiosk { booth, expires_at };
    assert_eq!(store.add_link(&slug(), &kiosk, at(-9)).await?, 2);
    let revision = store.revision(&slug()).await?;
    for (reason, minute) in [("hilang", -8), ("dicuri", -7)] {
        store.revoke_link(&slug(), 2, reason, at(minute)).await?;
    }
    assert!(store.revision(&slug()).await? > revision);
    let links = store.links(&slug()).await?;
    assert_eq!(links.len(), 2);
    assert_eq!(
        (links[0].role, links[0].revoked.as_ref()),
        (LinkRole::Presenter, None)
    );
    assert_eq!(links[1].booth.as_deref(), Some("Manggar"));
    assert_eq!(links[1].revoked, Some((at(-8), "hilang".to_owned())));
    assert_eq!(store.link(&slug(), 2).await?.as_ref(), Some(&links[1]));
    assert_eq!(store.link(&slug(), 3).await?, None);
    let unknown = store.revoke_link(&slug(), 3, "x", at(0)).await;
    assert!(matches!(unknown, Err(StoreError::UnknownLink(3))));
    Ok(())
}

pub async fn a_link_enrols_one_tablet(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    for booth in ["Manggar", "Gantung"] {
        let link = NewLink::Kiosk {
            booth: booth.to_owned(),
            expires_at: at(9000),
        };
        store.add_link(&slug(), &link, at(-9)).await?;
    }
    let presenter = NewLink::Presenter {
        expires_at: at(9000),
    };
    store.add_link(&slug(), &presenter, at(-9)).await?;
    let [one, other] = [1, 2].map(|seed| KioskKey::from_seed([seed; 32]).public_key());
    assert!(store.enrol(&slug(), 1, &one, at(-8)).await?);
    assert!(!store.enrol(&slug(), 1, &one, at(-7)).await?);
    for (number, key) in [(1, &other), (2, &one)] {
        let taken = store.enrol(&slug(), number, key, at(-6)).await;
        assert!(matches!(taken, Err(StoreError::KioskTaken(it)) if it == number));
    }
    let link = store.link(&slug(), 1).await?.ok_or("no link")?;
    assert_eq!(link.kiosk, Some((one, at(-8))));
    for number in [3, 4] {
        let unknown = store.enrol(&slug(), number, &other, at(-6)).await;
        assert!(matches!(unknown, Err(StoreError::UnknownKiosk(it)) if it == number));
    }
    store.revoke_link(&slug(), 2, "hilang", at(-5)).await?;
    let revoked = store.enrol(&slug(), 2, &other, at(-4)).await;
    assert!(matches!(revoked, Err(StoreError::KioskRevoked(2))));
    Ok(())
}

pub async fn a_code_votes_through_a_kiosk_and_stays_one_voter(store: Arc<dyn Store>) -> Result {
    let (booth, _) = open(&*store, 1).await?;
    let cast = async |vote, through_kiosk: bool| -> Result<CastOutcome> {
        let cast = booth.cast(vote)?;
        let cast = if through_kiosk {
            cast.through_kiosk()
        } else {
            cast
        };
        Ok(store.cast(&slug(), &[cast]).await?.remove(0))
    };
    let kiosk = by_code(1, 1, Channel::Kiosk);
    // The public way is closed to it, and the kiosk's to all else.
    assert_eq!(cast(kiosk, false).await?, CastOutcome::ChannelClosed);
    for channel in [Channel::Device, Channel::Code] {
        let vote = by_code(1, 1, channel);
        assert_eq!(cast(vote, true).await?, CastOutcome::ChannelClosed);
    }
    // Not even a kiosk takes a key that is no code.
    let stranger = by_code(9, 1, Channel::Kiosk);
    assert_eq!(cast(stranger, true).await?, CastOutcome::ChannelClosed);

    assert!(matches!(cast(kiosk, true).await?, CastOutcome::Stored(_)));
    assert!(matches!(cast(kiosk, true).await?, CastOutcome::Same(_)));
    let phone = by_code(1, 2, Channel::Code);
    assert!(matches!(cast(phone, false).await?, CastOutcome::Stored(_)));
    let kept = store.counted_after(&slug(), 0, 9).await?;
    let told: Vec<_> = kept.iter().map(|it| (it.seq, it.channel)).collect();
    assert_eq!(told, [(1, Channel::Kiosk), (2, Channel::Code)]);
    assert_eq!(kept[0].credential, kept[1].credential);
    assert_eq!(store.code_batches(&slug()).await?[0].codes_used, 1);
    assert!(store.check().await?.is_sound());
    store
        .void_codes(&slug(), Voided::Batch(1), "x", at(3))
        .await?;
    let late = by_code(1, 3, Channel::Kiosk);
    assert_eq!(cast(late, true).await?, CastOutcome::ChannelClosed);
    Ok(())
}

/// Until the result is final, and not before the vote.
pub async fn what_was_in_time_counts_until_the_result_is_final(store: Arc<dyn Store>) -> Result {
    let (booth, _) = open(&*store, 3).await?;
    store.set_phase(&slug(), Phase::Closed, at(600)).await?;
    let cast = |voter| -> Result<_> {
        let vote = by_code(voter, 1, Channel::Kiosk);
        Ok([booth.cast(vote)?.through_kiosk()])
    };
    let outcome = store.cast(&slug(), &cast(1)?).await?.remove(0);
    assert!(matches!(outcome, CastOutcome::Stored(_)), "{outcome:?}");
    store.set_phase(&slug(), Phase::Objection, at(601)).await?;
    let outcome = store.cast(&slug(), &cast(2)?).await?.remove(0);
    assert!(matches!(outcome, CastOutcome::Stored(_)), "{outcome:?}");
    store.set_phase(&slug(), Phase::Final, at(602)).await?;
    assert_eq!(store.cast(&slug(), &cast(3)?).await?, [CastOutcome::Over]);
    Ok(())
}

pub async fn booths_have_the_codes_that_may_vote(store: Arc<dyn Store>) -> Result {
    store.import(&contents(), at(-10)).await?;
    let keys: Vec<_> = (1..=6).map(code_key).collect();
    for (booth, part) in [("B", &keys[..2]), ("A", &keys[2..4]), ("B", &keys[4..])] {
        store.add_codes(&slug(), booth, part, at(-9)).await?;
    }
    assert_eq!(rows(&*store).await?, []);
    for batch in [1, 2, 3] {
        store.activate_codes(&slug(), batch, at(-8)).await?;
    }
    let told = |rows: &[(String, usize)]| {
        let mut text = String::new();
        for (name, keys) in rows {
            text.extend([name.as_str(), &keys.to_string(), " "]);
        }
        text
    };
    assert_eq!(told(&rows(&*store).await?), "A2 B4 ");
    store
        .void_codes(&slug(), Voided::Code(keys[0]), "x", at(-7))
        .await?;
    store
        .void_codes(&slug(), Voided::Batch(2), "x", at(-7))
        .await?;
    assert_eq!(told(&rows(&*store).await?), "B3 ");
    Ok(())
}
