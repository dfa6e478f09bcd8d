//! Where a server listens: at an address, on a Unix socket, or on what systemd passes.

use std::{
    fmt, fs,
    io::{self, ErrorKind, IoSlice},
    net::SocketAddr,
    os::{
        fd::{AsFd, BorrowedFd},
        unix::{
            fs::{FileTypeExt as _, PermissionsExt as _},
            net::UnixStream as Blocking,
        },
    },
    path::{Path, PathBuf},
    str::FromStr,
    task::{Context, Poll},
};

use listenfd::ListenFd;
use thiserror::Error;
use tokio::{
    io::ReadBuf,
    net::{TcpListener, TcpStream, UnixListener, UnixStream},
};

/// Longest path of a Unix socket, in bytes (unix(7)).
const LONGEST: usize = 107;
/// A socket is for its owner and group: a proxy joins the group.
const MODE: u32 = 0o660;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listen {
    /// `host:port`.
    Address(String),
    Unix(PathBuf),
    /// The one socket that systemd has opened (`sd_listen_fds(3)`).
    Systemd,
}

/// Why a text says nowhere to listen.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ListenError {
    #[error("{0}: expected a number from 0 to 65535 behind the last colon, such as 127.0.0.1:8080")]
    Port(String),
    #[error(
        "no host: say 127.0.0.1:{0} for this machine only, 0.0.0.0:{0} or [::]:{0} for all networks"
    )]
    NoHost(u16),
    #[error("no port: say {0}:8080")]
    NoPort(String),
    #[error("an address of IPv6 stands in brackets, such as [::1]:8080")]
    Brackets,
    #[error("host and port only, such as 127.0.0.1:8080, without http:// or a path")]
    Url,
    #[error(
        "expected a path of 1 to {LONGEST} bytes behind unix:, such as unix:/run/peta/peta.sock"
    )]
    Path,
}

/// What connections are taken from.
#[derive(Debug)]
pub enum Listener {
    Address(TcpListener),
    Unix(UnixListener, Option<SocketFile>),
}

/// A socket's file, which goes with it.
#[derive(Debug)]
pub struct SocketFile(PathBuf);

/// Where a server listens, as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    Address(SocketAddr),
    Unix(PathBuf),
}

/// A connection of either kind.
#[derive(Debug)]
pub(crate) enum Stream {
    Address(TcpStream),
    Unix(UnixStream),
}

impl FromStr for Listen {
    type Err = ListenError;

    fn from_str(text: &str) -> Result<Self, ListenError> {
        if text == "systemd" {
            return Ok(Self::Systemd);
        }
        if let Some(path) = text.strip_prefix("unix:") {
            let fits = (1..=LONGEST).contains(&path.len());
            return fits
                .then(|| Self::Unix(path.into()))
                .ok_or(ListenError::Path);
        }
        if text.contains('/') {
            return Err(ListenError::Url);
        }
        if text.trim_matches(':').is_empty() {
            return Err(ListenError::NoHost(8080));
        }
        if let Ok(port) = text.trim_start_matches(':').parse() {
            return Err(ListenError::NoHost(port));
        }
        let Some((host, port)) = text.rsplit_once(':') else {
            return Err(ListenError::NoPort(text.to_owned()));
        };
        if text.ends_with(']') {
            return Err(ListenError::NoPort(text.to_owned()));
        }
        if host.contains(':') && !(host.starts_with('[') && host.ends_with(']')) {
            return Err(ListenError::Brackets);
        }
        if host.is_empty() || port.parse::<u16>().is_err() {
            return Err(ListenError::Port(text.to_owned()));
        }
        Ok(Self::Address(text.to_owned()))
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => f.write_str(address),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Systemd => f.write_str("systemd"),
        }
    }
}

impl Listen {
    /// Needs a Tokio runtime.
    pub async fn open(&self) -> Result<Listener, String> {
        let opened = match self {
            Self::Address(address) => TcpListener::bind(address).await.map(Listener::Address),
            Self::Unix(path) => bind(path),
            Self::Systemd => passed(),
        };
        opened.map_err(|error| format!("can't listen on {self}: {error}"))
    }
}

impl Listener {
    pub(crate) fn place(&self) -> io::Result<Place> {
        match self {
            Self::Address(it) => it.local_addr().map(Place::Address),
            Self::Unix(it, _) => {
                let address = it.local_addr()?;
                let path = address.as_pathname().unwrap_or(Path::new(""));
                Ok(Place::Unix(path.to_owned()))
            }
        }
    }

    /// The next connection; the address of its peer, if it has one.
    pub(crate) async fn accept(&self) -> io::Result<(Stream, Option<SocketAddr>)> {
        match self {
            Self::Address(it) => {
                let (stream, peer) = it.accept().await?;
                Ok((Stream::Address(stream), Some(peer)))
            }
            Self::Unix(it, _) => Ok((Stream::Unix(it.accept().await?.0), None)),
        }
    }
}

