//! After whatever went wrong the next write works, and nothing of the one before is
//! left.

use super::*;

/// What makes a cast fail, as a trigger.
const FAULTS: [&str; 3] = [
    // The whole transaction is gone, as on a full disk: nobody can take it back.
    "CREATE TRIGGER fault BEFORE INSERT ON ballot WHEN new.position = 2
     BEGIN SELECT RAISE(ROLLBACK, 'as if the disk were full'); END",
    // The same at the first row.
    "CREATE TRIGGER fault BEFORE INSERT ON credential
     BEGIN SELECT RAISE(ROLLBACK, 'as if the disk had failed'); END",
    // All is written, and can't be committed.
    "CREATE TRIGGER fault AFTER INSERT ON ballot WHEN new.position = 3
     BEGIN DELETE FROM credential WHERE edition = new.edition; END",
];

async fn change(folder: &TempDir, sql: &'static str) {
    let mut raw = raw(folder.path()).await;
    sqlx::query(sql).execute(&mut raw).await.unwrap();
    raw.close().await.unwrap();
}

#[tokio::test]
async fn a_write_that_failed_is_not_the_last() {
    for fault in FAULTS {
        let folder = made().await;
        let store = opened(folder.path(), Purpose::Serve).await.unwrap();
        let booth = open(&store).await.unwrap();
        let casts = booth.casts(&[1, 2, 3].map(Vote::first)).unwrap();
        change(&folder, fault).await;
        for failures in 1..=3 {
            let failed = store.cast(&slug(), &casts).await;
            let Err(StoreError::Database(cause)) = failed else {
                panic!("{fault}: {failed:?}");
            };
            // The true cause each time, and not what came of the one before.
            let cause = cause.to_string();
            assert!(
                cause.contains("as if") || cause.contains("FOREIGN KEY"),
                "{cause}"
            );
            let health = store.write_health();
            assert_eq!((health.failures, health.is_failing), (failures, true));
            assert_eq!(store.ballots_after(&slug(), 0, 9).await.unwrap(), []);
        }
        change(&folder, "DROP TRIGGER fault").await;
        // Without a ballot: a probe finds that all is well.
        store.probe().await.unwrap();
        assert!(!store.write_health().is_failing);
        let outcomes = store.cast(&slug(), &casts).await.unwrap();
        for (position, outcome) in (1..).zip(&outcomes) {
            assert!(matches!(outcome, CastOutcome::Stored(it) if it.position == position));
        }
        assert!(store.check().await.unwrap().is_sound());
        store.close().await;
    }
}

/// What a verb refuses by itself is no failure of the database.
#[tokio::test]
async fn a_refusal_is_no_failure() {
    let folder = made().await;
    let store = opened(folder.path(), Purpose::Serve).await.unwrap();
    open(&store).await.unwrap();
    let refused = store.set_phase(&slug(), Phase::Preparing, at(1)).await;
    assert!(
        matches!(refused, Err(StoreError::PhaseOrder { .. })),
        "{refused:?}"
    );
    assert_eq!(store.write_health().failures, 0);
    store.close().await;
}

/// One that goes away halfway leaves nothing that the next one could trip over.
#[tokio::test]
async fn a_write_that_is_dropped_leaves_nothing() {
    let folder = made().await;
    let store = opened(folder.path(), Purpose::Serve).await.unwrap();
    let booth = open(&store).await.unwrap();
    let casts = booth.casts(&[1, 2, 3].map(Vote::first)).unwrap();
    change(&folder, FAULTS[0]).await;
    for polls in 1..40 {
        let mut left = polls;
        let edition = slug();
        let mut cast = std::pin::pin!(store.cast(&edition, &casts));
        // Given up at another place each time.
        let given_up = std::future::poll_fn(|context| {
            left -= 1;
            let polled = cast.as_mut().poll(context).map(|_| ());
            if left == 0 {
                return std::task::Poll::Ready(());
            }
            polled
        });
        given_up.await;
    }
    change(&folder, "DROP TRIGGER fault").await;
    assert_eq!(store.cast(&slug(), &casts).await.unwrap().len(), 3);
    assert_eq!(store.ballots_after(&slug(), 0, 9).await.unwrap().len(), 3);
    store.close().await;
}
