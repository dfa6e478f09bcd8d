//! A running server with one named function for each thing that a test asks.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use chrono::{DateTime, Utc};
use ledger::Credential;
use reqwest::{Client, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use server::{Allowance, Chance, Clock, Options, Running};
use store::{HeadFile, Purpose, SqliteStore, Store};
use tempfile::TempDir;
use tokio::net::TcpListener;
use wire::{
    Ballot, BallotNumber, Channel, Contents, EditionSlug, Hash, Hex, Mark, Phase, Visibility,
};

use crate::fixture::{self, EDITION};

/// How long a change may take to be seen before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct TestApp {
    pub(crate) store: Arc<SqliteStore>,
    clock: Arc<Mutex<DateTime<Utc>>>,
    client: Client,
    running: Running,
    folder: TempDir,
}

/// What a test wants to be otherwise.
pub(crate) struct Setting {
    pub(crate) contents: Contents,
    pub(crate) phase: Phase,
    pub(crate) network: Option<Allowance>,
    pub(crate) public_url: Option<String>,
    pub(crate) patience: Duration,
    pub(crate) chance: Chance,
    pub(crate) witnesses: Vec<server::Witness>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            contents: fixture::contents(Visibility::Live, None),
            phase: Phase::Voting,
            network: None,
            public_url: None,
            patience: PATIENCE,
            chance: Chance::new(|| 7),
            witnesses: Vec::new(),
        }
    }
}

/// An answer that was read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).expect("an answer in JSON")
    }

    /// The code of a problem.
    pub(crate) fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        problem["code"]
            .as_str()
            .expect("a problem has a code")
            .to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("plain ASCII"))
    }
}

pub(crate) fn noon() -> DateTime<Utc> {
    "2026-08-08T05:00:00Z".parse().expect("a fixed moment")
}

pub(crate) fn credential(seed: u8) -> Credential {
    Credential::from_seed([seed; 32])
}

impl TestApp {
    /// An edition in the phase `voting`.
    pub(crate) async fn start() -> Self {
        Self::with(Setting::default()).await
    }

