//! `peta serve`.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use sd_notify::NotifyState;
use store::{HeadFile, Purpose, SqliteStore};
use tracing_subscriber::{filter::LevelFilter, fmt::time::SystemTime};

use super::{Database, Outcome, out, signals::Signals};
use crate::{Allowance, Chance, Clock, Listen, Options, Witness, organise, start};

/// A slow phone's headers arrive in this time; so does the next request of a
/// reader who still looks at the page.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080",
        help = "Where to listen: an address and a port (0 takes a free one), such as \
                127.0.0.1:8080 or [::1]:8080; unix:/run/peta/peta.sock; or systemd, for the \
                socket of a .socket unit"
    )]
    listen: Listen,
    /// The address that the public uses, such as <https://inovasi.example.go.id>.
    /// Previews in messengers need it; with https, cookies become `Secure`.
    #[arg(long, value_name = "URL", value_parser = public_url)]
    public_url: Option<String>,
    /// Ballots that one network address may send in ten minutes; 0 for no bound.
    /// Set high, because a whole event hall may share one address.
    #[arg(long, value_name = "N", default_value_t = 20_000)]
    address_limit: u32,
    /// Reverse proxies in front of this server. With 0, the address of the
    /// connection counts; with N, the N-th from the end of `X-Forwarded-For`.
    #[arg(long, value_name = "N", default_value_t = 0)]
    proxies: u8,
    /// The file that keeps the last head of the public log, best on another disk
    /// [default: the database's name with the edition's and `.head`].
    #[arg(long, value_name = "PATH")]
    log_lock: Option<PathBuf>,
    /// A witness to ask for cosignatures: its address, and its key as it is in the
    /// manifest. May be given several times.
    #[arg(long = "witness", value_name = "URL=NAME+ID+KEY")]
    witnesses: Vec<Witness>,
    /// How much is logged: error, warn, info, debug.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    log: LevelFilter,
}

/// `settings`: the file that was read.
pub(super) async fn run(arguments: Arguments, settings: Option<&Path>) -> Outcome {
    // Signals first: one that comes while ballots are read must not be lost.
    let mut signals = Signals::catch()?;
    tell(arguments.log);
    let store = SqliteStore::open(&arguments.database.url, Purpose::Serve).await?;
    let listener = arguments.listen.open().await?;
    let edition = organise::show::shown(&store).await?;
    let log_lock = match arguments.log_lock {
        Some(path) => HeadFile::new(path),
        None => HeadFile::beside(&arguments.database.url, &edition)?,
    };
    let network = match arguments.address_limit {
        0 => None,
        burst => Some(Allowance { burst, period: 600 }),
    };
    let mut running = start(
        listener,
        Options {
            store: Arc::new(store),
            edition: edition.clone(),
            public_url: arguments.public_url,
            proxies: arguments.proxies,
            network,
            patience: PATIENCE,
            clock: Clock::system(),
            chance: Chance::system(),
            log_lock,
            witnesses: arguments.witnesses,
        },
    )
    .await?;
    told(format_args!("listening on {}", running.place()));
    let settings = settings.map_or_else(|| "none".into(), Path::to_string_lossy);
    tracing::info!(
        address = %running.place(),
        edition = edition.as_str(),
        phase = running.phase().as_str(),
        %settings,
        "ready"
    );
    // Without systemd there is nobody to tell.
    if let Err(error) = sd_notify::notify(&[NotifyState::Ready]) {
        tracing::warn!(%error, "systemd was not told that the server is ready");
    }
    tokio::select! {
        () = signals.end() => {}
        broken = running.broken() => return Err(broken.into()),
    }
    tracing::info!("stopping");
    let _ = sd_notify::notify(&[NotifyState::Stopping]);
    running.stop().await;
    tracing::info!("stopped");
    Ok(())
}

/// A line of a server's output. Where nobody can take it, the server goes on all the same.
pub(super) fn told(line: std::fmt::Arguments) {
    if let Err(error) = out::line(line) {
        tracing::warn!(%error, %line, "standard output can't be written");
    }
}

/// What happens is told in JSON, a line each. A line that can't be written is lost:
/// to say so on the same full disk would panic.
pub(super) fn tell(level: LevelFilter) {
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_timer(SystemTime)
        .with_max_level(level)
        .with_writer(io::stderr)
        .log_internal_errors(false)
        .init();
}

pub(super) fn public_url(text: &str) -> Result<String, String> {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let host = host
        .ok_or("begin with https:// or http://")?
        .trim_end_matches('/');
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | ':' | '[' | ']');
    if host.is_empty() || !host.chars().all(plain) {
        return Err("only scheme, host and port, without a path".to_owned());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_scheme_and_host() {
        for text in ["https://inovasi.example.go.id", "http://127.0.0.1:8080/"] {
            assert!(public_url(text).is_ok(), "{text}");
        }
        for text in [
            "inovasi.example.go.id",
            "https://",
            "https://a/b",
            "ftp://a",
            "https://a\"b",
        ] {
            assert!(public_url(text).is_err(), "{text}");
        }
    }
}
