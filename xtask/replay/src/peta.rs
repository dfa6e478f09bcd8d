//! The product as a program: its command line, and a server that is stopped
//! when it is no longer held.

use std::{
    ffi::OsStr,
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
    time::timeout,
};
use wire::{EditionSlug, Phase};

/// How long a server may take until it says where it listens.
const START: Duration = Duration::from_secs(30);

/// The program did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum PetaError {
    #[error("running {program}")]
    Run { program: PathBuf, source: io::Error },
    #[error("`peta {command}` failed:\n{output}")]
    Failed { command: String, output: String },
    #[error("`peta serve` ended or did not say where it listens:\n{output}")]
    NoAddress { output: String },
}

/// A `peta` and one database file.
#[derive(Clone, Debug)]
pub struct Peta {
    program: PathBuf,
    database: PathBuf,
}

impl Peta {
    pub fn new(program: impl Into<PathBuf>, database: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            database: database.into(),
        }
    }

    pub fn database(&self) -> &Path {
        &self.database
    }

    pub async fn import(&self, folder: &Path) -> Result<(), PetaError> {
        self.run("import", &[folder.as_os_str()]).await
    }

    /// Puts an edition into a phase; nobody is asked.
    pub async fn phase(&self, edition: &EditionSlug, phase: Phase) -> Result<(), PetaError> {
        let slug = edition.as_str();
        let (verb, arguments) = match phase {
            Phase::Voting => ("open", vec![slug, "--yes", slug]),
            _ => ("phase", vec![slug, phase.as_str(), "--yes", slug]),
        };
        let arguments: Vec<&OsStr> = arguments.into_iter().map(OsStr::new).collect();
        self.run(verb, &arguments).await
    }

    /// Writes the archive of a decided election, marks included.
    pub async fn archive(&self, edition: &EditionSlug, folder: &Path) -> Result<(), PetaError> {
        let arguments = [
            OsStr::new(edition.as_str()),
            folder.as_os_str(),
            OsStr::new("--for-auditors"),
        ];
        self.run("archive", &arguments).await
    }

    /// Makes a batch of voting codes, which lie in `out` as `batch-N.csv` then.
    pub async fn codes(
        &self,
        edition: &EditionSlug,
        booth: &str,
        count: u32,
        out: &Path,
    ) -> Result<(), PetaError> {
        let count = count.to_string();
        let arguments = [
            edition.as_str(),
            "--count",
            &count,
            "--booth",
            booth,
            "--out",
        ];
        let mut arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        arguments.push(out.as_os_str());
        self.run("codes", &arguments).await
    }

    /// Lets a batch vote.
    pub async fn activate_codes(&self, edition: &EditionSlug, batch: u32) -> Result<(), PetaError> {
        let batch = batch.to_string();
        let arguments = [edition.as_str(), &batch].map(OsStr::new);
        self.run("codes activate", &arguments).await
    }

    /// A signed link: `presenter`, or `kiosk` with a booth. Its path and fragment.
    pub async fn link(
        &self,
        edition: &EditionSlug,
        role: &str,
        booth: Option<&str>,
    ) -> Result<String, PetaError> {
        const SITE: &str = "http://127.0.0.1";
        let mut arguments = vec![edition.as_str(), "--public-url", SITE];
        arguments.extend(booth.map(|booth| ["--booth", booth]).into_iter().flatten());
        let arguments: Vec<&OsStr> = arguments.iter().map(OsStr::new).collect();
        let said = self.output(&format!("link {role}"), &arguments).await?;
        let link = said.lines().find_map(|line| line.strip_prefix(SITE));
        Ok(link.unwrap_or_default().to_owned())
    }

    /// Takes a link back.
    pub async fn revoke(&self, edition: &EditionSlug, number: u32) -> Result<(), PetaError> {
        let number = number.to_string();
        let arguments = [edition.as_str(), &number, "--reason", "lost"].map(OsStr::new);
        self.run("link revoke", &arguments).await
    }

    /// Feeds in a kiosk's queue; what it prints.
    pub async fn ingest(&self, edition: &EditionSlug, file: &Path) -> Result<String, PetaError> {
        let arguments = [
            OsStr::new(edition.as_str()),
            OsStr::new("--revoked"),
            file.as_os_str(),
        ];
        self.output("ingest", &arguments).await
    }

    pub async fn check(&self) -> Result<(), PetaError> {
        self.run("check", &[]).await
    }

    async fn run(&self, verb: &str, arguments: &[&OsStr]) -> Result<(), PetaError> {
        self.output(verb, arguments).await.map(drop)
    }

    async fn output(&self, verb: &str, arguments: &[&OsStr]) -> Result<String, PetaError> {
        let output = self.command(verb).args(arguments).output().await;
        let output = output.map_err(|source| self.not_run(source))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        let arguments: Vec<_> = arguments.iter().map(|one| one.to_string_lossy()).collect();
        Err(PetaError::Failed {
            command: format!("{verb} {}", arguments.join(" ")),
            output: text,
        })
    }

    /// Serves on a free port of this machine.
    pub async fn serve(&self) -> Result<Server, PetaError> {
        self.serve_at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
            .await
    }

    /// Serves at an address.
    pub async fn serve_at(&self, listen: SocketAddr) -> Result<Server, PetaError> {
        let start = Instant::now();
        let mut child = self
            .command("serve")
            // Everything here comes from one address, and that is no attack.
            .args(["--listen", &listen.to_string(), "--address-limit", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|source| self.not_run(source))?;
        let mut heard = String::new();
        let address = match child.stdout.take() {
            Some(output) => {
                let mut lines = BufReader::new(output).lines();
                let address = timeout(START, async {
                    while let Ok(Some(line)) = lines.next_line().await {
                        if let Some(address) = address(&line) {
                            return Some(address);
                        }
                        heard.push_str(&line);
                        heard.push('\n');
                    }
                    None
                })
                .await;
                // Its log goes on; a pipe that nobody reads would stop it.
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                address.ok().flatten()
            }
            None => None,
        };
        match address {
            Some(address) => Ok(Server {
                child,
                address,
                ready: start.elapsed(),
            }),
            None => Err(PetaError::NoAddress { output: heard }),
        }
    }

    fn command(&self, verb: &str) -> Command {
        let mut command = Command::new(&self.program);
        let url = format!("sqlite:{}", self.database.display());
        command
            .args(verb.split(' '))
            .args(["--database", &url])
            .stdin(Stdio::null());
        command
    }

    fn not_run(&self, source: io::Error) -> PetaError {
        PetaError::Run {
            program: self.program.clone(),
            source,
        }
    }
}