    pub(crate) async fn with(setting: Setting) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        Self::on(folder, setting).await
    }

    /// Another server on the same database.
    pub(crate) async fn again(self, setting: Setting) -> Self {
        let (store, folder) = self.stop().await;
        drop(store);
        Self::on(folder, setting).await
    }

    async fn on(folder: TempDir, setting: Setting) -> Self {
        let url = format!("sqlite:{}", folder.path().join("peta.db").display());
        // A server opens only what is there.
        SqliteStore::open(&url, Purpose::Import)
            .await
            .expect("a database")
            .close()
            .await;
        let store = SqliteStore::open(&url, Purpose::Serve)
            .await
            .expect("the database");
        let store = Arc::new(store);
        store
            .import(&setting.contents, noon())
            .await
            .expect("a valid edition");
        let clock = Arc::new(Mutex::new(noon()));
        let hand = Arc::clone(&clock);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        // The phase is there from the start: nobody has to wait for it.
        for phase in Phase::ALL {
            if phase > Phase::Preparing && phase <= setting.phase {
                store
                    .set_phase(&EDITION.into(), phase, noon())
                    .await
                    .expect("the next phase");
            }
        }
        let running = server::start(
            listener,
            Options {
                store: Arc::clone(&store) as Arc<dyn Store>,
                edition: EDITION.into(),
                public_url: setting.public_url,
                proxies: 0,
                network: setting.network,
                patience: setting.patience,
                clock: Clock::new(move || {
                    *hand.lock().expect("no test panics while it holds this")
                }),
                chance: setting.chance,
                log_lock: HeadFile::new(folder.path().join("peta.db.head")),
                witnesses: setting.witnesses,
            },
        )
        .await
        .expect("a server");
        let client = Client::new();
        Self {
            store,
            clock,
            client,
            running,
            folder,
        }
    }

    /// The address of its database.
    pub(crate) fn database(&self) -> String {
        format!("sqlite:{}", self.folder.path().join("peta.db").display())
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.running.place())
    }

    pub(crate) fn address(&self) -> std::net::SocketAddr {
        match self.running.place() {
            server::Place::Address(address) => *address,
            server::Place::Unix(path) => unreachable!("no test asks for {}", path.display()),
        }
    }

    pub(crate) async fn stop(self) -> (Arc<SqliteStore>, TempDir) {
        self.running.stop().await;
        (self.store, self.folder)
    }

    /// As [`TestApp::stop`], once the server has stopped by itself.
    pub(crate) async fn broken(mut self) -> (Arc<SqliteStore>, TempDir) {
        tokio::time::timeout(PATIENCE, self.running.broken())
            .await
            .expect("it stops by itself");
        (self.store, self.folder)
    }

    /// Who asks it for the time from now on panics.
    pub(crate) fn break_clock(&self) {
        let clock = Arc::clone(&self.clock);
        let breaking = std::thread::spawn(move || {
            let _held = clock.lock();
            std::panic::resume_unwind(Box::new(()));
        });
        assert!(breaking.join().is_err());
    }

    pub(crate) fn set_clock(&self, now: DateTime<Utc>) {
        *self
            .clock
            .lock()
            .expect("no test panics while it holds this") = now;
    }

    pub(crate) fn advance(&self, by: chrono::TimeDelta) {
        let mut clock = self
            .clock
            .lock()
            .expect("no test panics while it holds this");
        *clock += by;
    }

    pub(crate) fn request(&self, method: reqwest::Method, path: &str) -> RequestBuilder {
        self.client.request(method, self.url(path))
    }

    pub(crate) async fn send(&self, request: RequestBuilder) -> Answer {
        let response: Response = request.send().await.expect("an answer");
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.text().await.expect("a whole body"),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(reqwest::Method::GET, path)).await
    }

    pub(crate) async fn edition(&self) -> Answer {
        self.get("/api/v1/edition").await
    }

    pub(crate) async fn innovations(&self, query: &str) -> Answer {
        self.get(&format!("/api/v1/innovations?{query}")).await
    }

    pub(crate) async fn standings(&self) -> Answer {
        self.get("/api/v1/standings").await
    }

    pub(crate) async fn receipt(&self, credential: &Credential) -> Answer {
        self.get(&format!("/api/v1/receipts/{}", credential.public_key()))
            .await
    }

    pub(crate) async fn cast(&self, ballot: &Ballot) -> Answer {
        self.cast_from(ballot, None).await
    }

    pub(crate) async fn cast_from(&self, ballot: &Ballot, cookie: Option<&str>) -> Answer {
        let mut request = self
            .request(reqwest::Method::POST, "/api/v1/ballots")
            .json(ballot);
        if let Some(cookie) = cookie {
            request = request.header("cookie", cookie);
        }
        self.send(request).await
    }

    pub(crate) async fn set_phase(&self, phase: Phase) {
        self.store
            .set_phase(&Self::slug(), phase, noon())
            .await
            .expect("the next phase");
    }

    /// From the first phase to the vote.
    pub(crate) async fn open(&self) {
        for phase in [Phase::Registration, Phase::Verification, Phase::Voting] {
            self.set_phase(phase).await;
        }
        self.until("/api/v1/edition", |it| it.json()["phase"] == "voting")
            .await;
    }

    pub(crate) fn slug() -> EditionSlug {
        EDITION.into()
    }

    pub(crate) async fn manifest(&self) -> Hash {
        let stored = self
            .store
            .contents(&Self::slug())
            .await
            .expect("a database");
        stored
            .expect("an edition")
            .manifest
            .expect("voting was opened")
            .hash
    }

    /// A ballot for one innovation of the first contest.
    pub(crate) async fn ballot(&self, credential: &Credential, seq: u16, number: u32) -> Ballot {
        let marks = vec![Mark {
            contest: 0,
            number: BallotNumber(number),
            value: 1,
        }];
        let salt = Hex([u8::try_from(seq % 256).expect("a byte"); 32]);
        let manifest = self.manifest().await;
        credential.cast(Self::slug(), manifest, seq, Channel::Device, salt, marks)
    }

    /// Asks until the answer is as wanted.
    pub(crate) async fn until(&self, path: &str, wanted: impl Fn(&Answer) -> bool) -> Answer {
        let begun = Instant::now();
        loop {
            let answer = self.get(path).await;
            if wanted(&answer) {
                return answer;
            }
            assert!(begun.elapsed() < PATIENCE, "{path} stays {}", answer.body);
            // The server runs in the same process: it must get its turn.
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}
