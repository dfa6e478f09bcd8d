//! `peta link`.

use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::Link as Token;
use store::{Floor as _, KioskQueue, Link, NewLink, Purpose, SqliteStore, Store as _};
use wire::{EditionSlug, LinkRole};

use super::{Database, Outcome, codes::name, ingest::spans, out::say, serve::public_url};
use crate::{Clock, keys};

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(clap::Subcommand)]
enum Verb {
    /// Print a link that opens the big screen.
    Presenter(Make),
    /// Print a link that makes one tablet a kiosk at a booth.
    Kiosk(Kiosk),
    /// Show all links, and what has come from each kiosk.
    List(Edition),
    /// Take a link back: a screen, or a tablet that was lost.
    Revoke(Revoke),
}

#[derive(clap::Args)]
struct Edition {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
}

#[derive(clap::Args)]
struct Make {
    #[command(flatten)]
    edition: Edition,
    /// The address that the public uses, such as <https://inovasi.example.go.id>.
    #[arg(long, value_name = "URL", value_parser = public_url)]
    public_url: String,
    /// For how many days.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 14,
        value_parser = clap::value_parser!(u16).range(1..=366)
    )]
    days: u16,
}

#[derive(clap::Args)]
struct Kiosk {
    #[command(flatten)]
    make: Make,
    /// The booth where it stands; shown on it.
    #[arg(long, value_name = "NAME", value_parser = name)]
    booth: String,
}

#[derive(clap::Args)]
struct Revoke {
    #[command(flatten)]
    edition: Edition,
    /// The link's number.
    number: u32,
    /// Why; kept with it.
    #[arg(long, value_name = "TEXT", value_parser = name)]
    reason: String,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    match arguments.verb {
        Verb::Presenter(it) => make(it, None).await,
        Verb::Kiosk(it) => make(it.make, Some(it.booth)).await,
        Verb::List(it) => {
            let (store, edition) = open(&it).await?;
            let links = store.links(&edition).await;
            let queues = store.queues(&edition).await;
            store.close().await;
            list(&links?, &queues?, Clock::system().now());
            Ok(())
        }
        Verb::Revoke(it) => {
            let (store, edition) = open(&it.edition).await?;
            let now = Clock::system().now();
            let done = store
                .revoke_link(&edition, it.number, &it.reason, now)
                .await;
            store.close().await;
            done?;
            say!("{edition}: link {} is revoked", it.number);
            Ok(())
        }
    }
}

async fn open(it: &Edition) -> Result<(SqliteStore, EditionSlug), Box<dyn Error>> {
    let store = SqliteStore::open(&it.database.url, Purpose::Command).await?;
    Ok((store, it.edition.as_str().into()))
}

async fn make(it: Make, booth: Option<String>) -> Outcome {
    let (store, edition) = open(&it.edition).await?;
    let now = Clock::system().now();
    let expires_at = now + TimeDelta::days(i64::from(it.days));
    let made = token(&store, &edition, booth, expires_at, now).await;
    store.close().await;
    let (role, token) = made?;
    let page = match role {
        LinkRole::Kiosk => "kiosk",
        LinkRole::Presenter | LinkRole::Remote => "desk",
    };
    say!("{}/{page}#link={token}", it.public_url);
    Ok(())
}

async fn token(
    store: &SqliteStore,
    edition: &EditionSlug,
    booth: Option<String>,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(LinkRole, String), Box<dyn Error>> {
    let (role, new) = match booth {
        None => (LinkRole::Presenter, NewLink::Presenter { expires_at }),
        Some(booth) => (LinkRole::Kiosk, NewLink::Kiosk { booth, expires_at }),
    };
    let number = store.add_link(edition, &new, now).await?;
    let keys = keys::load(store).await?;
    let token = Token {
        role,
        number,
        expires: u64::try_from(expires_at.timestamp())?,
    };
    Ok((role, token.token(keys.sign_secret(), edition)))
}

fn list(links: &[Link], queues: &[KioskQueue], now: DateTime<Utc>) {
    say!("link  role       state     until             counted  paper  late  refused  booth");
    for link in links {
        let queue = queues.iter().find(|it| it.kiosk == link.number);
        let state = match link {
            Link {
                revoked: Some(_), ..
            } => "revoked",
            Link { expires_at, .. } if *expires_at <= now => "expired",
            Link { kiosk: Some(_), .. } => "enrolled",
            _ => "waiting",
        };
        let refused = |it: &KioskQueue| it.refused.iter().map(|it| it.1).sum::<u64>();
        let count =
            |of: fn(&KioskQueue) -> u64| queue.map_or(String::new(), |it| of(it).to_string());
        say!(
            "{:>4}  {:<9}  {state:<8}  {}  {:>7}  {:>5}  {:>4}  {:>7}  {}",
            link.number,
            link.role.as_str(),
            link.expires_at.format("%Y-%m-%d %H:%M"),
            count(|it| it.stored),
            count(|it| it.entered),
            count(|it| it.late),
            queue.map_or(String::new(), |it| refused(it).to_string()),
            link.booth.as_deref().unwrap_or_default(),
        );
        if let Some((_, reason)) = &link.revoked {
            say!("      revoked: {reason}");
        }
        for note in queue.map(notes).unwrap_or_default() {
            say!("      {note}");
        }
    }
}

/// What should be known of a queue that isn't as it should be.
pub(super) fn notes(it: &KioskQueue) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(head) = it.head {
        let when = if head.in_time {
            "while voting was open"
        } else {
            "too late"
        };
        let at = head.logged_at.format("%Y-%m-%d %H:%M:%S");
        notes.push(format!("head {} logged {at} UTC, {when}", head.index));
    }
    if !it.missing.is_empty() {
        notes.push(format!("never came: {}", spans(&it.missing)));
    }
    for (code, count) in &it.refused {
        notes.push(format!("{count} refused: {code}"));
    }
    if it.late > 0 {
        notes.push(format!("{} came too late and do not count", it.late));
    }
    if it.forks > 0 {
        notes.push(format!(
            "{} at an index that was taken: this tablet has had two queues",
            it.forks
        ));
    }
    notes
}