/// A running `peta serve`.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    ready: Duration,
}

impl Server {
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From the start of the process until it listened.
    pub fn ready_after(&self) -> Duration {
        self.ready
    }

    /// The most memory that it has held at once, in KiB. `None` off Linux.
    pub fn peak_memory(&self) -> Option<u64> {
        self.status("VmHWM:")
    }

    /// The memory that it holds now, in KiB. `None` off Linux.
    pub fn memory(&self) -> Option<u64> {
        self.status("VmRSS:")
    }

    /// The process' number; none once it has ended.
    pub fn process(&self) -> Option<u32> {
        self.child.id()
    }

    fn status(&self, key: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()?)).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(key))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// Ends it at once, without a chance to finish anything.
    pub async fn kill(mut self) -> io::Result<()> {
        self.child.kill().await
    }
}

/// The address in a line such as `serving http://127.0.0.1:8080`.
fn address(line: &str) -> Option<SocketAddr> {
    line.split("http://")
        .nth(1)?
        .split(['/', ' ', '"', '\u{1b}'])
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn finds_the_address_that_a_server_announces() {
        for line in [
            "listening on http://127.0.0.1:4711",
            "url=\"http://127.0.0.1:4711/\" ok",
        ] {
            assert_eq!(address(line), "127.0.0.1:4711".parse().ok(), "{line}");
        }
        assert_eq!(address("starting"), None);
    }
}
