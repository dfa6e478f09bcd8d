//! `peta link`.

use std::error::Error;

use chrono::{DateTime, TimeDelta, Utc};
use ledger::Link as Token;
use store::{Floor as _, KioskQueue, Link, NewLink, Purpose, SqliteStore, Store as _};
use wire::{EditionSlug, LinkRole, Region};

use super::{
    Database, Outcome,
    codes::name,
    ingest::spans,
    out::{note, say},
    serve::public_url,
};
use crate::{
    Clock, keys,
    organise::{booths, hours, strange_booth},
};

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
            let region = super::region(&store, &edition).await;
            store.close().await;
            list(&links?, &queues?, &region?, Clock::system().now());
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
    let edition = super::named(&store, &it.edition).await?;
    Ok((store, edition))
}

async fn make(it: Make, booth: Option<String>) -> Outcome {
    let (store, edition) = open(&it.edition).await?;
    let now = Clock::system().now();
    let expires_at = now + TimeDelta::days(i64::from(it.days));
    let strange = strange(&store, &edition, booth.as_deref()).await;
    let made = token(&store, &edition, booth, expires_at, now).await;
    store.close().await;
    let (role, token) = made?;
    if let Some(text) = strange? {
        note!("warning: {text}");
    }
    let page = match role {
        LinkRole::Kiosk => "kiosk",
        LinkRole::Presenter | LinkRole::Remote => "desk",
    };
    say!("{}/{page}#link={token}", it.public_url);
    Ok(())
}

/// What is to be said of a kiosk's booth, if nobody there will have a code.
async fn strange(
    store: &SqliteStore,
    edition: &EditionSlug,
    booth: Option<&str>,
) -> Result<Option<String>, Box<dyn Error>> {
    let Some(booth) = booth else { return Ok(None) };
    let batches = store.code_batches(edition).await?;
    Ok(strange_booth(booth, &booths(&batches)))
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

fn list(links: &[Link], queues: &[KioskQueue], region: &Region, now: DateTime<Utc>) {
    say!("link  role       state     until                  counted  paper  late  refused  booth");
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
            "{:>4}  {:<9}  {state:<8}  {:<21}  {:>7}  {:>5}  {:>4}  {:>7}  {}",
            link.number,
            link.role.as_str(),
            hours::moment(link.expires_at, region),
            count(|it| it.stored),
            count(|it| it.entered),
            count(|it| it.late),
            queue.map_or(String::new(), |it| refused(it).to_string()),
            link.booth.as_deref().unwrap_or_default(),
        );
        if let Some((_, reason)) = &link.revoked {
            say!("      revoked: {reason}");
        }
        for note in queue.map(|it| notes(it, region)).unwrap_or_default() {
            say!("      {note}");
        }
    }
}

/// What should be known of a queue that isn't as it should be.
pub(super) fn notes(it: &KioskQueue, region: &Region) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(head) = it.head {
        let when = if head.in_time {
            "while voting was open"
        } else {
            "too late"
        };
        let at = hours::second(head.logged_at, region);
        notes.push(format!("head {} logged {at}, {when}", head.index));
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
