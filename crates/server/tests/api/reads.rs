//! Reads: bodies, tags, codings, pages of a list, who may read them.

use reqwest::{Method, StatusCode};

use crate::app::{TestApp, credential};

#[tokio::test(flavor = "multi_thread")]
async fn every_read_has_a_strong_tag_and_knows_it_again() {
    let app = TestApp::start().await;
    assert_eq!(
        app.cast(&app.ballot(&credential(1), 1, 1).await)
            .await
            .status,
        201
    );
    let receipt = format!("/api/v1/receipts/{}", credential(1).public_key());
    for path in [
        "/api/v1/edition",
        "/api/v1/manifest",
        "/api/v1/areas?level=village",
        "/api/v1/innovations",
        "/api/v1/innovations?q=gesit",
        "/api/v1/innovations/texts",
        "/api/v1/innovations/si-gesit",
        "/api/v1/standings",
        "/api/v1/standings.csv",
        "/api/v1/openapi.json",
        &receipt,
        "/media/gesit.svg",
        "/og/edition.png",
        "/",
        "/results",
        "/innovations/si-gesit",
    ] {
        // The standings may move once between two reads; then they are asked again.
        let same = async || {
            let first = app.get(path).await;
            assert_eq!(first.status, StatusCode::OK, "{path}");
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.len() > 30, "{path}: {tag}");
            assert_ne!(first.header("cache-control"), "", "{path}");
            let request = app.request(Method::GET, path).header("if-none-match", tag);
            app.send(request).await
        };
        let mut again = same().await;
        if again.status == StatusCode::OK {
            again = same().await;
        }
        assert_eq!(
            (again.status, again.body.as_str()),
            (StatusCode::NOT_MODIFIED, ""),
            "{path}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_manifest_hash_is_over_the_bytes_as_served() {
    let app = TestApp::start().await;
    let body = app.get("/api/v1/manifest").await.body;
    assert_eq!(ledger::manifest_hash(body.as_bytes()), app.manifest().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_read_page_by_page() {
    let app = TestApp::start().await;
    let mut numbers = Vec::new();
    let mut query = "limit=4".to_owned();
    loop {
        let page = app.innovations(&query).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let json = page.json();
        assert_eq!(json["total"], 6);
        numbers.extend(
            json["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|it| it["number"].clone()),
        );
        let link = page.header("link");
        let Some((_, next)) = link
            .strip_suffix(">; rel=\"next\"")
            .and_then(|it| it.split_once('?'))
        else {
            break;
        };
        query = next.to_owned();
    }
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_count_what_they_would_give() {
    let app = TestApp::start().await;
    let found = app
        .innovations("category=sekolah&area=19.06.02")
        .await
        .json();
    assert_eq!(found["total"], 2);
    let counts = |facet: &str, code: &str| {
        let values = found["facets"][facet].as_array().expect("a list").clone();
        values
            .into_iter()
            .find(|it| it["code"] == code)
            .map(|it| it["count"].clone())
    };
    assert_eq!(counts("stage", "trial"), Some(1.into()));
    assert_eq!(counts("area", "19.06"), Some(3.into()));
    let nearest = app
        .innovations("sort=distance&at=-2.85,108.38&limit=1")
        .await
        .json();
    assert_eq!(nearest["items"][0]["slug"], "tamu-jauh");
    let searched = app.innovations("q=kepulauan%20KESEHATAN").await.json();
    assert_eq!(searched["items"][0]["slug"], "nama-panjang");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_order_is_what_its_name_says() {
    let app = TestApp::start().await;
    let numbers = async |query: &str| -> Vec<u64> {
        let found = app.innovations(query).await.json();
        let items = found["items"].as_array().expect("a list");
        items
            .iter()
            .filter_map(|it| it["number"].as_u64())
            .collect()
    };
    // The word stands in one name, and in all summaries.
    assert_eq!(numbers("q=inovasi").await, [2, 1, 3, 4, 5, 6]);
    assert_eq!(numbers("q=inovasi&sort=number").await, [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        numbers("q=inovasi&sort=number&after=2&limit=2").await,
        [3, 4]
    );
    assert_eq!(numbers("sort=name").await, [3, 4, 5, 1, 2, 6]);
    let shuffled = numbers("sort=random&seed=5").await;
    assert_ne!(shuffled, numbers("sort=random&seed=6").await);
    // Filtering never shuffles anew.
    let some = numbers("sort=random&seed=5&category=sekolah").await;
    let expected: Vec<u64> = shuffled
        .into_iter()
        .filter(|it| some.contains(it))
        .collect();
    assert_eq!((some.len(), some), (3, expected));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_parameter_is_named() {
    let app = TestApp::start().await;
    for (query, parameter) in [
        ("limit=0", "limit"),
        ("limit=501", "limit"),
        ("limit=many", "limit"),
        ("sort=best", "sort"),
        ("sort=distance", "at"),
        ("sort=distance&at=-2,9,108,2", "at"),
        ("at=-2,9,108,2", "at"),
        ("at=-2.9", "at"),
        ("at=-2.9;108.2", "at"),
        ("at=-2.9,181", "at"),
        ("at=nan,108.2&sort=name", "at"),
        ("sort=name&after=99", "after"),
        ("colour=red", "colour"),
        ("q=a&q=b", "q"),
    ] {
        let answer = app.innovations(query).await;
        assert_eq!(answer.code(), "malformed_request", "{query}");
        assert_eq!(answer.json()["errors"][0]["pointer"], parameter, "{query}");
    }
    assert_eq!(
        app.get("/api/v1/areas?level=planet").await.code(),
        "malformed_request"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn areas_come_by_level() {
    let app = TestApp::start().await;
    let codes = async |query: &str| {
        let map = app.get(&format!("/api/v1/areas{query}")).await.json();
        map["areas"].as_array().expect("a list").len()
    };
    assert_eq!(codes("").await, 8);
    assert_eq!(codes("?level=village").await, 4);
    assert_eq!(codes("?level=region,district").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_packed_as_the_reader_likes() {
    let app = TestApp::start().await;
    let plain = app.get("/api/v1/innovations/texts").await;
    assert_eq!(plain.header("content-encoding"), "");
    for coding in ["br", "gzip"] {
        let request = app
            .request(Method::GET, "/api/v1/innovations?limit=500")
            .header("accept-encoding", coding);
        let response = request.send().await.expect("an answer");
        let headers = response.headers().clone();
        assert_eq!(headers["content-encoding"], coding);
        assert_eq!(headers["vary"], "Accept-Encoding");
        let tag = headers["etag"].to_str().expect("ASCII");
        assert!(tag.ends_with(&format!("-{coding}\"")), "{tag}");
        let packed = response.bytes().await.expect("a whole body");
        assert!(packed.len() * 2 < app.innovations("limit=500").await.body.len());
        if coding == "br" {
            let mut unpacked = Vec::new();
            brotli::BrotliDecompress(&mut &packed[..], &mut unpacked).expect("brotli");
            assert_eq!(unpacked, app.innovations("limit=500").await.body.as_bytes());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn reads_are_open_to_all_pages_and_casts_to_none_but_ours() {
    let app = TestApp::start().await;
    assert_eq!(
        app.edition().await.header("access-control-allow-origin"),
        "*"
    );
    let preflight = app.request(Method::OPTIONS, "/api/v1/edition");
    let preflight = app.send(preflight).await;
    assert_eq!(preflight.status, StatusCode::NO_CONTENT);
    assert_eq!(
        preflight.header("access-control-allow-methods"),
        "GET, HEAD"
    );
    let cast = app.cast(&app.ballot(&credential(1), 1, 1).await).await;
    assert_eq!(cast.header("access-control-allow-origin"), "");
    let head = app.send(app.request(Method::HEAD, "/api/v1/edition")).await;
    assert_eq!((head.status, head.body.as_str()), (StatusCode::OK, ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn security_headers_are_on_every_answer() {
    let app = TestApp::start().await;
    for path in [
        "/",
        "/api/v1/edition",
        "/api/v1/nothing",
        "/media/gesit.svg",
        "/og/edition.png",
    ] {
        let answer = app.get(path).await;
        for (name, part) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin"),
            ("permissions-policy", "geolocation=(self)"),
            ("cross-origin-opener-policy", "same-origin"),
            ("content-security-policy", "frame-ancestors 'none'"),
        ] {
            assert!(answer.header(name).contains(part), "{path} {name}");
        }
        assert_eq!(answer.header("strict-transport-security"), "", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_holds_the_same_counts() {
    let app = TestApp::start().await;
    assert_eq!(
        app.cast(&app.ballot(&credential(1), 1, 2).await)
            .await
            .status,
        201
    );
    let table = app
        .until("/api/v1/standings.csv", |it| {
            it.body.contains(",1,1,false,")
        })
        .await;
    // By the mark a spreadsheet knows that it is UTF-8.
    assert!(table.body.starts_with("\u{feff}category,number,id,name,"));
    let first = table.body.lines().nth(1).expect("a row");
    assert!(first.starts_with("puskesmas,2,COBA-002,"), "{first}");
    assert_eq!(table.body.lines().count(), 6);
}
