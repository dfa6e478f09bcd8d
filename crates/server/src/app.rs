//! What all requests share.

use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, Utc};
use store::{Cashier, Store};
use tokio::sync::{Notify, OnceCell};
use wire::EditionSlug;

use crate::{
    chance::Chance,
    clock::Clock,
    front::Front,
    health::Health,
    keys::{self, Keys, KeysError},
    limits::Limits,
    live::Hub,
    log::PublicLog,
    meters::Meters,
    net::House,
    og::Gallery,
    repeats::Repeats,
    snapshot::Snapshot,
    stage::Stages,
    standings::Board,
};

pub(crate) type Shared = Arc<App>;

/// The running server, as its handlers see it.
pub(crate) struct App {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) cashier: Cashier,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) edition: EditionSlug,
    pub(crate) site: Site,
    pub(crate) limits: Limits,
    pub(crate) meters: Meters,
    pub(crate) repeats: Arc<Repeats>,
    pub(crate) health: Health,
    pub(crate) front: Front,
    pub(crate) board: Board,
    pub(crate) live: Hub,
    pub(crate) log: PublicLog,
    pub(crate) stages: Stages,
    pub(crate) gallery: Gallery,
    keys: OnceCell<Keys>,
    /// Told after each ballot that was stored.
    pub(crate) ballots: Notify,
    snapshot: RwLock<Arc<Snapshot>>,
}

/// Where the server stands in the world.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// Scheme and host without a slash at the end.
    pub(crate) public_url: String,
    /// Reverse proxies in front whose `X-Forwarded-For` is believed.
    pub(crate) proxies: u8,
}

impl Site {
    pub(crate) fn is_https(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The absolute address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        [self.public_url.as_str(), path].concat()
    }
}

impl House for App {
    fn connected(&self) {
        self.meters.connected();
    }

    fn disconnected(&self) {
        self.meters.disconnected();
    }

    /// Events never end by themselves.
    fn closing(&self) {
        self.live.end();
        self.stages.end();
    }
}

/// The parts of an [`App`].
pub(crate) struct Parts {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) cashier: Cashier,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) site: Site,
    pub(crate) limits: Limits,
    pub(crate) log: PublicLog,
    pub(crate) snapshot: Snapshot,
    pub(crate) repeats: Arc<Repeats>,
}

impl App {
    pub(crate) fn new(parts: Parts) -> Shared {
        let Parts {
            store,
            cashier,
            clock,
            chance,
            site,
            limits,
            log,
            snapshot,
            repeats,
        } = parts;
        let edition = snapshot.edition();
        Arc::new(Self {
            store,
            cashier,
            edition: edition.slug.clone(),
            site,
            limits,
            meters: Meters::default(),
            repeats,
            health: Health::default(),
            front: Front::default(),
            board: Board::empty(edition.slug.clone(), edition.phase, clock.now()),
            live: Hub::new(chance.throw()),
            log,
            stages: Stages::default(),
            keys: OnceCell::new(),
            clock,
            chance,
            gallery: Gallery::default(),
            ballots: Notify::new(),
            snapshot: RwLock::new(Arc::new(snapshot)),
        })
    }

    /// The server's keys, made at first need.
    pub(crate) async fn keys(&self) -> Result<&Keys, KeysError> {
        self.keys.get_or_try_init(|| keys::load(&*self.store)).await
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// What holds now: the clock may have opened or closed the vote since the
    /// last look.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        let now = self.now();
        let known = Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner));
        if known.holds_at(now) {
            return known;
        }
        let made = Arc::new(known.at(now, &self.chance));
        let mut place = self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        // Another may have been faster, or a new revision has come.
        if Arc::ptr_eq(&place, &known) {
            *place = made;
        }
        Arc::clone(&place)
    }

    pub(crate) fn replace(&self, snapshot: Snapshot) {
        *self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(snapshot);
    }
}
