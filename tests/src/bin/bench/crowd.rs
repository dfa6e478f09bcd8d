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

use chrono::{DateTime, Utc};
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

/// What all listeners have seen.
#[derive(Debug)]
pub(crate) struct Seen {
    connected: AtomicUsize,
    refused: AtomicUsize,
    bytes: AtomicU64,
    /// How many snapshots took so many milliseconds.
    delays: Vec<AtomicU64>,
}

/// The listeners; they go when this is dropped.
pub(crate) struct Crowd {
    pub(crate) seen: Arc<Seen>,
    _tasks: JoinSet<()>,
}

impl Crowd {
    /// `listeners` that connect at once, `each` after the one before.
    pub(crate) async fn gather(server: SocketAddr, listeners: usize, each: Duration) -> Self {
        let seen = Arc::new(Seen {
            connected: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
            delays: (0..=SLOWEST).map(|_| AtomicU64::new(0)).collect(),
        });
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

impl Seen {
    pub(crate) fn connected(&self) -> usize {
        self.connected.load(Ordering::Relaxed)
    }

    pub(crate) fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn snapshots(&self) -> u64 {
        self.delays
            .iter()
            .map(|it| it.load(Ordering::Relaxed))
            .sum()
    }

    /// Milliseconds within which that share of all snapshots came.
    pub(crate) fn within(&self, share: f64) -> f64 {
        let mut left = self.snapshots() as f64 * share;
        for (delay, count) in self.delays.iter().enumerate() {
            left -= count.load(Ordering::Relaxed) as f64;
            if left <= 0.0 {
                return delay as f64;
            }
        }
        f64::NAN
    }

    /// Begins to measure anew.
    pub(crate) fn forget(&self) {
        for count in &self.delays {
            count.store(0, Ordering::Relaxed);
        }
        self.bytes.store(0, Ordering::Relaxed);
    }

    fn note(&self, sent: DateTime<Utc>) {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |it| it.as_millis());
        let sent = u128::try_from(sent.timestamp_millis()).unwrap_or(now);
        let delay = usize::try_from(now.saturating_sub(sent)).unwrap_or(SLOWEST);
        self.delays[delay.min(SLOWEST)].fetch_add(1, Ordering::Relaxed);
    }
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
                    && let Some(now) = data.split('"').next()
                    && let Ok(now) = DateTime::parse_from_rfc3339(now)
                {
                    seen.note(now.to_utc());
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
