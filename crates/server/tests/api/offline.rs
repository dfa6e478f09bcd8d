//! What the app is without a network made of: worker, lists, stamps, manifests.

use reqwest::{Method, StatusCode};
use store::Store as _;
use wire::{Phase, Visibility};

use crate::{
    app::{Answer, Setting, TestApp, noon},
    fixture::{self, EDITION},
};

/// The lists that the worker has.
fn lists(worker: &Answer) -> serde_json::Value {
    let (_, rest) = worker.body.split_once("more } = ").expect("the lists");
    let (json, _) = rest.split_once(";\n").expect("their end");
    serde_json::from_str(json).expect("JSON")
}

/// All that is kept, of whatever list.
fn kept(lists: &serde_json::Value) -> Vec<String> {
    let shells = lists["shells"].as_array().expect("shells");
    let files = shells.iter().flat_map(|it| {
        let files = it["files"].as_array().expect("files");
        files.iter().chain([&it["path"]])
    });
    let others = ["data", "more"].into_iter();
    let others = others.flat_map(|it| lists[it].as_array().expect("a list"));
    let all = files.chain(others);
    all.map(|it| it.as_str().expect("a path").to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_runs_under_its_own_policy_and_is_always_asked_for() {
    let app = TestApp::start().await;
    let worker = app.get("/sw.js").await;
    assert_eq!(worker.status, StatusCode::OK);
    for (name, value) in [
        ("content-type", "text/javascript; charset=utf-8"),
        ("cache-control", "no-cache"),
        ("service-worker-allowed", "/"),
        (
            "content-security-policy",
            "default-src 'none'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'",
        ),
        ("x-content-type-options", "nosniff"),
    ] {
        assert_eq!(worker.header(name), value, "{name}");
    }
    let again = app.request(Method::GET, "/sw.js");
    let again = app
        .send(again.header("if-none-match", worker.header("etag")))
        .await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_kept_is_there_and_no_count_is_among_it() {
    let app = TestApp::start().await;
    let kept = kept(&lists(&app.get("/sw.js").await));
    for path in &kept {
        let answer = app.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.header("peta").is_empty(), "{path}");
        for word in [
            "standings",
            "events",
            "receipts",
            "clock",
            "ballots",
            "results",
            "health",
            "metrics",
        ] {
            assert!(!path.contains(word), "{path}");
        }
    }
    for path in [
        "/",
        "/offline.js",
        "/desk",
        "/kiosk",
        "/locales/id.json",
        "/locales/en.json",
        "/api/v1/areas?level=village",
        "/api/v1/innovations/texts",
        "/api/v1/innovations/si-gesit",
        "/api/v1/manifest",
        "/api/v1/edition",
        "/media/gesit.svg",
    ] {
        assert!(kept.iter().any(|it| it == path), "{path} of {kept:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_text_is_a_new_version_and_a_new_phase_is_not() {
    let app = TestApp::with(Setting {
        phase: Phase::Verification,
        ..Setting::default()
    })
    .await;
    let version = |answer: &Answer| {
        let (version, revision) = answer.header("peta").split_once('-').expect("both");
        (version.to_owned(), revision.to_owned())
    };
    let worker = app.get("/sw.js").await;
    let first = version(&worker);
    assert_eq!(lists(&worker)["version"], first.0.as_str());
    let page = app.get("/").await;
    assert!(
        page.body
            .contains(&format!("data-v=\"{}\" id=\"peta-boot\"", first.0)),
        "the page says of what version it is"
    );

    app.store
        .set_phase(&EDITION.into(), Phase::Voting, noon())
        .await
        .expect("the next phase");
    let other = |before: (String, String)| {
        move |it: &Answer| it.header("peta") != format!("{}-{}", before.0, before.1)
    };
    let second = version(&app.until("/sw.js", other(first.clone())).await);
    assert_eq!(second.0, first.0);

    let mut contents = fixture::contents(Visibility::Live, None);
    contents.innovations[0].purpose = "Tujuan baru.".into();
    app.store
        .import(&contents, noon())
        .await
        .expect("texts may change");
    let worker = app.until("/sw.js", other(second.clone())).await;
    let third = version(&worker);
    assert_ne!(third.0, second.0);
    assert_eq!(lists(&worker)["version"], third.0.as_str());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_has_no_stamp() {
    let app = TestApp::start().await;
    let cast = app.request(Method::POST, "/api/v1/ballots").body("{}");
    assert_eq!(app.send(cast).await.header("peta"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_is_an_app_in_each_language_and_a_kiosk_one_of_its_own() {
    let app = TestApp::start().await;
    for (path, expected) in [
        (
            "/manifest.webmanifest",
            ["Pekan Coba", "id", "/", "/", "standalone"],
        ),
        (
            "/manifest.webmanifest?lang=en",
            ["Trial Week", "en", "/?lang=en", "/", "standalone"],
        ),
        (
            "/kiosk.webmanifest",
            ["Pekan Coba: kiosk", "id", "/kiosk", "/kiosk", "fullscreen"],
        ),
    ] {
        let answer = app.get(path).await;
        assert_eq!(answer.header("content-type"), "application/manifest+json");
        let manifest = answer.json();
        let found = ["name", "lang", "start_url", "scope", "display"];
        assert_eq!(found.map(|it| manifest[it].clone()), expected, "{path}");
        for icon in manifest["icons"].as_array().expect("icons") {
            let src = icon["src"].as_str().expect("an address");
            if icon["type"] == "image/png" {
                let png = app.send(app.request(Method::HEAD, src)).await;
                assert_eq!(png.status, StatusCode::OK, "{src}");
                assert_eq!(png.header("content-type"), "image/png", "{src}");
            }
        }
    }
    let home = app.get("/?lang=en").await.body;
    assert!(home.contains("<link rel=\"manifest\" href=\"/manifest.webmanifest?lang=en\">"));
    let kiosk = app.get("/kiosk").await.body;
    assert!(kiosk.contains("<link rel=\"manifest\" href=\"/kiosk.webmanifest\">"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_icon_has_the_size_that_its_manifest_says() {
    let app = TestApp::start().await;
    for (path, side) in [
        ("/icons/192.png", 192u32),
        ("/icons/512.png", 512),
        ("/icons/maskable-512.png", 512),
    ] {
        let png = app.request(Method::GET, path).send().await;
        let png = png.expect("an answer").bytes().await.expect("a body");
        // Width and height in the first chunk (PNG, section 11.2.2).
        assert_eq!(&png[1..4], b"PNG", "{path}");
        assert_eq!(png[16..20], side.to_be_bytes(), "{path}");
        assert_eq!(png[20..24], side.to_be_bytes(), "{path}");
    }
    assert_eq!(app.get("/icons/7.png").await.status, StatusCode::NOT_FOUND);
}
