//! Requests that nobody of good will sends.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time,
};

use crate::app::{Answer, Setting, TestApp};

async fn post(app: &TestApp, content_type: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = app
        .request(Method::POST, "/api/v1/ballots")
        .header("content-type", content_type)
        .body(body);
    app.send(request).await
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_that_are_no_ballot() {
    let app = TestApp::start().await;
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let cases: [(&str, String, u16, &str); 8] = [
        ("application/json", String::new(), 400, "malformed_request"),
        ("application/json", "{".into(), 400, "malformed_request"),
        ("application/json", deep.clone(), 400, "malformed_request"),
        (
            "application/json",
            format!("{{\"marks\":{deep}}}"),
            400,
            "malformed_request",
        ),
        (
            "application/json",
            "{\"edition\":\"a\",\"admin\":true}".into(),
            400,
            "malformed_request",
        ),
        ("application/json", " ".repeat(70_000), 413, "too_large"),
        ("text/plain", "{}".into(), 415, "unsupported_media_type"),
        ("", "{}".into(), 415, "unsupported_media_type"),
    ];
    for (content_type, body, status, code) in cases {
        let answer = post(&app, content_type, body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code)
        );
        assert!(answer.body.len() < 600, "{}", answer.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_methods_that_lead_nowhere() {
    let app = TestApp::start().await;
    let cases: [(Method, &str, u16, &str); 9] = [
        (Method::GET, "/api/v1/nothing", 404, "not_found"),
        (Method::GET, "/api/v2/edition", 404, "not_found"),
        (Method::GET, "/api/v1/innovations/nobody", 404, "not_found"),
        (Method::GET, "/media/nothing.png", 404, "not_found"),
        (Method::GET, "/og/nobody.png", 404, "not_found"),
        (Method::DELETE, "/api/v1/edition", 405, "method_not_allowed"),
        (Method::GET, "/api/v1/ballots", 405, "method_not_allowed"),
        (Method::POST, "/", 405, "method_not_allowed"),
        (
            Method::GET,
            "/api/v1/receipts/xyz",
            400,
            "malformed_request",
        ),
    ];
    for (method, path, status, code) in cases {
        let answer = app.send(app.request(method, path)).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (status, code),
            "{path}"
        );
    }
    let traversal = app.get("/media/..%2F..%2Fetc%2Fpasswd").await;
    assert_eq!(traversal.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_of_20_000_bytes_is_refused() {
    let app = TestApp::start().await;
    let request = app
        .request(Method::GET, "/api/v1/edition")
        .header("x-long", "a".repeat(20_000));
    assert_eq!(
        app.send(request).await.status,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE
    );
    assert_eq!(app.edition().await.status, StatusCode::OK);
}

/// Many connections that never finish their headers hold nobody up, and are
/// ended by the server.
#[tokio::test(flavor = "multi_thread")]
async fn slow_headers_are_cut_off() {
    let patience = Duration::from_millis(500);
    let app = TestApp::with(Setting {
        patience,
        ..Setting::default()
    })
    .await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let mut stream = TcpStream::connect(app.address())
            .await
            .expect("a connection");
        stream
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nx-a: ")
            .await
            .expect("a socket");
        slow.push(stream);
    }
    assert_eq!(app.edition().await.status, StatusCode::OK);
    for mut stream in slow {
        let mut rest = Vec::new();
        time::timeout(Duration::from_secs(25), stream.read_to_end(&mut rest))
            .await
            .expect("the server ends it")
            .expect("in order");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_shorter_than_announced_stores_nothing() {
    let app = TestApp::start().await;
    let mut stream = TcpStream::connect(app.address())
        .await
        .expect("a connection");
    let head = "POST /api/v1/ballots HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                content-length: 500\r\n\r\n{\"edition\":";
    stream.write_all(head.as_bytes()).await.expect("a socket");
    stream.shutdown().await.expect("a socket");
    let mut rest = Vec::new();
    // An answer or the end of the connection: both are right, a hang is not.
    let _ = time::timeout(Duration::from_secs(25), stream.read_to_end(&mut rest))
        .await
        .expect("the server ends it");
    assert_eq!(app.standings().await.json()["ballots"], 0);
}
