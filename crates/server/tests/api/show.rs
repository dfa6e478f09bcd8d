//! What is on show: stored, kept over a restart, and never changed by an import.

use crate::{
    folder::Folder,
    process::{peta, serve, stop},
};

const NEXT: &str = "tahun-depan";

async fn served(address: &str) -> (String, String) {
    let answer = reqwest::get(format!("{address}/api/v1/edition")).await;
    let body = answer.expect("an answer").text().await.expect("text");
    let edition: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    let text = |key: &str| edition[key].as_str().unwrap_or_default().to_owned();
    (text("slug"), text("phase"))
}

#[tokio::test(flavor = "multi_thread")]
async fn next_years_draft_takes_no_vote_off_the_screen() {
    let mut folder = Folder::new();
    let slug = folder.slug().to_owned();
    let url = folder.url();
    let (done, said) = folder.import().await;
    assert!(done, "{said}");
    let (done, said) = folder.phase("voting").await;
    assert!(done, "{said}");
    let (mut server, address) = serve(&url).await;
    let voting = || (slug.clone(), "voting".to_owned());
    assert_eq!(served(&address).await, voting());

    folder.rename(NEXT);
    let (done, said) = folder.import().await;
    assert!(
        done && said.contains(&format!("{slug} is on show, as before")),
        "{said}"
    );
    server.kill().await.expect("it runs");
    let (server, address) = serve(&url).await;
    assert_eq!(served(&address).await, voting());
    // Nor on purpose, as long as the vote runs; and no second one is opened.
    let (done, said) = peta(&["show", "--database", &url, NEXT]).await;
    assert!(
        !done && said.contains(&format!("voting in {slug} is open")),
        "{said}"
    );
    let (done, said) = folder.phase("voting").await;
    assert!(!done && said.contains("not the edition on show"), "{said}");

    let close = ["phase", "--database", &url, &slug, "closed", "--yes", &slug];
    let (done, said) = peta(&close).await;
    assert!(done, "{said}");
    let (done, said) = peta(&["show", "--database", &url, NEXT]).await;
    assert!(done && said.contains("until it is started again"), "{said}");
    assert_eq!(served(&address).await.0, slug);
    stop(server).await;
    let (server, address) = serve(&url).await;
    assert_eq!(
        served(&address).await,
        (NEXT.to_owned(), "preparing".to_owned())
    );
    stop(server).await;

    let (done, said) = peta(&["status", "--database", &url]).await;
    assert!(
        done && said.starts_with(&format!("on show: {NEXT}\n")),
        "{said}"
    );
    assert!(said.contains(&slug), "{said}");
}
