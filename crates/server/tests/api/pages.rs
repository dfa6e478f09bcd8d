//! The first view: readable without JavaScript, exact for crawlers, closed to
//! what its texts might smuggle in.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicU32, Ordering},
};

use reqwest::StatusCode;
use server::Chance;
use wire::{Boot, Phase, Standings, Visibility};

use crate::{
    app::{Answer, Setting, TestApp, credential},
    fixture::{self, LONG_NAME},
};

/// What the app starts with on a page.
pub(crate) fn boot(page: &Answer) -> Boot {
    let (_, rest) = page.body.split_once("id=\"peta-boot\">").expect("the data");
    let (json, _) = rest.split_once("</script>").expect("its end");
    serde_json::from_str(json).expect("what the app reads")
}

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
        "<a class=\"c-button\" href=\"https://example.org/video/si-gesit\" rel=\"noopener noreferrer\">",
        "<dd>Contoh: juara rekaan, 2025; Contoh: pilihan rekaan, 2026</dd>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    // In a box of its own: the large map would lie over all of the page.
    assert!(page.contains("<svg class=\"c-minimap\""));
    assert!(!page.contains("class=\"c-map\""));
    let page = app.get("/innovations/si-gesit?lang=en").await.body;
    assert!(page.contains("href=\"/?selected=si-gesit&amp;lang=en\""));
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
    let page = app.get("/").await;
    let boot = boot(&page);
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

/// The numbers of a page's cards, from first to last.
fn order(page: &Answer) -> Vec<u32> {
    let cards = page.body.split("data-number=\"").skip(1);
    cards
        .map(|rest| rest.split('"').next().and_then(|it| it.parse().ok()))
        .map(|number| number.expect("a ballot number"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_get_different_orders_and_each_page_names_its_own() {
    let dice = AtomicU32::new(0);
    let app = TestApp::with(Setting {
        chance: Chance::new(move || dice.fetch_add(1, Ordering::Relaxed)),
        ..Setting::default()
    })
    .await;
    for path in ["/", "/board", "/ballot"] {
        let (mut orders, mut firsts, mut tags) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for _ in 0..16 {
            let page = app.get(path).await;
            let boot = boot(&page);
            let mut expected: Vec<u32> = (0..6).collect();
            let by_seed = catalogue::Order::Shuffled(u64::from(boot.seed));
            catalogue::arrange(&boot.cards, &mut expected, &by_seed);
            let expected: Vec<u32> = expected
                .iter()
                .map(|at| boot.cards[*at as usize].number.0)
                .collect();
            let found = order(&page);
            assert_eq!(found, expected, "{path} seed {}", boot.seed);
            firsts.insert(found[0]);
            orders.insert(found);
            tags.insert(page.header("etag").to_owned());
        }
        assert_eq!((orders.len(), tags.len()), (8, 8), "{path}");
        assert!(firsts.len() > 2, "{path}: {firsts:?}");
        // Whoever has one of them keeps it.
        for tag in tags {
            let request = app.request(reqwest::Method::GET, path);
            let answer = app.send(request.header("if-none-match", tag)).await;
            assert_eq!(answer.status, StatusCode::NOT_MODIFIED, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_an_innovation_brings_its_profile_and_other_pages_do_not() {
    let app = TestApp::start().await;
    let page = boot(&app.get("/innovations/si-gesit").await);
    let api = app.get("/api/v1/innovations/si-gesit").await;
    let profile: wire::Profile = serde_json::from_str(&api.body).expect("a profile");
    assert_eq!(page.profile, Some(profile));
    assert_eq!(page.standings, None);
    for path in ["/", "/board", "/ballot", "/about", "/results"] {
        let page = app.get(path).await;
        assert!(boot(&page).profile.is_none(), "{path}");
        assert!(!page.body.contains("\"profile\":"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_results_brings_what_may_be_seen_of_the_counts() {
    for (visibility, contests) in [(Visibility::Live, 2), (Visibility::Hidden, 0)] {
        let app = TestApp::with(Setting {
            contents: fixture::contents(visibility, None),
            ..Setting::default()
        })
        .await;
        let cast = app.cast(&app.ballot(&credential(1), 1, 1).await).await;
        assert_eq!(cast.status, 201);
        let same = |standings: &Answer, page: &Answer| {
            let api: Standings = serde_json::from_str(&standings.body).expect("standings");
            assert_eq!((api.ballots, api.contests.len()), (1, contests));
            assert_eq!(boot(page).standings, Some(api));
        };
        let standings = app
            .until("/api/v1/standings", |it| it.json()["ballots"] == 1)
            .await;
        same(&standings, &app.get("/results").await);
        for path in ["/", "/board", "/innovations/si-gesit"] {
            assert_eq!(boot(&app.get(path).await).standings, None, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_marked_up_as_the_app_does_it() {
    let app = TestApp::start().await;
    let page = app.get("/results").await.body;
    assert!(page.contains("<p class=\"c-results__note\" data-disclosure=\"live\">"));
    assert!(page.contains("suara di kategori ini"), "{page}");

    let mut contents = fixture::contents(Visibility::Live, None);
    contents.edition.rule = wire::Rule::Approval { max: 3 };
    let app = TestApp::with(Setting {
        contents,
        phase: Phase::Voting,
        ..Setting::default()
    })
    .await;
    let page = app.get("/results").await.body;
    let texts = app.get("/locales/id.json").await.json();
    let text = texts["results.marks_all"].as_str().expect("a text");
    let (main, _) = page.split_once("peta-boot").expect("the data");
    assert!(!main.contains("suara di kategori ini"), "{main}");
    assert!(main.contains(&text.replace("{n}", "0")), "{main}");
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
