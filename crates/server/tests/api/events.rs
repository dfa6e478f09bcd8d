//! Live events, and counts that are shown several ballots at a time.

use std::time::Duration;

use chrono::TimeDelta;
use reqwest::{Method, Response, StatusCode};
use serde_json::Value;
use wire::{Phase, Release, Visibility};

use crate::{
    app::{Setting, TestApp, credential},
    fixture,
    floor::{Kiosk, floor_with},
};

/// How long an event may take to come before a test fails.
const PATIENCE: Duration = Duration::from_secs(20);

/// A stream of events, as a browser reads it.
pub(crate) struct Events {
    response: Response,
    text: String,
}

#[derive(Debug)]
pub(crate) struct Event {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) data: String,
}

impl Event {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.data).expect("data in JSON")
    }

    pub(crate) fn ballots(&self) -> u64 {
        self.json()["standings"]["ballots"]
            .as_u64()
            .expect("a number")
    }
}

impl Events {
    pub(crate) fn of(response: Response) -> Self {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self {
            response,
            text: String::new(),
        }
    }

    pub(crate) async fn listen(app: &TestApp, last: &str) -> Self {
        let mut request = app.request(Method::GET, "/api/v1/events");
        if !last.is_empty() {
            request = request.header("last-event-id", last);
        }
        Self::of(request.send().await.expect("an answer"))
    }

    /// The next event that has data; none at the end.
    async fn next_if_any(&mut self) -> Option<Event> {
        loop {
            while let Some(end) = self.text.find("\n\n") {
                let block = self.text.get(..end).unwrap_or_default();
                let field = |name: &str| {
                    let mut lines = block.lines();
                    lines
                        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
                        .unwrap_or_default()
                        .to_owned()
                };
                let event = Event {
                    id: field("id"),
                    name: field("event"),
                    data: field("data"),
                };
                self.text.drain(..end + 2);
                if !event.data.is_empty() {
                    return Some(event);
                }
            }
            let chunk = tokio::time::timeout(PATIENCE, self.response.chunk())
                .await
                .expect("an event in time")
                .ok()??;
            self.text.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    pub(crate) async fn next(&mut self) -> Event {
        self.next_if_any().await.expect("one more event")
    }
}

async fn cast(app: &TestApp, voter: u8) {
    let ballot = app.ballot(&credential(voter), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
}

/// Waits until the server has looked for ballots at least once more, and found
/// none to count: it tells the time, twice.
pub(crate) async fn nothing_happens(app: &TestApp, events: &mut Events) {
    for _ in 0..2 {
        app.advance(TimeDelta::seconds(11));
        assert_eq!(events.next().await.name, "clock");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn listeners_are_told_of_ballots_and_phases() {
    let app = TestApp::start().await;
    let mut events = Events::listen(&app, "").await;
    let first = events.next().await;
    assert_eq!((first.name.as_str(), first.ballots()), ("snapshot", 0));
    assert_eq!(first.json()["clock"]["phase"], "voting");
    cast(&app, 1).await;
    let second = events.next().await;
    assert_eq!(second.ballots(), 1);
    assert_ne!(second.id, first.id);
    assert_eq!(second.json()["hours"][0]["ballots"], 1);
    assert_eq!(second.json()["standings"], app.standings().await.json());
    app.set_phase(Phase::Closed).await;
    let third = events.next().await;
    assert_eq!(third.json()["clock"]["phase"], "closed");
    assert_eq!(third.json()["standings"]["disclosure"], "complete");

    // Who comes back with the last one hears only of what is new.
    let mut again = Events::listen(&app, &third.id).await;
    app.advance(TimeDelta::seconds(11));
    assert_eq!(again.next().await.name, "clock");
    // An id of another run of the server says nothing.
    let mut other = Events::listen(&app, "0badcafe-1").await;
    assert_eq!(other.next().await.name, "snapshot");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_sends_its_listeners_away() {
    let app = TestApp::start().await;
    let mut events = Events::listen(&app, "").await;
    events.next().await;
    let begun = std::time::Instant::now();
    app.stop().await;
    while events.next_if_any().await.is_some() {}
    assert!(begun.elapsed() < Duration::from_secs(5));
}

fn released(ballots: u16, seconds: u16) -> Setting {
    let mut contents = fixture::contents(Visibility::Live, None);
    contents.edition.release = Release { ballots, seconds };
    Setting {
        contents,
        ..Setting::default()
    }
}

/// Nobody shall read off a screen what the person at the booth has picked.
#[tokio::test(flavor = "multi_thread")]
async fn ballots_enter_the_counts_several_at_a_time() {
    let app = TestApp::with(released(3, 600)).await;
    let mut events = Events::listen(&app, "").await;
    let nothing = events.next().await.json()["standings"].clone();
    let csv = app.get("/api/v1/standings.csv").await.body;
    for voter in 1..3 {
        cast(&app, voter).await;
        nothing_happens(&app, &mut events).await;
        assert_eq!(app.standings().await.json(), nothing);
        assert_eq!(app.get("/api/v1/standings.csv").await.body, csv);
    }
    cast(&app, 3).await;
    assert_eq!(events.next().await.ballots(), 3);
}

/// Whoever casts again and again hides nobody, nor do devices hide a code.
#[tokio::test(flavor = "multi_thread")]
async fn ballots_wait_for_other_people_not_for_other_ballots() {
    let app = floor_with(3, released(3, 600)).await;
    let mut events = Events::listen(&app, "").await;
    while !events.next().await.data.contains("\"codes\":3") {}
    let mut kiosk = Kiosk::enrol(&app, 1).await;
    for seq in 1..=3 {
        kiosk.vote(&credential(1), seq, 1);
    }
    kiosk.outcomes(&app, &kiosk.queue).await;
    for voter in 11..=13 {
        cast(&app, voter).await;
    }
    nothing_happens(&app, &mut events).await;
    for code in 2..=3 {
        kiosk.vote(&credential(code), 1, 1);
    }
    kiosk.outcomes(&app, &kiosk.queue).await;
    assert_eq!(events.next().await.ballots(), 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_ballots_wait_for_a_while_only() {
    let app = TestApp::with(released(1000, 60)).await;
    let mut events = Events::listen(&app, "").await;
    assert_eq!(events.next().await.ballots(), 0);
    cast(&app, 1).await;
    nothing_happens(&app, &mut events).await;
    assert_eq!(app.standings().await.json()["ballots"], 0);
    app.advance(TimeDelta::seconds(61));
    assert_eq!(events.next().await.ballots(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_close_nothing_is_held_back() {
    let app = TestApp::with(released(1000, 3600)).await;
    cast(&app, 1).await;
    app.set_phase(Phase::Closed).await;
    app.until("/api/v1/standings", |it| it.json()["ballots"] == 1)
        .await;
}
