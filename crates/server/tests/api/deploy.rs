//! The examples of `deploy/` as they stand: unit files are read by systemd, nginx and
//! Caddy are started with them in front of the program, on its Unix socket.
//!
//! A test whose program is not on this machine says so and does nothing.

use std::{
    env, fs,
    net::IpAddr,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Output, Stdio},
    time::Duration,
};

use reqwest::{Client, StatusCode};
use tempfile::TempDir;
use tokio::{
    io::{AsyncBufReadExt as _, BufReader},
    net::TcpListener,
    process::{Child, Command},
    time,
};
use wire::{Hash, Visibility};

use crate::{
    events::Events,
    fixture,
    process::{PETA, ballot, database_of, stop},
};

const HOST: &str = "inovasi.example.go.id";
const PATIENCE: Duration = Duration::from_mins(1);
/// Ballots of one address in the test.
const LIMIT: u16 = 2;

fn example(name: &str) -> String {
    let path = format!("{}/../../deploy/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(path).expect("an example")
}

/// Where it is; system programs may not be on a user's search path.
fn program(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin".into(), "/sbin".into()]);
    let found = folders.map(|it| it.join(name)).find(|it| it.is_file());
    if found.is_none() {
        skipped(name);
    }
    found
}

#[expect(clippy::print_stderr, reason = "a test that does nothing says so")]
fn skipped(name: &str) {
    eprintln!("skipped: {name} is not here");
}

async fn run(command: &mut Command) -> (bool, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().await.expect("the program");
    let said = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    (status.success(), said)
}

async fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    listener.local_addr().expect("an address").port()
}

/// The program on a Unix socket, believing one proxy.
struct Behind {
    folder: TempDir,
    _database: TempDir,
    manifest: Hash,
    server: Child,
}

impl Behind {
    async fn start() -> Self {
        let (database, url, manifest) =
            database_of(&fixture::contents(Visibility::Live, None)).await;
        let folder = tempfile::tempdir().expect("a folder");
        let socket = folder.path().join("peta.sock");
        let mut server = Command::new(PETA)
            .args([
                "serve",
                "--database",
                &url,
                "--log",
                "error",
                "--proxies",
                "1",
            ])
            .args(["--address-limit", &LIMIT.to_string()])
            .args(["--public-url", &format!("https://{HOST}")])
            .args(["--listen", &format!("unix:{}", socket.display())])
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program");
        let out = server.stdout.take().expect("a pipe");
        let line = BufReader::new(out).lines().next_line().await.expect("text");
        assert_eq!(
            line,
            Some(format!("listening on unix:{}", socket.display()))
        );
        Self {
            folder,
            _database: database,
            manifest,
            server,
        }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        fs::write(self.at(name), text).expect("a file");
        self.at(name)
    }

