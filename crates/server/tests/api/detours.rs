//! Addresses as people type them, and as they were printed before a slug changed.

use reqwest::{Client, StatusCode, redirect::Policy};
use store::Store as _;
use wire::Visibility;

use crate::{
    app::{Setting, TestApp, noon},
    fixture,
};

/// Status and target of an address, not followed; as no browser asks for it.
async fn asked(app: &TestApp, path: &str) -> (StatusCode, String) {
    let client = Client::builder()
        .redirect(Policy::none())
        .build()
        .expect("a client");
    let answer = client.get(app.url(path)).send().await.expect("an answer");
    let target = answer.headers().get("location");
    let target = target.map_or("", |it| it.to_str().expect("an address"));
    (answer.status(), target.to_owned())
}

async fn leads(app: &TestApp, from: &str, to: &str) {
    let expected = (StatusCode::PERMANENT_REDIRECT, to.to_owned());
    assert_eq!(asked(app, from).await, expected, "{from}");
    assert_eq!(asked(app, to).await.0, StatusCode::OK, "{to}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_type_leads_to_the_page() {
    let app = TestApp::start().await;
    for (from, to) in [
        ("/kode/", "/kode"),
        ("/Kode", "/kode"),
        ("/KODE", "/kode"),
        ("/KODE//", "/kode"),
        ("/results/", "/results"),
        ("/Results?lang=en", "/results?lang=en"),
        ("/Tanda-Terima/", "/tanda-terima"),
        ("/desk/", "/desk"),
        ("/kiosk/", "/kiosk"),
        ("/innovations/si-gesit/", "/innovations/si-gesit"),
        (
            "/innovations/SI-GESIT?lang=en",
            "/innovations/si-gesit?lang=en",
        ),
        ("/Innovations/si-gesit", "/innovations/si-gesit"),
    ] {
        leads(&app, from, to).await;
    }
    for path in ["/", "/kode", "/results", "/innovations/si-gesit"] {
        assert_eq!(asked(&app, path).await.0, StatusCode::OK, "{path}");
    }
    for path in [
        "/kode/kode",
        "/innovations/",
        "/innovations/nobody/",
        "//kode.example.org/",
        "/api/v1/edition/",
    ] {
        let (status, target) = asked(&app, path).await;
        assert_eq!(
            (status, target.as_str()),
            (StatusCode::NOT_FOUND, ""),
            "{path}"
        );
    }
}

/// A card that was printed, a link that was sent: for ever.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_slug_leads_to_the_new_one() {
    let app = TestApp::with(Setting::default()).await;
    let mut contents = fixture::contents(Visibility::Live, None);
    let mut import = async |slug: &str| {
        contents.innovations[0].card.slug = slug.into();
        app.store
            .import(&contents, noon())
            .await
            .expect("a slug may change, also in the vote");
        let path = format!("/api/v1/innovations/{slug}");
        app.until(&path, |it| it.json()["slug"] == slug).await;
    };
    import("si-gesit-dua").await;
    import("si-gesit-tiga").await;
    for old in ["si-gesit", "si-gesit-dua", "si-gesit-dua/", "SI-GESIT"] {
        let from = format!("/innovations/{old}");
        leads(&app, &from, "/innovations/si-gesit-tiga").await;
    }
    leads(
        &app,
        "/innovations/si-gesit?lang=en",
        "/innovations/si-gesit-tiga?lang=en",
    )
    .await;
    leads(
        &app,
        "/api/v1/innovations/si-gesit",
        "/api/v1/innovations/si-gesit-tiga",
    )
    .await;
    leads(&app, "/og/si-gesit.png", "/og/si-gesit-tiga.png").await;
    let followed = app.get("/innovations/si-gesit").await.body;
    assert!(followed.contains("<h1>SI GESIT</h1>"));

    // Back again: nothing goes round in circles.
    import("si-gesit").await;
    assert_eq!(asked(&app, "/innovations/si-gesit").await.0, StatusCode::OK);
    leads(&app, "/innovations/si-gesit-tiga", "/innovations/si-gesit").await;
}
