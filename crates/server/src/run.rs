//! From options to a running server, and back to rest.

use std::{
    error::Error,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};

use futures_util::{FutureExt as _, future::FusedFuture as _};
use store::{Cashier, HeadFile, Queue, Store, StoreError};
use thiserror::Error;
use tokio::{sync::watch, task::JoinHandle};
use wire::{EditionSlug, Phase};

use crate::{
    Allowance, Chance, Clock,
    app::{App, Parts, Site},
    follow, health,
    limits::Limits,
    listen::{Listener, Place},
    log::{self, LogError, PublicLog, Witness},
    net,
    office::Office,
    repeats::{Kind, Repeats},
    router, upkeep,
};

/// What a server needs to know.
pub struct Options {
    pub store: Arc<dyn Store>,
    /// The one on show.
    pub edition: EditionSlug,
    /// Scheme and host as the public sees them; a slash at the end does no harm.
    /// None: the listening address.
    pub public_url: Option<String>,
    /// Trusted reverse proxies in front.
    pub proxies: u8,
    /// The breaker for casts from one network; none switches it off.
    pub network: Option<Allowance>,
    /// Time for a request's headers, and for an idle connection to send the next.
    pub patience: Duration,
    pub clock: Clock,
    pub chance: Chance,
    /// Where the last head of the public log is kept outside of the database.
    pub log_lock: HeadFile,
    /// Who is asked to cosign it.
    pub witnesses: Vec<Witness>,
}