    /// All that a proxy may get wrong.
    async fn is_well_served(&self, port: u16) {
        let visitor = |last: u8| {
            Client::builder()
                .local_address(IpAddr::from([127, 0, 0, last]))
                .build()
                .expect("a client")
        };
        let url = |path: &str| format!("http://127.0.0.1:{port}{path}");
        let first = visitor(2);
        let page = first.get(url("/")).header("accept", "text/html").send();
        let page = page.await.expect("an answer");
        assert_eq!(page.status(), StatusCode::OK);
        assert!(page.headers().contains_key("peta"), "{page:?}");
        assert!(page.text().await.expect("a page").contains("Pekan Coba"));

        // Events come at once, not when a buffer is full, and so does each sign of life.
        let listening = first.get(url("/api/v1/events")).send();
        let mut events = Events::of(listening.await.expect("an answer"));
        assert_eq!(events.next().await.ballots(), 0);
        let mut voters = 1..;
        for (client, claimed, expected) in [
            (&first, "198.51.100.1", StatusCode::CREATED),
            (&first, "198.51.100.2", StatusCode::CREATED),
            // Whatever it claims to be: it is one address, and has had its share.
            (&first, "198.51.100.3", StatusCode::TOO_MANY_REQUESTS),
            (&visitor(3), "198.51.100.3", StatusCode::CREATED),
        ] {
            let voter = voters.next().expect("a number");
            let cast = client
                .post(url("/api/v1/ballots"))
                .header("x-forwarded-for", claimed)
                .json(&ballot(voter, self.manifest));
            let answer = cast.send().await.expect("an answer");
            assert_eq!(answer.status(), expected, "{claimed}");
        }
        loop {
            let event = events.next().await;
            if event.name != "clock" && event.ballots() == 3 {
                break;
            }
        }
        while events.next().await.name != "clock" {}

        // Too large for a ballot: the program's own answer.
        let answer = large(port, 100 * 1024).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
}

/// The answer to a ballot of so many bytes.
async fn large(port: u16, length: usize) -> reqwest::Result<reqwest::Response> {
    let cast = Client::new().post(format!("http://127.0.0.1:{port}/api/v1/ballots"));
    let cast = cast.header("content-type", "application/json");
    cast.body(vec![b' '; length]).send().await
}

/// Waits until somebody listens there.
async fn listens(proxy: &mut Child, port: u16) {
    let there = async {
        while tokio::net::TcpStream::connect(("127.0.0.1", port))
            .await
            .is_err()
        {
            let ended = proxy.try_wait().expect("a child");
            assert_eq!(ended, None, "the proxy has ended");
            tokio::task::yield_now().await;
        }
    };
    time::timeout(PATIENCE, there).await.expect("it listens");
}

/// A certificate that nobody trusts.
async fn certificate(folder: &Path) -> Option<(PathBuf, PathBuf)> {
    let (certificate, key) = (folder.join("c.pem"), folder.join("k.pem"));
    let mut openssl = Command::new(program("openssl")?);
    openssl
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-subj", &format!("/CN={HOST}"), "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&certificate);
    let (done, said) = run(&mut openssl).await;
    assert!(done, "{said}");
    Some((certificate, key))
}

