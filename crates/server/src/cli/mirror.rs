//! `peta mirror`: a copy of a log's tiles on another machine, which only ever grows.
//! `peta recover` reads it as it is.

mod folder;
mod site;

use std::path::PathBuf;

use axum::http::Uri;
use ledger::log::{Checkpoint, Frontier, Note, VerifierKey, leaf_hash, new_bundles};
use recount::CHECKPOINT;
use store::{HeadFile, HeldHead};

use super::{
    Outcome,
    out::{many, say},
    serve::public_url,
};
use folder::{Folder, Staged};
use site::Site;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The server's public address, such as <https://inovasi.example.go.id>.
    #[arg(value_parser = address)]
    url: Uri,
    /// Where the copy is kept; made if it is not there. One folder for one log.
    folder: PathBuf,
    /// The log's public key, if you have it from elsewhere; else the one that the server
    /// has the first time.
    #[arg(long, value_name = "NAME+ID+KEY")]
    log_key: Option<VerifierKey>,
}

fn address(text: &str) -> Result<Uri, String> {
    let url = public_url(text)?;
    url.parse().map_err(|_| "not an address".to_owned())
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    tokio::select! {
        done = pull(&arguments) => done,
        _ = tokio::signal::ctrl_c() => Err("interrupted: the folder is as it was".into()),
    }
}

/// A signed head: what it says, and its text.
struct Head {
    checkpoint: Checkpoint,
    text: String,
}

impl Head {
    fn open(text: String, key: &VerifierKey) -> Result<Self, Box<dyn std::error::Error>> {
        let note = Note::parse(text.as_bytes())?;
        let checkpoint = Checkpoint::open(&note, key)?;
        Ok(Self { checkpoint, text })
    }

    fn is(&self, tree: &Frontier) -> bool {
        self.checkpoint.size() == tree.size() && self.checkpoint.root() == tree.root()
    }
}

async fn pull(arguments: &Arguments) -> Outcome {
    let folder = Folder::make(&arguments.folder)?;
    let file = HeadFile::new(folder.path().join(CHECKPOINT));
    let held = file
        .hold()?
        .ok_or("another peta mirror fills this folder")?;
    let mut site = Site::to(&arguments.url).await?;
    let key = key(&folder, &mut site, arguments.log_key.as_ref()).await?;
    let next = Head::open(site.checkpoint().await?, &key)
        .map_err(|error| format!("{}: the log's checkpoint: {error}", arguments.url))?;
    let known = match held.read()? {
        None => None,
        Some(text) => Some(
            Head::open(text, &key)
                .map_err(|error| format!("{CHECKPOINT} in the folder: {error}"))?,
        ),
    };
    let done = grow(&folder, &mut site, &held, known.as_ref(), &next).await?;
    folder.keep_key(&key)?;
    let size = next.checkpoint.size();
    let old = known.map_or(0, |it| it.checkpoint.size());
    say!(
        "{}: {}, {} of them new, in {}; all as signed",
        key.name(),
        many(size, "entry", "entries"),
        size - old,
        many(done, "file", "files"),
    );
    Ok(())
}

/// The key that the folder has, or that was given; the server has to have the same.
async fn key(
    folder: &Folder,
    site: &mut Site,
    given: Option<&VerifierKey>,
) -> Result<VerifierKey, Box<dyn std::error::Error>> {
    let found: VerifierKey = site.key().await?.trim_end().parse()?;
    for known in [folder.key()?.as_ref(), given].into_iter().flatten() {
        if *known != found {
            return Err(format!(
                "this is another log, or its key was changed: the server has {found}, expected \
                 {known}. After an accident a new log has another name: mirror it into a folder \
                 of its own, and keep this one"
            )
            .into());
        }
    }
    Ok(found)
}

/// Fetches what is new, and takes it over once it is proven that the log has only grown.
async fn grow(
    folder: &Folder,
    site: &mut Site,
    held: &HeldHead,
    known: Option<&Head>,
    next: &Head,
) -> Result<usize, Box<dyn std::error::Error>> {
    let old = known.map_or(0, |it| it.checkpoint.size());
    let size = next.checkpoint.size();
    let mut tree = match known {
        None => Frontier::default(),
        Some(known) => folder.tree(known)?,
    };
    let mut staged = folder.stage()?;
    if let Some(known) = known
        && size <= old
    {
        if size == old && known.checkpoint.root() == next.checkpoint.root() {
            if known.text != next.text {
                // The same head, with other cosignatures.
                held.replace(Some(&known.text), &next.text)?;
            }
            return Ok(0);
        }
        return Err(back(folder, staged, known, next)?.into());
    }
    let mut is_known = known.is_none_or(|it| it.is(&tree));
    for tile in new_bundles(old, size) {
        let bytes = site.tile(tile).await?;
        let entries = ledger::log::decode_bundle(&bytes, tile.width())
            .map_err(|error| format!("log/{tile}: {error}"))?;
        for entry in entries {
            tree.push(leaf_hash(entry));
            is_known |= known.is_some_and(|it| it.is(&tree));
        }
        staged.put(tile, &bytes)?;
    }
    if !next.is(&tree) {
        return Err(format!(
            "the server's {size} entries do not have the root that it has signed: nothing was \
             taken over"
        )
        .into());
    }
    if !is_known {
        return Err(fork(staged, old, next)?.into());
    }
    let count = staged.place()?;
    held.replace(known.map(|it| it.text.as_str()), &next.text)?;
    folder.tidy(old, size);
    Ok(count)
}

/// A log that is shorter than it was, or as long and another.
fn back(
    folder: &Folder,
    staged: Staged,
    known: &Head,
    next: &Head,
) -> Result<String, Box<dyn std::error::Error>> {
    let (old, size) = (known.checkpoint.size(), next.checkpoint.size());
    if size < old && folder.root_at(known, size)? == Some(next.checkpoint.root()) {
        return Ok(format!(
            "the log went back: it had {old} entries when it was mirrored last, and shows {size}. \
             The folder stays as it is; the server's database is older than what was published"
        ));
    }
    fork(staged, old, next)
}

fn fork(staged: Staged, old: u64, next: &Head) -> Result<String, Box<dyn std::error::Error>> {
    let kept = staged.keep(&next.text, next.checkpoint.size())?;
    Ok(format!(
        "fork: the log that the server shows now is another than the one that was mirrored, \
         within the first {old} entries. The folder stays as it was, and what the server showed \
         is in {}: with log/checkpoint both prove it. Publish them",
        kept.display()
    ))
}
