//! What monitoring is told.

use chrono::TimeDelta;
use reqwest::StatusCode;

use crate::app::{TestApp, credential};

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_well_says_so_part_by_part() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    assert_eq!(app.cast(&ballot).await.status, StatusCode::OK);
    let live = app.get("/api/v1/health/live").await;
    assert_eq!(
        (live.status, &live.json()["status"]),
        (StatusCode::OK, &"live".into())
    );
    let ready = app.get("/api/v1/health/ready").await;
    assert_eq!(ready.status, StatusCode::OK, "{}", ready.body);
    assert_eq!(
        app.get("/api/v1/health").await.status,
        StatusCode::NOT_FOUND
    );

    let metrics = app
        .until("/api/v1/metrics", |it| {
            it.body.contains("peta_log_size 3\n")
        })
        .await
        .body;
    for part in ["write", "head", "log", "count", "disk", "clock"] {
        let line = format!("peta_ready{{part=\"{part}\"}} 1\n");
        assert!(metrics.contains(&line), "{metrics}");
    }
    for line in [
        "peta_write_failures_total 0\n",
        "peta_log_head_sound 1\n",
        "peta_clock_behind_seconds 0\n",
        "peta_refusals_total{code=\"not_found\"} 1\n",
        concat!(
            "peta_build_info{version=\"",
            env!("CARGO_PKG_VERSION"),
            "\"} 1\n"
        ),
    ] {
        assert!(metrics.contains(line), "{line}: {metrics}");
    }
    for begin in [
        "peta_disk_free_bytes{of=\"database\"} ",
        "peta_log_lag_seconds ",
    ] {
        assert!(metrics.contains(begin), "{begin}: {metrics}");
    }
    app.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_behind_what_was_written_down_is_told_until_it_is_set() {
    let app = TestApp::start().await;
    let ballot = app.ballot(&credential(1), 1, 1).await;
    assert_eq!(app.cast(&ballot).await.status, StatusCode::CREATED);
    app.advance(TimeDelta::hours(-1));
    let told = app
        .until("/api/v1/health/ready", |it| {
            it.status == StatusCode::SERVICE_UNAVAILABLE
        })
        .await;
    assert_eq!(told.code(), "not_ready");
    assert_eq!(told.json()["errors"][0]["pointer"], "/clock");
    assert_eq!(told.header("retry-after"), "5");
    // The process is well: nobody has to start it anew.
    assert_eq!(app.get("/api/v1/health/live").await.status, StatusCode::OK);
    app.advance(TimeDelta::hours(1));
    app.until("/api/v1/health/ready", |it| it.status == StatusCode::OK)
        .await;
    app.stop().await;
}