/// Why a server did not start.
#[derive(Debug, Error)]
pub enum ServeError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no public log")]
    Log(#[from] LogError),
    #[error("threads can't be started")]
    Threads(#[source] std::io::Error),
    #[error("the listening address can't be read")]
    Listen(#[from] std::io::Error),
}

/// A server that answers.
pub struct Running {
    place: Place,
    phase: Phase,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// A part that the server can't go on without has failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a part of the server failed, so it has stopped: start it again")]
pub struct Broken;

impl Running {
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The phase that the edition was in when it started.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Waits until the server has stopped by itself: it takes no ballots that it
    /// could not write, count or log.
    pub async fn broken(&mut self) -> Broken {
        let _ = (&mut self.task).await;
        Broken
    }

    /// Stops accepting, finishes the requests in hand, writes the ballots
    /// that wait, closes the store. Not after [`Running::broken`].
    pub async fn stop(self) {
        let _ = self.stop.send(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the server did not end in order");
        }
    }
}

/// Reads the edition and all ballots, then answers on `listener`.
pub async fn start(listener: impl Into<Listener>, options: Options) -> Result<Running, ServeError> {
    let listener = listener.into();
    let Options {
        store,
        edition,
        public_url,
        proxies,
        network,
        patience,
        clock,
        chance,
        log_lock,
        witnesses,
    } = options;
    let (snapshot, mut follower) = follow::load(&store, &edition, &clock, &chance).await?;
    let phase = snapshot.edition().phase;
    let log = PublicLog::open(&*store, &edition, public_url.as_deref(), log_lock).await?;
    let office = Office::open().map_err(ServeError::Threads)?;
    let repeats = Arc::new(Repeats::default());
    let (cashier, writing) = {
        let _inside = office.handle().enter();
        let repeats = Arc::clone(&repeats);
        Cashier::start(
            Arc::clone(&store),
            edition,
            Queue::default(),
            move |error| {
                let error = causes(error);
                repeats.add(Kind::Unwritten { error });
            },
        )
    };
    let place = listener.place()?;
    let public_url = match public_url {
        Some(url) => url.trim_end_matches('/').to_owned(),
        None => reachable(&place),
    };
    let app = App::new(Parts {
        store: Arc::clone(&store),
        cashier,
        clock,
        chance,
        site: Site {
            public_url,
            proxies,
        },
        limits: Limits::new(network),
        log,
        snapshot,
        repeats: Arc::clone(&repeats),
    });
    follow::catch_up(&app, &mut follower).await?;
    // Before the first ballot: it may have to be refused.
    log::catch_up(&app).await;
    health::look(&app).await;
    let following = office.handle().spawn({
        let app = Arc::clone(&app);
        async move {
            tokio::join!(
                follow::run(Arc::clone(&app), follower),
                upkeep::run(&app),
                health::run(&app),
                app.repeats.run(),
                log::run(&app),
                log::ask(&app, &witnesses),
            );
        }
    });

    let (stop, stopped) = watch::channel(false);
    let serving = {
        let routes = router::routes(Arc::clone(&app));
        net::serve(listener, routes, app, patience, stopped)
    };
    let clerks = Clerks { following, writing };
    let task = tokio::spawn({
        let stop = stop.clone();
        async move {
            clerks.while_serving(serving, &stop).await;
            repeats.tell();
            store.close().await;
            drop(office);
        }
    });
    Ok(Running {
        place,
        phase,
        stop,
        task,
    })
}

/// Those without whom no ballot may be taken: they end only when they are told to.
struct Clerks {
    /// Counts, keeps the log, and looks after memory.
    following: JoinHandle<()>,
    /// Writes the ballots.
    writing: JoinHandle<()>,
}

impl Clerks {
    /// Until `serving` has ended, which `stop` tells it to. Where one of them
    /// fails before that, nothing is served any longer.
    async fn while_serving(self, serving: impl Future<Output = ()>, stop: &watch::Sender<bool>) {
        let dismissal = self.following.abort_handle();
        let (mut following, mut writing) = (self.following.fuse(), self.writing.fuse());
        let mut serving = pin!(serving);
        let failed = tokio::select! {
            () = &mut serving => None,
            ended = &mut following => Some(ended),
            ended = &mut writing => Some(ended),
        };
        if let Some(ended) = failed {
            let cause = ended.map_or_else(|it| it.to_string(), |()| "it ended".to_owned());
            tracing::error!(cause, "a part of the server failed: stopping");
            let _ = stop.send(true);
            serving.await;
        }
        // It holds the last clone of the app, and with it the cashier.
        dismissal.abort();
        if !following.is_terminated() {
            let _ = following.await;
        }
        if !writing.is_terminated()
            && let Err(error) = writing.await
        {
            tracing::error!(%error, "the writer did not end in order");
        }
    }
}

/// Where a browser on this machine finds it.
fn reachable(place: &Place) -> String {
    let address = match place {
        // Not without a proxy, whose name is not known here.
        Place::Unix(_) => return "http://localhost".to_owned(),
        Place::Address(address) => *address,
    };
    let address = match address.ip() {
        ip if !ip.is_unspecified() => address,
        IpAddr::V4(_) => SocketAddr::from((Ipv4Addr::LOCALHOST, address.port())),
        IpAddr::V6(_) => SocketAddr::from((Ipv6Addr::LOCALHOST, address.port())),
    };
    format!("http://{address}")
}

/// An error with everything that caused it, each said once.
pub(crate) fn causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Some say it in their own text already.
        let said = cause.to_string();
        if !text.ends_with(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::panic;

    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        #[derive(Debug, Error)]
        #[error("{text}")]
        struct Said {
            text: &'static str,
            source: Option<Box<Said>>,
        }
        let said = |text, source: Option<Said>| Said {
            text,
            source: source.map(Box::new),
        };
        let full = || said("disk is full", None);
        let doubled = said("the database says: disk is full", Some(full()));
        assert_eq!(causes(&doubled), "the database says: disk is full");
        let named = said("no ballot", Some(doubled));
        assert_eq!(causes(&named), "no ballot: the database says: disk is full");
    }

    /// Whichever of them fails: serving is told to end, and the other is waited for.
    #[tokio::test]
    async fn nothing_is_served_without_one_of_the_clerks() {
        for failing in 0..2 {
            let (stop, mut stopped) = watch::channel(false);
            let clerk = |place: i32| {
                let mut stopped = stop.subscribe();
                tokio::spawn(async move {
                    if place == failing {
                        panic::resume_unwind(Box::new(()));
                    }
                    let _ = stopped.wait_for(|it| *it).await;
                })
            };
            let (following, writing) = (clerk(0), clerk(1));
            let serving = async move {
                stopped.wait_for(|it| *it).await.expect("it is told");
            };
            let clerks = Clerks { following, writing };
            let ended = clerks.while_serving(serving, &stop);
            let ended = tokio::time::timeout(Duration::from_secs(20), ended).await;
            assert!(ended.is_ok(), "{failing}");
            assert!(*stop.borrow());
        }
    }
}