impl From<TcpListener> for Listener {
    fn from(listener: TcpListener) -> Self {
        Self::Address(listener)
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Address(it) => it.as_fd(),
            Self::Unix(it, _) => it.as_fd(),
        }
    }
}

impl Stream {
    pub(crate) fn poll_read_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Self::Address(it) => it.poll_read_ready(cx),
            Self::Unix(it) => it.poll_read_ready(cx),
        }
    }

    pub(crate) fn poll_write_ready(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self {
            Self::Address(it) => it.poll_write_ready(cx),
            Self::Unix(it) => it.poll_write_ready(cx),
        }
    }

    pub(crate) fn try_read_buf(&self, buffer: &mut ReadBuf<'_>) -> io::Result<usize> {
        match self {
            Self::Address(it) => it.try_read_buf(buffer),
            Self::Unix(it) => it.try_read_buf(buffer),
        }
    }

    pub(crate) fn try_write(&self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Address(it) => it.try_write(bytes),
            Self::Unix(it) => it.try_write(bytes),
        }
    }

    pub(crate) fn try_write_vectored(&self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        match self {
            Self::Address(it) => it.try_write_vectored(parts),
            Self::Unix(it) => it.try_write_vectored(parts),
        }
    }
}

impl AsFd for Stream {
    fn as_fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Address(it) => it.as_fd(),
            Self::Unix(it) => it.as_fd(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => write!(f, "http://{address}"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl Drop for SocketFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// A new socket at that path, in place of one that a dead server has left there. What
/// is no socket, or answers, is never taken away.
fn bind(path: &Path) -> io::Result<Listener> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
        Ok(found) if !found.file_type().is_socket() => {
            return Err(io::Error::other("a file that is no socket is there"));
        }
        Ok(_) => match Blocking::connect(path) {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => fs::remove_file(path)?,
            Err(error) => return Err(error),
            Ok(_) => return Err(io::Error::other("another server listens there")),
        },
    }
    let listener = UnixListener::bind(path)?;
    let file = SocketFile(path.to_owned());
    fs::set_permissions(path, fs::Permissions::from_mode(MODE))?;
    Ok(Listener::Unix(listener, Some(file)))
}

fn passed() -> io::Result<Listener> {
    let mut passed = ListenFd::from_env();
    if passed.len() != 1 {
        return Err(io::Error::other(format!(
            "systemd has passed {} sockets, expected one: start peta.socket, not the program alone",
            passed.len()
        )));
    }
    // Which kind it is, the socket knows.
    if let Ok(Some(listener)) = passed.take_unix_listener(0) {
        listener.set_nonblocking(true)?;
        return Ok(Listener::Unix(UnixListener::from_std(listener)?, None));
    }
    let listener = passed.take_tcp_listener(0)?;
    let listener =
        listener.ok_or_else(|| io::Error::other("what systemd has passed is no socket"))?;
    listener.set_nonblocking(true)?;
    Ok(Listener::Address(TcpListener::from_std(listener)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_to_listen_is_said_in_full_and_every_other_way_has_an_answer() {
        for text in [
            "127.0.0.1:8080",
            "[::1]:18501",
            "[::]:0",
            "localhost:80",
            "unix:a.sock",
            "systemd",
        ] {
            let listen: Listen = text.parse().unwrap();
            assert_eq!(listen.to_string(), text);
        }
        for (text, answer) in [
            (":8080", "127.0.0.1:8080"),
            ("18483", "127.0.0.1:18483"),
            ("127.0.0.1", "127.0.0.1:8080"),
            ("[::1]", "[::1]:8080"),
            ("::1:8080", "brackets"),
            ("http://127.0.0.1:8080", "without http://"),
            ("127.0.0.1:99999", "65535"),
            ("127.0.0.1:http", "65535"),
            ("", "8080"),
            ("unix:", "unix:/run/peta/peta.sock"),
        ] {
            let error = text.parse::<Listen>().unwrap_err().to_string();
            assert!(error.contains(answer), "{text}: {error}");
        }
    }

    #[tokio::test]
    async fn a_socket_that_was_left_is_taken_over_and_no_other_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("peta.sock");
        let listen = Listen::Unix(path.clone());
        let first = listen.open().await.unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, MODE);
        let error = listen.open().await.unwrap_err();
        assert!(error.contains("another server listens there"), "{error}");
        drop(first);
        assert!(!path.exists());
        // As after a kill: the file stays, and nobody answers.
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        assert!(path.exists());
        drop(listen.open().await.unwrap());
        fs::write(&path, "a letter").unwrap();
        let error = listen.open().await.unwrap_err();
        assert!(error.contains("no socket"), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"a letter");
    }
}
