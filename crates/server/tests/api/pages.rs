//! The first view: readable without JavaScript, exact for crawlers, closed to
//! what its texts might smuggle in.

use reqwest::StatusCode;

use crate::{
    app::{Setting, TestApp},
    fixture::LONG_NAME,
};

async fn public() -> TestApp {
    TestApp::with(Setting {
        public_url: Some("https://inovasi.example.go.id/".into()),
        ..Setting::default()
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_can_be_read_without_the_app() {
    let app = TestApp::start().await;
    let board = app.get("/board").await.body;
    for text in [
        "SI GESIT",
        LONG_NAME,
        "Ringkasan inovasi nomor 5.",
        "Padang, Manggar",
    ] {
        assert!(board.contains(text), "{text}");
    }
    let home = app.get("/").await.body;
    assert!(home.contains("<svg class=\"c-map__drawing\""));
    assert!(home.contains("8–10 Agustus 2026"));
    assert!(
        !home.contains(" style="),
        "attributes that the policy forbids"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_shows_every_field() {
    let app = TestApp::start().await;
    let page = app.get("/innovations/si-gesit").await.body;
    for text in [
        "Rancang bangun si-gesit.",
        "<p>Alinea kedua.</p>",
        "Tujuan.",
        "Manfaat.",
        "Dulu lambat.",
        "Kini cepat.",
        "1.234",
        "Rp1.500.000",
        "Januari 2025",
        "Pelayanan publik",
        "Kesehatan",
        "puskesmas@example.go.id",
        "src=\"/media/gesit.svg\" alt=\"Gambar contoh\"",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn crawlers_get_title_text_and_an_absolute_picture() {
    let app = public().await;
    let page = app.get("/innovations/si-gesit").await;
    for part in [
        "<title>SI GESIT – Pekan Coba</title>",
        "<meta property=\"og:title\" content=\"SI GESIT\">",
        "<meta property=\"og:image\" content=\"https://inovasi.example.go.id/og/si-gesit.png\">",
        "<link rel=\"canonical\" href=\"https://inovasi.example.go.id/innovations/si-gesit\">",
        "<meta name=\"description\" content=\"Ringkasan inovasi nomor 1.\">",
    ] {
        assert!(page.body.contains(part), "{part}");
    }
    assert!(
        page.header("strict-transport-security")
            .starts_with("max-age=")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_the_data_stay_texts() {
    let app = TestApp::start().await;
    for path in ["/", "/board", "/innovations/awan", "/results"] {
        let page = app.get(path).await.body;
        assert!(!page.contains("<b>tebal"), "{path}");
        assert_eq!(
            page.matches("</script>").count(),
            page.matches("<script").count(),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_carries_the_data_that_the_app_starts_with() {
    let app = TestApp::start().await;
    let page = app.get("/").await.body;
    let (_, rest) = page.split_once("id=\"peta-boot\">").expect("the data");
    let (json, _) = rest.split_once("</script>").expect("its end");
    let boot: wire::Boot = serde_json::from_str(json).expect("what the app reads");
    assert_eq!(boot.total, 6);
    assert_eq!(boot.cards.len(), 6);
    assert_eq!(boot.cards[2].name, "AWAN </script><b>tebal</b>");
    assert_eq!(boot.manifest, Some(app.manifest().await));
    assert_eq!(boot.villages.len(), 4);
    assert!(
        boot.map
            .areas
            .iter()
            .all(|area| area.level != wire::Level::Village)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn languages_have_pages_of_their_own() {
    let app = TestApp::start().await;
    let english = app.get("/?lang=en").await.body;
    assert!(english.contains("<html lang=\"en\">"));
    assert!(english.contains("Trial Week") && english.contains("8–10 August 2026"));
    assert!(
        app.get("/?lang=xx")
            .await
            .body
            .contains("<html lang=\"id\">")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_leads_nowhere_is_a_page_for_people() {
    let app = TestApp::start().await;
    let request = app
        .request(reqwest::Method::GET, "/nowhere")
        .header("accept", "text/html");
    let answer = app.send(request).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("data-screen=\"missing\""));
    assert_eq!(
        app.get("/innovations/nobody").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn previews_are_pictures_of_the_size_that_messengers_take() {
    let app = TestApp::start().await;
    for name in ["edition", "si-gesit", "nama-panjang", "awan"] {
        let request = app.request(reqwest::Method::GET, &format!("/og/{name}.png"));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.headers()["content-type"], "image/png");
        let png = response.bytes().await.expect("a whole body");
        assert!(png.len() < 300_000, "{name}: {} bytes", png.len());
        // Signature, then the header chunk with width and height.
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!(png[16..24], [0, 0, 4, 176, 0, 0, 2, 118], "1200 x 630");
    }
}