#[tokio::test(flavor = "multi_thread")]
async fn nginx_in_front_passes_all_that_matters() {
    let Some(nginx) = program("nginx") else {
        return;
    };
    let behind = Behind::start().await;
    let Some((certificate, key)) = certificate(behind.folder.path()).await else {
        return;
    };
    let (plain, secure, other) = (free_port().await, free_port().await, free_port().await);
    let home = behind.folder.path().display().to_string();
    let folder = format!("/etc/letsencrypt/live/{HOST}/");
    let site = example("nginx.conf");
    let site = [
        (
            "/run/peta/peta.sock",
            behind.at("peta.sock").display().to_string(),
        ),
        ("    listen [::]:80;\n", String::new()),
        ("    listen [::]:443 ssl http2;\n", String::new()),
        ("listen 80;", format!("listen 127.0.0.1:{other};")),
        (
            "listen 443 ssl http2;",
            format!("listen 127.0.0.1:{secure} ssl http2; listen 127.0.0.1:{plain};"),
        ),
        ("/var/log/nginx/error.log", format!("{home}/error.log")),
        (
            &format!("{folder}fullchain.pem"),
            certificate.display().to_string(),
        ),
        (&format!("{folder}privkey.pem"), key.display().to_string()),
    ]
    .iter()
    .fold(site, |site, (from, to)| {
        assert!(site.contains(from), "{from}");
        site.replace(from, to)
    });
    let site = behind.put("site.conf", &site);
    // Who runs it as root has a folder that nobody else may enter.
    let is_root = behind.folder.path().metadata().expect("a folder").uid() == 0;
    let user = if is_root { "user root;" } else { "" };
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|it| format!("{it}_temp_path {home}/{it};"))
        .concat();
    let main = behind.put(
        "nginx.conf",
        &format!(
            "{user} daemon off; master_process off; pid {home}/nginx.pid;\n\
             error_log {home}/error.log; events {{}}\n\
             http {{ {temporary} include {}; }}\n",
            site.display()
        ),
    );
    let nginx = |more: &[&str]| {
        let mut command = Command::new(&nginx);
        command.arg("-p").arg(&home).arg("-c").arg(&main).args(more);
        command.kill_on_drop(true);
        command
    };
    let (done, said) = run(&mut nginx(&["-t"])).await;
    assert!(done, "{said}");
    let mut proxy = nginx(&[]).spawn().expect("nginx");
    listens(&mut proxy, plain).await;
    behind.is_well_served(plain).await;
    // Larger than anything that the program takes: nginx's own, before it has read it.
    let answer = large(plain, 4 * 1024 * 1024).await;
    let status = answer.map(|it| it.status());
    assert!(status.is_err() || status.is_ok_and(|it| it == StatusCode::PAYLOAD_TOO_LARGE));

    // Without TLS one is sent on; with it, HTTP/2 is spoken.
    let client = Client::builder().redirect(reqwest::redirect::Policy::none());
    let sent = client
        .build()
        .expect("a client")
        .get(format!("http://127.0.0.1:{other}/board"));
    let sent = sent.header("host", HOST).send().await.expect("an answer");
    assert_eq!(sent.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(sent.headers()["location"], format!("https://{HOST}/board"));
    if let Some(curl) = program("curl") {
        let mut curl = Command::new(curl);
        curl.args([
            "-sk",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code} %{http_version}",
        ]);
        curl.arg(format!("https://127.0.0.1:{secure}/"));
        let (done, said) = run(&mut curl).await;
        assert!(done && said == "200 2", "{said}");
    }
    let log = fs::read_to_string(behind.at("error.log")).expect("a log");
    assert!(
        !log.contains("127.0.0."),
        "an address is written down: {log}"
    );
    proxy.kill().await.expect("it runs");
    stop(behind.server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn caddy_in_front_passes_all_that_matters() {
    let Some(caddy) = program("caddy") else {
        return;
    };
    let behind = Behind::start().await;
    let text = example("Caddyfile");
    let port = free_port().await;
    let caddy = |verb: &str, file: &Path| {
        let mut command = Command::new(&caddy);
        command
            .args([verb, "--adapter", "caddyfile", "--config"])
            .arg(file);
        command.env("HOME", behind.folder.path());
        command.env("XDG_DATA_HOME", behind.folder.path());
        command.env("XDG_CONFIG_HOME", behind.folder.path());
        command.stderr(Stdio::null()).kill_on_drop(true);
        command
    };
    let whole = behind.put("whole", &text);
    let checked = caddy("validate", &whole).status().await;
    assert!(checked.expect("caddy").success());

    // On loopback, and without a certificate from outside.
    let name = format!("\n{HOST} {{\n");
    assert!(text.contains(&name) && text.contains("/run/peta/peta.sock"));
    let text = text
        .replace(
            &name,
            &format!("\n{{\n\tadmin off\n}}\n\nhttp://127.0.0.1:{port} {{\n"),
        )
        .replace(
            "/run/peta/peta.sock",
            &behind.at("peta.sock").display().to_string(),
        );
    let file = behind.put("Caddyfile", &text);
    let mut proxy = caddy("run", &file).spawn().expect("caddy");
    listens(&mut proxy, port).await;
    behind.is_well_served(port).await;
    proxy.kill().await.expect("it runs");
    stop(behind.server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn systemd_finds_no_fault_in_the_units() {
    let Some(analyze) = program("systemd-analyze") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let units = [
        "peta.service",
        "peta.socket",
        "peta-backup.service",
        "peta-backup.timer",
    ];
    let files = units.map(|name| {
        // The program is not installed here.
        let unit = example(name).replace("/usr/local/bin/peta", PETA);
        let path = folder.path().join(name);
        fs::write(&path, unit).expect("a file");
        path
    });
    let (done, said) = run(Command::new(analyze).arg("verify").args(&files)).await;
    assert!(done && said.is_empty(), "{said}");
}

/// All that the example shows can be set as it stands there.
#[tokio::test(flavor = "multi_thread")]
async fn the_example_of_settings_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("peta.toml");
    let text = example("peta.toml");
    let whole = text.replace("\n#", "\n").replace("\n ", "\n# ");
    assert!(whole.contains("\nlisten = \"127.0.0.1:8080\"\n"), "{whole}");
    for text in [&text, &whole] {
        fs::write(&file, text).expect("a file");
        let mut check = Command::new(PETA);
        check.args(["check", "--config"]).arg(&file);
        let (done, said) = run(&mut check).await;
        let read = "there is no database /var/lib/peta/peta.db";
        assert!(!done && said.contains(read), "{said}");
    }
}
