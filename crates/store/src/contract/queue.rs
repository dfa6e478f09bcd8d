//! Clauses about the queues of kiosks.

use std::{error::Error, sync::Arc};

use super::{
    kiosk::{Kiosk, open, place},
    sample::{at, slug},
};
use crate::{Arrival, Place, Settled, Store, StoreError, Way};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const IN_TIME: Place = Place::InTime { is_stored: false };

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
    // Proven, but all of them count or none.
    assert_eq!((places.places, places.ready), (vec![Place::Late], vec![]));
    let places = kiosk.send(&*store, &queue[1..2], None, 703).await?;
    assert_eq!(places.places, [IN_TIME]);
    // The others turn out to have been there too.
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
    let received = kiosk
        .send(&*store, std::slice::from_ref(&other), None, 6)
        .await?;
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
