//! Where nobody takes what the program says: it neither panics nor undoes its work,
//! and a server goes on. So it does when its terminal is closed.

use std::{
    fs::File,
    io::pipe,
    process::{Output, Stdio},
    time::Duration,
};

use ledger::log::NoteSigner;
use tokio::{
    net::TcpListener,
    process::{Child, Command},
    time,
};

use crate::{
    fixture::{self, EDITION},
    process::{PETA, ballot, database_of, peta, stop},
};

/// Commands that change something, that only read, and that need no database.
fn commands(url: &str, out: &str) -> Vec<Vec<String>> {
    let words = |text: &str| -> Vec<String> { text.split(' ').map(str::to_owned).collect() };
    let database = format!("--database {url}");
    vec![
        words(&format!("incident {database} {EDITION} Listrik-padam.")),
        words(&format!(
            "link presenter {database} {EDITION} --public-url https://a.example"
        )),
        words(&format!("link list {database} {EDITION}")),
        words(&format!("export {database} {EDITION} {out}")),
        words(&format!("check {database}")),
        words("--help"),
        words("serve --help"),
        words("--version"),
    ]
}

async fn run(arguments: &[String], out: impl Into<Stdio>) -> Output {
    let output = Command::new(PETA)
        .args(arguments)
        .stdout(out)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program")
        .wait_with_output();
    output.await.expect("an end")
}

/// A pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// A disk without room.
fn full() -> Stdio {
    let full = File::options().write(true).open("/dev/full");
    full.expect("a device").into()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_pipe_ends_a_command_as_it_ends_others() {
    let (folder, url, _) = database_of(&fixture::contents(wire::Visibility::Live, None)).await;
    let out = folder.path().join("out").display().to_string();
    for arguments in commands(&url, &out) {
        let output = run(&arguments, closed()).await;
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(141), "{arguments:?}: {said}");
        assert_eq!(said, "", "{arguments:?}");
    }
    all_is_done(&url, &out).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_for_output_is_named_and_the_work_is_done() {
    let (folder, url, _) = database_of(&fixture::contents(wire::Visibility::Live, None)).await;
    let out = folder.path().join("out").display().to_string();
    for arguments in commands(&url, &out) {
        let output = run(&arguments, full()).await;
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        let expected = "peta: the command has done its work, but what it says can't be written: \
                        No space left on device";
        assert!(said.starts_with(expected), "{arguments:?}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
    all_is_done(&url, &out).await;
}

/// What the commands were to do, whatever became of what they said.
async fn all_is_done(url: &str, out: &str) {
    let (_, links) = peta(&["link", "list", "--database", url, EDITION]).await;
    assert!(links.contains("presenter"), "{links}");
    assert!(std::path::Path::new(out).join("edition.toml").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_fails_says_why_and_is_not_called_done() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite:{}", folder.path().join("peta.db").display());
    let arguments = ["check", "--database", &url].map(str::to_owned);
    for out in [closed(), full()] {
        let output = run(&arguments, out).await;
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.starts_with("peta: "), "{said}");
        assert!(!said.contains("done its work"), "{said}");
    }
    // Nor does a full disk for messages break anything.
    let output = Command::new(PETA).args(&arguments).stderr(full()).output();
    assert_eq!(output.await.expect("an end").status.code(), Some(1));
}

/// A server whose output and log can't be written, on a port that was free.
async fn mute(arguments: &[&str], out: Stdio, log: Stdio) -> (Child, String) {
    let free = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = free.local_addr().expect("an address").to_string();
    drop(free);
    let child = Command::new(PETA)
        .args(arguments)
        .args(["--listen", &address])
        .stdout(out)
        .stderr(log)
        .kill_on_drop(true)
        .spawn()
        .expect("the program");
    (child, format!("http://{address}"))
}

/// Whether it answers, within the time that a busy machine may need.
async fn answers(child: &mut Child, url: &str) {
    let client = reqwest::Client::new();
    let answer = async {
        while client.get(url).send().await.is_err() {
            let ended = child.try_wait().expect("a child");
            assert_eq!(ended, None, "the server has ended");
            tokio::task::yield_now().await;
        }
    };
    time::timeout(Duration::from_mins(1), answer)
        .await
        .expect("an answer");
}

async fn hang_up(child: &Child) {
    let id = child.id().expect("it runs").to_string();
    let mut shell = Command::new("sh");
    let sent = shell.args(["-c", "kill -HUP \"$0\"", &id]).status().await;
    assert!(sent.expect("a shell").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_goes_on_without_output_without_log_and_without_a_terminal() {
    for (out, log) in [(closed(), full()), (full(), closed())] {
        let (_folder, url, manifest) =
            database_of(&fixture::contents(wire::Visibility::Live, None)).await;
        let arguments = ["serve", "--database", &url, "--log", "debug"];
        let (mut child, address) = mute(&arguments, out, log).await;
        answers(&mut child, &address).await;
        for voter in 1..4 {
            hang_up(&child).await;
            let cast = reqwest::Client::new().post(format!("{address}/api/v1/ballots"));
            let answer = cast.json(&ballot(voter, manifest)).send().await;
            assert_eq!(answer.expect("an answer").status(), 201);
        }
        stop(child).await;
        let (done, said) = peta(&["check", "--database", &url]).await;
        assert!(done && said.contains("3 ballots"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_goes_on_without_output_and_without_a_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("witness").display().to_string();
    let log = NoteSigner::from_seed("pekan.example/log", [1; 32]).expect("a key");
    let log = log.verifier().to_string();
    let arguments = [
        "witness",
        "--data",
        &data,
        "--name",
        "w.example/1",
        "--log",
        &log,
    ];
    let (mut child, address) = mute(&arguments, closed(), full()).await;
    answers(&mut child, &address).await;
    hang_up(&child).await;
    answers(&mut child, &address).await;
    stop(child).await;
}
