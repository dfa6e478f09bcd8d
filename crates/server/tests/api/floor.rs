//! The event floor in a test: codes, signed links, an enrolled tablet.

use chrono::{DateTime, TimeDelta, Utc};
use ledger::{Credential, Enclosed, KioskKey, Link, NO_ENVELOPE, SealSecret, envelope_hash};
use reqwest::{Method, StatusCode};
use serde_json::json;
use store::{Floor as _, NewLink, ServerKeys, Store as _};
use wire::{
    BallotNumber, Channel, Contents, Delivered, Delivery, Envelope, EnvelopeOutcome, Hash, Head,
    Hex, LinkRole, Mark, PaperEntry, Phase, Visibility,
};

use crate::{
    app::{Answer, Setting, TestApp, credential, noon},
    fixture,
};

/// The server's keys in tests.
pub(crate) fn secrets() -> ServerKeys {
    ServerKeys {
        sign: [81; 32],
        seal: [82; 32],
    }
}

pub(crate) fn expires() -> DateTime<Utc> {
    noon() + TimeDelta::days(14)
}

/// A server whose voting is open until two hours after noon, with codes 1 to
/// `codes` (`app::credential`) for Manggar, of which all may vote.
pub(crate) async fn floor(codes: u8) -> TestApp {
    floor_until(codes, noon() + TimeDelta::hours(2)).await
}

pub(crate) async fn floor_until(codes: u8, closes_at: DateTime<Utc>) -> TestApp {
    open(codes, fixture::contents(Visibility::Live, Some(closes_at))).await
}

pub(crate) async fn floor_of(codes: u8, visibility: Visibility) -> TestApp {
    let closes_at = Some(noon() + TimeDelta::hours(2));
    open(codes, fixture::contents(visibility, closes_at)).await
}

async fn open(codes: u8, contents: Contents) -> TestApp {
    floor_with(
        codes,
        Setting {
            contents,
            ..Setting::default()
        },
    )
    .await
}

pub(crate) async fn floor_with(codes: u8, setting: Setting) -> TestApp {
    let app = TestApp::with(Setting {
        phase: Phase::Preparing,
        ..setting
    })
    .await;
    let keys: Vec<_> = (1..=codes).map(|it| credential(it).public_key()).collect();
    let slug = TestApp::slug();
    let batch = app.store.add_codes(&slug, "Manggar", &keys, noon()).await;
    let batch = batch.expect("new codes");
    let active = app.store.activate_codes(&slug, batch, noon()).await;
    active.expect("a batch");
    app.store.server_keys(secrets()).await.expect("keys");
    app.open().await;
    app
}

/// A link's number and token.
pub(crate) async fn link(app: &TestApp, booth: Option<&str>) -> (u32, String) {
    let (role, new) = match booth {
        None => (
            LinkRole::Presenter,
            NewLink::Presenter {
                expires_at: expires(),
            },
        ),
        Some(booth) => (
            LinkRole::Kiosk,
            NewLink::Kiosk {
                booth: booth.to_owned(),
                expires_at: expires(),
            },
        ),
    };
    let added = app.store.add_link(&TestApp::slug(), &new, noon()).await;
    let number = added.expect("a link");
    (number, token(role, number, expires()))
}

pub(crate) fn token(role: LinkRole, number: u32, expires_at: DateTime<Utc>) -> String {
    let link = Link {
        role,
        number,
        expires: expires_at.timestamp().try_into().expect("after 1970"),
    };
    link.token(&secrets().sign, &TestApp::slug())
}

pub(crate) async fn with_token(
    app: &TestApp,
    method: Method,
    path: &str,
    token: &str,
    body: Option<serde_json::Value>,
) -> Answer {
    let mut request = app.request(method, path).bearer_auth(token);
    if let Some(body) = body {
        request = request.json(&body);
    }
    app.send(request).await
}

/// A tablet with its queue.
pub(crate) struct Kiosk {
    pub(crate) number: u32,
    pub(crate) token: String,
    pub(crate) key: KioskKey,
    manifest: Hash,
    pub(crate) queue: Vec<Envelope>,
}

impl Kiosk {
    /// Enrols one with a key made of `seed`.
    pub(crate) async fn enrol(app: &TestApp, seed: u8) -> Self {
        let (number, token) = link(app, Some("Manggar")).await;
        let key = KioskKey::from_seed([seed; 32]);
        let body = json!(key.enrol(&TestApp::slug(), number));
        let answer = with_token(app, Method::POST, "/api/v1/kiosks", &token, Some(body)).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
        Self {
            number,
            token,
            key,
            manifest: app.manifest().await,
            queue: Vec::new(),
        }
    }

    /// A vote with a code, put at the end of the queue.
    pub(crate) fn vote(&mut self, code: &Credential, seq: u16, number: u32) {
        self.put(code, seq, number, None);
    }

    pub(crate) fn put(
        &mut self,
        code: &Credential,
        seq: u16,
        number: u32,
        entry: Option<PaperEntry>,
    ) {
        let channel = entry.map_or(Channel::Kiosk, |_| Channel::Paper);
        let index = u32::try_from(self.queue.len()).expect("few") + 1;
        let mut salt = [7; 32];
        salt[0] = u8::try_from(index % 250).expect("a byte");
        let mark = Mark {
            contest: 0,
            number: BallotNumber(number),
            value: 1,
        };
        let ballot = code.cast(
            TestApp::slug(),
            self.manifest,
            seq,
            channel,
            Hex(salt),
            vec![mark],
        );
        let to = SealSecret::from_bytes(&secrets().seal).expect("a key");
        let prev = self.queue.last().map_or(NO_ENVELOPE, |it| self.hash(it));
        let enclosed = Enclosed { ballot, entry };
        let sealed = self
            .key
            .seal(&enclosed, &to.public_key(), index, prev, salt);
        self.queue.push(sealed.expect("a ballot of a kiosk"));
    }

    pub(crate) fn hash(&self, it: &Envelope) -> Hash {
        envelope_hash(&self.key.public_key(), it)
    }

    /// What it says of its queue.
    pub(crate) fn head(&self) -> Head {
        self.head_at(self.queue.len())
    }

    pub(crate) fn head_at(&self, length: usize) -> Head {
        let last = &self.queue[length - 1];
        self.key
            .head(&TestApp::slug(), self.number, last.index, self.hash(last))
    }

    pub(crate) async fn post(
        &self,
        app: &TestApp,
        envelopes: &[Envelope],
        head: Option<Head>,
    ) -> Answer {
        let path = format!("/api/v1/kiosks/{}/envelopes", self.number);
        let delivery = Delivery {
            envelopes: envelopes.into(),
            head,
        };
        app.send(app.request(Method::POST, &path).json(&delivery))
            .await
    }

    pub(crate) async fn send(
        &self,
        app: &TestApp,
        envelopes: &[Envelope],
        head: Option<Head>,
    ) -> Delivered {
        let answer = self.post(app, envelopes, head).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        serde_json::from_str(&answer.body).expect("results")
    }

    /// The outcomes of what is sent.
    pub(crate) async fn outcomes(
        &self,
        app: &TestApp,
        envelopes: &[Envelope],
    ) -> Vec<EnvelopeOutcome> {
        let sent = self.send(app, envelopes, None).await;
        sent.results.iter().map(|it| it.outcome).collect()
    }
}

/// Waits until so many ballots are counted.
pub(crate) async fn counted(app: &TestApp, ballots: u64) {
    app.until("/api/v1/standings", |it| it.json()["ballots"] == ballots)
        .await;
}
