//! Clauses about links, kiosks, their queues and booths.

use std::{error::Error, sync::Arc};

use ledger::KioskKey;
use wire::{Channel, LinkRole, Phase};

use super::{
    kiosk::{Kiosk, by_code, code_key, open, place, rows},
    sample::{at, contents, slug},
};
use crate::{
    Arrival, CastOutcome, NewLink, Place, ServerKeys, Settled, Store, StoreError, Voided, Way,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const IN_TIME: Place = Place::InTime { is_stored: false };

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

pub async fn envelopes_come_in_any_order_and_once(store: Arc<dyn Store>) -> Result {
    let (_, kiosk) = open(&*store, 4).await?;
    let queue = kiosk.queue(4);
    for order in [[3, 1, 0, 2], [0, 1, 2, 3]] {
        let some: Vec<_> = order.iter().map(|it| queue[*it].clone()).collect();
        let received = kiosk.send(&*store, &some, None, 5).await?;
        assert_eq!(received.places, [IN_TIME; 4]);
    }
    let done = [(1, Settled::Stored), (2, Settled::Entered)];
    store.settle(&slug(), 1, &done).await?;
    let no = Settled::Refused(wire::ProblemCode::BallotConflict);
    // What is stored stays so.
    store.settle(&slug(), 1, &[(1, no), (4, no)]).await?;
    let received = kiosk.send(&*store, &queue, None, 6).await?;
    assert_eq!(received.places[0], Place::InTime { is_stored: true });
    assert_eq!(received.places[1..], [IN_TIME; 3]);
    let listed = store.queues(&slug()).await?.remove(0);
    assert_eq!(
        (listed.known, listed.stored, listed.entered, listed.late),
        (4, 1, 1, 1)
    );
    assert_eq!(listed.refused, [("ballot_conflict".to_owned(), 1)]);
    assert_eq!(listed.missing, []);
    Ok(())
}

pub async fn a_head_before_the_close_counts_and_no_later_one(store: Arc<dyn Store>) -> Result {
    let (_, kiosk) = open(&*store, 5).await?;
    let queue = kiosk.queue(5);
    let head = kiosk.head(&queue[2]);
    let received = kiosk.send(&*store, &[], Some(&head), 599).await?;
    let logged = received.head.ok_or("no head")?;
    assert_eq!((logged.index, logged.in_time), (3, true));
    // A lower one says nothing new, and another queue's is a fork.
    let lower = kiosk.head(&queue[1]);
    let received = kiosk.send(&*store, &[], Some(&lower), 599).await?;
    assert_eq!(received.head.map(|it| it.index), Some(3));

    // After the close, in an order in which nothing is proven at first.
    let later = kiosk.head(&queue[4]);
    let places = kiosk.send(&*store, &queue[..1], Some(&later), 700).await?;
    assert_eq!((places.places, places.ready), (vec![Place::Late], vec![]));
    assert_eq!(
        places.head.map(|it| (it.index, it.in_time)),
        Some((5, false))
    );
    let places = kiosk.send(&*store, &queue[3..], None, 701).await?;
    assert_eq!(places.places, [Place::Late; 2]);
    let places = kiosk.send(&*store, &queue[2..3], None, 702).await?;
    assert_eq!((places.places, places.ready), (vec![IN_TIME], vec![]));
    let places = kiosk.send(&*store, &queue[1..2], None, 703).await?;
    assert_eq!(places.places, [IN_TIME]);
    // The first turns out to have been there too, and so does what was not
    // settled since.
    let indexes: Vec<_> = places.ready.iter().map(|it| it.index).collect();
    assert_eq!(indexes, [1, 3]);
    assert_eq!(places.ready[0], *queue[0].envelope());
    let done = [1, 2, 3].map(|index| (index, Settled::Stored));
    store.settle(&slug(), 1, &done).await?;
    let listed = store.queues(&slug()).await?.remove(0);
    assert_eq!((listed.stored, listed.late), (3, 2));
    // Whatever comes again, in whatever order: the same.
    let mut again = queue.clone();
    again.reverse();
    let received = kiosk.send(&*store, &again, Some(&later), 800).await?;
    let stored = Place::InTime { is_stored: true };
    assert_eq!(
        received.places,
        [Place::Late, Place::Late, stored, stored, stored]
    );
    Ok(())
}

pub async fn a_fork_is_refused_and_listed(store: Arc<dyn Store>) -> Result {
    let (_, kiosk) = open(&*store, 5).await?;
    let queue = kiosk.queue(2);
    kiosk.send(&*store, &queue, None, 5).await?;
    let other = kiosk.sealed(5, 2, queue[0].hash());
    let received = kiosk.send(&*store, &[other.clone()], None, 6).await?;
    assert_eq!(received.places, [Place::Forked]);
    let head = kiosk.head(&other);
    let received = kiosk.send(&*store, &[], Some(&head), 6).await?;
    assert!(received.is_head_forked && received.head.is_none());
    assert_eq!(store.queues(&slug()).await?[0].forks, 1);
    Ok(())
}

pub async fn before_the_vote_nothing_is_in_time(store: Arc<dyn Store>) -> Result {
    let (_, kiosk) = open(&*store, 2).await?;
    let queue = kiosk.queue(2);
    let head = kiosk.head(&queue[1]);
    let early = kiosk.send(&*store, &queue, Some(&head), -3).await?;
    assert_eq!(early.places, [Place::Early; 2]);
    assert_eq!(early.head.map(|it| it.in_time), Some(false));
    let received = kiosk.send(&*store, &queue[1..], Some(&head), 1).await?;
    assert_eq!(received.places, [IN_TIME]);
    assert_eq!(received.head.map(|it| it.in_time), Some(true));
    assert_eq!(received.ready, [queue[0].envelope().clone()]);
    Ok(())
}

pub async fn a_revoked_kiosk_is_refused_and_can_be_recovered(store: Arc<dyn Store>) -> Result {
    let (_, kiosk) = open(&*store, 2).await?;
    let queue = kiosk.queue(2);
    store.revoke_link(&slug(), 1, "hilang", at(5)).await?;
    let refused = store
        .receive(&slug(), 1, &queue, None, arrival(6, Way::Tablet))
        .await;
    assert!(matches!(refused, Err(StoreError::KioskRevoked(1))));
    let received = store
        .receive(&slug(), 1, &queue, None, arrival(7, Way::Operator))
        .await?;
    assert_eq!(received.places, [IN_TIME; 2]);
    let unknown = store
        .receive(&slug(), 2, &queue, None, arrival(7, Way::Operator))
        .await;
    assert!(matches!(unknown, Err(StoreError::UnknownKiosk(2))));
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
            text.push_str(&format!("{name}{keys} "));
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

fn arrival(minute: i64, way: Way) -> Arrival {
    Arrival {
        at: at(minute),
        way,
    }
}

/// What an envelope is known by is not the number of times that it came.
pub async fn replays_write_nothing_new(store: Arc<dyn Store>) -> Result {
    let (_, kiosk): (_, Kiosk) = open(&*store, 3).await?;
    let queue = kiosk.queue(3);
    for minute in 0..30 {
        let place = place(minute);
        let received = kiosk.send(&*store, &queue[place..=place], None, 5).await?;
        assert_eq!(received.places, [IN_TIME]);
    }
    assert_eq!(store.queues(&slug()).await?[0].known, 3);
    Ok(())
}
