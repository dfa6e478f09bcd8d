//! Connections: accepted up to a bound, with a limit on the time that a
//! client may take for its headers, and ended in order.
//!
//! `axum::serve` has neither a header timeout nor a bound, so one slow client
//! after another could hold all of them.

use std::{convert::Infallible, net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use socket2::SockRef;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time,
};
use tower::ServiceExt as _;

use crate::{
    address::LOCAL,
    listen::{Listener, Stream},
    patient::Patient,
};

/// Time for requests in hand once the server stops.
const GRACE: Duration = Duration::from_secs(10);
/// Time that a client may leave bytes unacknowledged.
const UNREAD: Duration = Duration::from_mins(1);
/// Time in which a client has to take some of what is there for it.
const UNTAKEN: Duration = Duration::from_secs(25);
/// Time to wait when the system has no file descriptor left.
const EXHAUSTED: Duration = Duration::from_millis(100);
/// The largest head of a request, in bytes; larger ones get a 431.
const HEAD: usize = 16 * 1024;
/// Descriptors for the database, its files and the like.
const RESERVE: usize = 64;
/// Connections that may wait to be accepted; the system may allow fewer. The usual
/// 128 are too few where a hall opens the page at once: who finds no room there
/// tries again after a second.
const QUEUE: i32 = 4096;
/// Most connections, where the system lets us have them.
const CONNECTIONS: usize = 16 * 1024;

/// Whose connections these are.
pub(crate) trait House: Send + Sync + 'static {
    fn connected(&self) {}

    fn disconnected(&self) {}

    /// What never ends by itself has to end now.
    fn closing(&self) {}
}

/// Runs until `stopped` says so and the last connection has ended.
pub(crate) async fn serve(
    listener: Listener,
    routes: Router,
    house: Arc<impl House>,
    patience: Duration,
    mut stopped: watch::Receiver<bool>,
) {
    if let Err(error) = lengthen_queue(&listener) {
        tracing::warn!(%error, "few connections may wait to be accepted");
    }
    let places = Arc::new(Semaphore::new(places()));
    let graceful = GracefulShutdown::new();
    let mut open = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            Some(_) = open.join_next() => continue,
            _ = stopped.wait_for(|it| *it) => break,
        };
        let (stream, peer, place) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "can't accept a connection");
                time::sleep(EXHAUSTED).await;
                continue;
            }
        };
        // An answer is written at once; waiting for more would only delay it.
        if let Stream::Address(stream) = &stream {
            let _ = stream.set_nodelay(true);
            // Nor may a client hold its place by never reading its answer.
            let _ = SockRef::from(stream).set_tcp_user_timeout(Some(UNREAD));
        }
        let stream = Patient::new(stream, UNTAKEN);
        let line = stream.line();
        let routes = routes.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            request.extensions_mut().insert(line.clone());
            let routes = routes.clone();
            async move { Ok::<_, Infallible>(answer(routes, request.map(Body::new)).await) }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(patience)
            .max_buf_size(HEAD)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        let house = Arc::clone(&house);
        open.spawn(async move {
            house.connected();
            // A connection that breaks is the client's business.
            let _ = connection.await;
            house.disconnected();
            drop(place);
        });
    }
    drop(listener);
    house.closing();
    if time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some connections were cut off");
    }
    open.shutdown().await;
}

/// Listening again does nothing else.
fn lengthen_queue(listener: &Listener) -> std::io::Result<()> {
    SockRef::from(listener).listen(QUEUE)
}

async fn accept(
    listener: &Listener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(Stream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places)
        .acquire_owned()
        .await
        .map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer.unwrap_or(LOCAL), place))
}

async fn answer(routes: Router, request: Request<Body>) -> axum::response::Response {
    match routes.oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

/// Connections that may listen to events; the others are for those who vote.
pub(crate) fn streams() -> usize {
    places() / 4 * 3
}

/// As many connections as there are file descriptors for.
fn places() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let descriptors = limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<usize>().ok())
        .unwrap_or(1024);
    descriptors.saturating_sub(RESERVE).clamp(16, CONNECTIONS)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use tokio::net::{TcpListener, TcpStream};

    use super::*;

    #[tokio::test]
    async fn a_hall_that_connects_at_once_finds_room() {
        let longest = std::fs::read_to_string("/proc/sys/net/core/somaxconn").unwrap();
        let longest: usize = longest.trim().parse().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let listener = Listener::from(listener);
        lengthen_queue(&listener).unwrap();
        // Nobody accepts: who finds no room waits for ever.
        let mut waiting = Vec::new();
        for _ in 0..longest.min(500) {
            let stream = TcpStream::connect(address);
            let stream = time::timeout(GRACE, stream).await;
            waiting.push(stream.expect("no room in the queue").unwrap());
        }
    }
}
