//! The same crowd at `PocketBase`, which tells each listener of each record.

use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use journeys::{JourneyError, Outcome};
use replay::connection::Connection;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    task::JoinSet,
    time::{interval, sleep},
};

use crate::crowd::{Delays, milliseconds_now};

/// A table that anybody may write to and listen to.
const TABLE: &str = r#"migrate((app) => {
  app.save(new Collection({
    type: "base", name: "ballots", createRule: "", listRule: "", viewRule: "",
    fields: [{ type: "number", name: "project" }, { type: "number", name: "sent" }],
  }))
})"#;

/// A running `PocketBase`; it ends when this is dropped.
pub(crate) struct PocketBase {
    child: Child,
    address: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Drop for PocketBase {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl PocketBase {
    pub(crate) async fn start(program: PathBuf) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(JourneyError::Network)?;
        let migrations = folder.path().join("migrations");
        let write = std::fs::create_dir(&migrations)
            .and_then(|()| std::fs::write(migrations.join("1_ballots.js"), TABLE));
        write.map_err(JourneyError::Network)?;
        // A port that is free now; it can't take any by itself and tell.
        let address = std::net::TcpListener::bind("127.0.0.1:0")
            .and_then(|it| it.local_addr())
            .map_err(JourneyError::Network)?;
        let child = Command::new(&program)
            .arg("serve")
            .args(["--http", &address.to_string()])
            .arg("--dir")
            .arg(folder.path().join("data"))
            .arg("--migrationsDir")
            .arg(&migrations)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(JourneyError::Network)?;
        let server = Self {
            child,
            address,
            _folder: folder,
        };
        for _ in 0..300 {
            if let Ok((status, _)) = Connection::new(address).get("/api/health").await
                && status.is_success()
            {
                return Ok(server);
            }
            sleep(Duration::from_millis(100)).await;
        }
        Err(JourneyError::broken("PocketBase does not answer"))
    }

    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// That many listeners while a ballot is cast each `each`, `casts` times.
    /// Gives how long each record took to each listener.
    pub(crate) async fn measure(
        &self,
        listeners: usize,
        casts: usize,
        each: Duration,
    ) -> Outcome<Arc<Delays>> {
        let delays = Arc::new(Delays::default());
        let ready = Arc::new(AtomicUsize::new(0));
        let heard = Arc::new(AtomicU64::new(0));
        let mut tasks = JoinSet::new();
        for _ in 0..listeners {
            tasks.spawn(listen(
                self.address,
                Arc::clone(&delays),
                Arc::clone(&ready),
                Arc::clone(&heard),
            ));
            sleep(Duration::from_micros(500)).await;
        }
        for _ in 0..600 {
            if ready.load(Ordering::Relaxed) == listeners {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        let there = ready.load(Ordering::Relaxed);
        if there < listeners {
            return Err(JourneyError::broken(format!(
                "{there} of {listeners} listen to PocketBase"
            )));
        }
        let mut connection = Connection::new(self.address);
        let mut pace = interval(each);
        for cast in 0..casts {
            pace.tick().await;
            let record = json!({ "project": cast % 48, "sent": milliseconds_now() });
            let (status, _) = connection
                .post(
                    "/api/collections/ballots/records",
                    record.to_string().into(),
                )
                .await
                .map_err(|error| JourneyError::broken(error.to_string()))?;
            if !status.is_success() {
                return Err(JourneyError::broken(format!("PocketBase says {status}")));
            }
        }
        // The last ones are on their way.
        sleep(Duration::from_secs(2)).await;
        let wanted = (listeners * casts) as u64;
        let missed = wanted.saturating_sub(heard.load(Ordering::Relaxed));
        eprintln!("  PocketBase: {missed} of {wanted} events did not come");
        Ok(delays)
    }
}

async fn listen(
    server: SocketAddr,
    delays: Arc<Delays>,
    ready: Arc<AtomicUsize>,
    heard: Arc<AtomicU64>,
) {
    let Ok(mut stream) = TcpStream::connect(server).await else {
        return;
    };
    let request = format!("GET /api/realtime HTTP/1.1\r\nHost: {server}\r\n\r\n");
    if stream.write_all(request.as_bytes()).await.is_err() {
        return;
    }
    let mut text = Vec::new();
    while let Ok(1..) = stream.read_buf(&mut text).await {
        while let Some(end) = text.windows(2).position(|it| it == b"\n\n") {
            let block = String::from_utf8_lossy(&text[..end]).into_owned();
            text.drain(..end + 2);
            let data = block
                .lines()
                .find_map(|line| line.strip_prefix("data:"))
                .and_then(|data| serde_json::from_str::<Value>(data).ok())
                .unwrap_or_default();
            if let Some(client) = data["clientId"].as_str() {
                let wish = json!({ "clientId": client, "subscriptions": ["ballots/*"] });
                let mut connection = Connection::new(server);
                let asked = connection.post("/api/realtime", wish.to_string().into());
                if asked.await.is_ok_and(|(status, _)| status.is_success()) {
                    ready.fetch_add(1, Ordering::Relaxed);
                }
            } else if let Some(sent) = data["record"]["sent"].as_u64() {
                heard.fetch_add(1, Ordering::Relaxed);
                delays.note(sent);
            }
        }
    }
}
