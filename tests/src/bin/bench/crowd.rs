//! Very many listeners to events in one process, each on a connection of its
//! own, who come back when they lose it, as a browser does.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use chrono::DateTime;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
    time::sleep,
};

/// Until the server has told another.
const RETRY: Duration = Duration::from_secs(3);
/// What takes longer is in the last bucket, milliseconds.
const SLOWEST: usize = 20_000;

/// How long things took to come, in buckets of a millisecond.
#[derive(Debug)]
pub(crate) struct Delays(Vec<AtomicU64>);

/// What all listeners have seen.
#[derive(Debug)]
pub(crate) struct Seen {
    connected: AtomicUsize,
    refused: AtomicUsize,
    bytes: AtomicU64,
    /// From the making of a snapshot.
    pub(crate) delays: Delays,
    /// From the sending of a ballot, where `sent` says when that was.
    pub(crate) since_cast: Delays,
    /// When each ballot was sent, in their order: milliseconds since 1970.
    sent: Vec<AtomicU64>,
}

/// The listeners; they go when this is dropped.
pub(crate) struct Crowd {
    pub(crate) seen: Arc<Seen>,
    _tasks: JoinSet<()>,
}

impl Crowd {
    /// `listeners` that connect, `each` after the one before. `ballots` may be
    /// sent with [`Seen::sends`].
    pub(crate) async fn gather(
        server: SocketAddr,
        listeners: usize,
        each: Duration,
        ballots: usize,
    ) -> Self {
        let seen = Arc::new(Seen::new(ballots));
        let mut tasks = JoinSet::new();
        for _ in 0..listeners {
            tasks.spawn(stay(server, Arc::clone(&seen)));
            sleep(each).await;
        }
        Self {
            seen,
            _tasks: tasks,
        }
    }

    /// Those that ask for events and never read them.
    pub(crate) async fn deaf(server: SocketAddr, listeners: usize) -> Vec<TcpStream> {
        let mut deaf = Vec::new();
        for _ in 0..listeners {
            if let Ok(mut stream) = TcpStream::connect(server).await
                && stream.write_all(&request(server, "")).await.is_ok()
            {
                deaf.push(stream);
            }
        }
        deaf
    }
}

impl Default for Delays {
    fn default() -> Self {
        Self((0..=SLOWEST).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Delays {
    /// Something that was sent then, in milliseconds since 1970, has come.
    pub(crate) fn note(&self, sent: u64) {
        let delay = milliseconds_now().saturating_sub(sent);
        let delay = usize::try_from(delay).unwrap_or(SLOWEST);
        self.0[delay.min(SLOWEST)].fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|it| it.load(Ordering::Relaxed)).sum()
    }

    /// Milliseconds within which that share of all came.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let mut left = self.count() as f64 * share;
        for (delay, count) in self.0.iter().enumerate() {
            left -= count.load(Ordering::Relaxed) as f64;
            if left <= 0.0 {
                return delay as f64;
            }
        }
        f64::NAN
    }

    fn forget(&self) {
        for count in &self.0 {
            count.store(0, Ordering::Relaxed);
        }
    }
}

impl Seen {
    fn new(ballots: usize) -> Self {
        Self {
            connected: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            delays: Delays::default(),
            since_cast: Delays::default(),
            sent: (0..ballots).map(|_| AtomicU64::new(0)).collect(),
        }
    }

    pub(crate) fn connected(&self) -> usize {
        self.connected.load(Ordering::Relaxed)
    }

    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The ballot with that number, from 0, is on its way.
    pub(crate) fn sends(&self, ballot: usize) {
        if let Some(place) = self.sent.get(ballot) {
            place.store(milliseconds_now(), Ordering::Relaxed);
        }
    }

    /// Begins to measure anew.
    pub(crate) fn forget(&self) {
        self.delays.forget();
        self.bytes.store(0, Ordering::Relaxed);
    }

    /// A snapshot with that many ballots has come to one who knew of `before`.
    fn note_ballots(&self, before: usize, ballots: usize) {
        for sent in self.sent.iter().take(ballots).skip(before) {
            self.since_cast.note(sent.load(Ordering::Relaxed));
        }
    }
}

/// Milliseconds since 1970.
pub(crate) fn milliseconds_now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |it| u64::try_from(it.as_millis()).unwrap_or(0))
}

fn request(server: SocketAddr, last: &str) -> Vec<u8> {
    let mut text = format!("GET /api/v1/events HTTP/1.1\r\nHost: {server}\r\n");
    if !last.is_empty() {
        text.push_str("Last-Event-ID: ");
        text.push_str(last);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.into_bytes()
}

async fn stay(server: SocketAddr, seen: Arc<Seen>) {
    let mut last = String::new();
    let mut retry = RETRY;
    loop {
        if let Ok(stream) = TcpStream::connect(server).await {
            listen(stream, server, &seen, &mut last, &mut retry).await;
        }
        sleep(retry).await;
    }
}

/// Until the connection is lost.
async fn listen(
    mut stream: TcpStream,
    server: SocketAddr,
    seen: &Seen,
    last: &mut String,
    retry: &mut Duration,
) {
    if stream.write_all(&request(server, last)).await.is_err() {
        return;
    }
    let mut text = Vec::new();
    let mut ballots = 0;
    let mut is_in = false;
    while let Ok(read @ 1..) = stream.read_buf(&mut text).await {
        seen.bytes.fetch_add(read as u64, Ordering::Relaxed);
        while let Some(end) = text.windows(2).position(|it| it == b"\n\n") {
            if !is_in {
                is_in = true;
                seen.connected.fetch_add(1, Ordering::Relaxed);
            }
            let block = String::from_utf8_lossy(&text[..end]).into_owned();
            text.drain(..end + 2);
            for line in block.lines() {
                if let Some(id) = line.strip_prefix("id: ") {
                    id.clone_into(last);
                } else if let Some(wait) = line.strip_prefix("retry: ") {
                    *retry = wait.parse().map_or(RETRY, Duration::from_millis);
                } else if let Some(data) = line.strip_prefix("data: {\"clock\":{\"now\":\"")
                    && let Some((now, rest)) = data.split_once('"')
                    && let Ok(now) = DateTime::parse_from_rfc3339(now)
                {
                    seen.delays
                        .note(u64::try_from(now.timestamp_millis()).unwrap_or(0));
                    let count = rest.split("\"ballots\":").nth(1);
                    let count = count.and_then(|it| it.split(',').next()?.parse().ok());
                    if let Some(count) = count
                        && !seen.sent.is_empty()
                    {
                        seen.note_ballots(ballots, count);
                        ballots = count;
                    }
                }
            }
        }
        if !is_in && text.starts_with(b"HTTP/1.1 503") {
            seen.refused.fetch_add(1, Ordering::Relaxed);
            return;
        }
    }
    if is_in {
        seen.connected.fetch_sub(1, Ordering::Relaxed);
    }
}
