//! Settings: a flag wins over the environment, and that over the file. And where the
//! program listens.

use std::{path::Path, process::Stdio};

use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader},
    net::UnixStream,
    process::{Child, Command},
};
use wire::Visibility;

use crate::{
    fixture::{self, EDITION},
    process::{PETA, database_of, stop},
};

fn peta(folder: &Path) -> Command {
    let mut command = Command::new(PETA);
    command.current_dir(folder).kill_on_drop(true);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

async fn said(command: &mut Command) -> (bool, String) {
    let output = command.output().await.expect("the program");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("text");
    (output.status.success(), said)
}

/// A folder with settings in it.
fn folder(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "peta.toml", settings);
    folder
}

fn put(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("a file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flag_wins_over_the_environment_and_that_over_the_file() {
    let folder = folder("database = \"sqlite:of-the-file.db\"\n");
    put(
        folder.path(),
        "other.toml",
        "database = \"sqlite:of-the-other.db\"\n",
    );
    let check = || {
        let mut command = peta(folder.path());
        command.arg("check");
        command
    };
    let other = ["--config", "other.toml"];
    let flag = ["--database", "sqlite:of-the-flag.db"];
    let variable = ("PETA_DATABASE", "sqlite:of-the-variable.db");
    for (command, expected) in [
        (&mut check(), "of-the-file.db"),
        (check().args(other), "of-the-other.db"),
        (check().env("PETA_CONFIG", "other.toml"), "of-the-other.db"),
        (check().env(variable.0, variable.1), "of-the-variable.db"),
        (
            check().env(variable.0, variable.1).args(other),
            "of-the-variable.db",
        ),
        (
            check().env(variable.0, variable.1).args(flag),
            "of-the-flag.db",
        ),
        // One that is set to nothing is not set.
        (check().env(variable.0, ""), "of-the-file.db"),
    ] {
        let (done, said) = said(command).await;
        assert!(
            !done && said.contains(&format!("no database {expected}")),
            "{said}"
        );
    }
    std::fs::remove_file(folder.path().join("peta.toml")).expect("a file");
    let (_, told) = said(&mut check()).await;
    assert!(told.contains("no database peta.db"), "{told}");
}

/// Also of a command with verbs, and where a flag has to be given.
#[tokio::test(flavor = "multi_thread")]
async fn every_command_knows_the_settings_of_its_flags() {
    let (database, url, _) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let settings = format!("database = \"{url}\"\npublic_url = \"https://a.example\"\n");
    let folder = folder(&settings);
    for arguments in [
        vec!["codes", "list", EDITION],
        vec!["link", "presenter", EDITION],
        vec!["check"],
    ] {
        let (done, told) = said(peta(folder.path()).args(&arguments)).await;
        assert!(done, "{arguments:?}: {told}");
        let (done, told) = said(
            peta(database.path())
                .env("PETA_DATABASE", &url)
                .env("PETA_PUBLIC_URL", "https://a.example")
                .args(&arguments),
        )
        .await;
        assert!(done, "{arguments:?}: {told}");
    }
    let (_, told) = said(peta(folder.path()).args(["link", "presenter", EDITION])).await;
    assert!(told.starts_with("https://a.example/desk#"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_with_settings_is_named_and_help_is_there_all_the_same() {
    let folder = folder("databse = \"sqlite:a.db\"\n\nproxies = \"one\"\n");
    let (done, told) = said(peta(folder.path()).arg("check")).await;
    let expected = "peta: peta.toml, line 1, key \"databse\": expected no key of this name (did \
                    you mean \"database\"?)\npeta.toml, line 3, key \"proxies\": expected a whole \
                    number from 0 to 255\n";
    assert!(!done);
    assert_eq!(told, expected);
    let (done, told) = said(peta(folder.path()).arg("--help")).await;
    assert!(done && told.contains("serve"), "{told}");
    let (done, told) = said(peta(folder.path()).args(["check", "--config", "none.toml"])).await;
    assert!(!done && told.contains("can't read none.toml"), "{told}");
    put(folder.path(), "peta.toml", "");
    let (_, told) = said(peta(folder.path()).arg("check").env("PETA_DATABSE", "x")).await;
    assert!(told.contains("did you mean \"PETA_DATABASE\"?"), "{told}");
    let (done, told) = said(peta(folder.path()).arg("serve").env("PETA_LISTEN", "18483")).await;
    assert!(!done && told.contains("127.0.0.1:18483"), "{told}");
}

/// Its first line, with the lines of its log still to be read.
async fn serve(command: &mut Command) -> (Child, String) {
    let mut child = command.spawn().expect("the program");
    let out = child.stdout.take().expect("a pipe");
    let line = BufReader::new(out).lines().next_line().await.expect("text");
    (child, line.expect("a line"))
}

#[tokio::test(flavor = "multi_thread")]
async fn ready_names_the_file_that_was_read() {
    let (_database, url, _) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let settings = format!("database = \"{url}\"\nlisten = \"[::1]:0\"\n");
    let folder = folder(&settings);
    let (mut child, line) = serve(peta(folder.path()).arg("serve")).await;
    assert!(line.starts_with("listening on http://[::1]:"), "{line}");
    let log = child.stderr.take().expect("a pipe");
    let mut lines = BufReader::new(log).lines();
    loop {
        let line = lines.next_line().await.expect("text").expect("a line");
        let line: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        if line["message"] == "ready" {
            assert_eq!(line["settings"], "peta.toml");
            break;
        }
    }
    stop(child).await;
}

/// What a client gets that speaks HTTP over a Unix socket.
async fn ask(socket: &Path) -> String {
    let mut stream = UnixStream::connect(socket).await.expect("a connection");
    let request =
        b"GET /api/v1/health/live HTTP/1.1\r\nhost: a.example\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_goes_with_its_server_and_one_that_was_left_is_no_harm() {
    let (database, url, _) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let socket = database.path().join("peta.sock");
    let listen = format!("unix:{}", socket.display());
    let command = || {
        let mut command = peta(database.path());
        command.args(["serve", "--database", &url, "--listen", &listen]);
        command
    };
    let (mut killed, line) = serve(&mut command()).await;
    assert_eq!(line, format!("listening on {listen}"));
    assert!(ask(&socket).await.starts_with("HTTP/1.1 200 "));
    killed.kill().await.expect("it runs");
    assert!(socket.exists());
    let (child, _) = serve(&mut command()).await;
    assert!(ask(&socket).await.starts_with("HTTP/1.1 200 "));
    stop(child).await;
    assert!(!socket.exists());
}

/// As systemd starts it: the socket is open already, and is told once it is ready.
#[tokio::test(flavor = "multi_thread")]
async fn a_socket_of_systemd_is_taken_and_systemd_is_told() {
    let (folder, url, _) = database_of(&fixture::contents(Visibility::Live, None)).await;
    let socket = folder.path().join("peta.sock");
    let passed = std::os::unix::net::UnixListener::bind(&socket).expect("a socket");
    let notify = folder.path().join("notify.sock");
    let told = tokio::net::UnixDatagram::bind(&notify).expect("a socket");
    // The shell's child has its number, and the socket as descriptor 3.
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "LISTEN_FDS=1 LISTEN_PID=$$ exec \"$@\" 3<&0 0</dev/null",
            "sh",
            PETA,
        ])
        .args(["serve", "--database", &url, "--listen", "systemd"])
        .env("NOTIFY_SOCKET", &notify)
        .stdin(std::os::fd::OwnedFd::from(passed))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true);
    let (child, line) = serve(&mut command).await;
    assert_eq!(line, format!("listening on unix:{}", socket.display()));
    let mut state = [0; 64];
    let length = told.recv(&mut state).await.expect("a state");
    assert_eq!(&state[..length], b"READY=1\n");
    assert!(ask(&socket).await.starts_with("HTTP/1.1 200 "));
    stop(child).await;
    let (done, said) =
        said(peta(folder.path()).args(["serve", "--database", &url, "--listen", "systemd"])).await;
    assert!(
        !done && said.contains("systemd has passed 0 sockets"),
        "{said}"
    );
}
