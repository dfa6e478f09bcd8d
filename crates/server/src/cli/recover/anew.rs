//! A new log under another name, where what was published is lost for good.

use std::{error::Error, fs};

use ledger::log::{Checkpoint, Note, NoteSigner, Remark};
use store::Log as _;
use wire::EditionSlug;

use super::{Held, published::Signed};
use crate::{
    Clock,
    cli::{Outcome, out::say},
    log::{Standing, compare, renamed},
};

/// Entries of one transaction at most.
const BATCH: u32 = 4096;

pub(super) async fn begin(held: &Held, text: &Remark) -> Outcome {
    let Held { store, edition, .. } = held;
    let Some(kept) = &held.kept else {
        return Err("there is no head file: nothing says that anything is missing".into());
    };
    let lost = Signed::parse(kept)?.checkpoint;
    let signer = renamed(store, lost.origin()).await?;
    let found = store.log_head(edition).await?;
    let standing = compare(
        store,
        edition,
        signer.verifier(),
        Some(kept),
        found.as_ref(),
    );
    let standing: Standing = standing.await?;
    if standing.is_sound() {
        return Err(format!("{standing}: nothing is missing").into());
    }
    let first = first(text, &lost)?;
    let next = renamed(store, &successor(lost.origin())).await?;
    store
        .begin_log_anew(edition, &first, Clock::system().now())
        .await?;
    let head = sign(held, &next).await?;
    // The evidence of what was published stays.
    let old = keep_aside(held, &lost, kept)?;
    held.head.replace(Some(kept), &head)?;
    say!("{edition}: a new log has begun: {}", next.verifier());
    say!("The last head of the old one is in {old}: publish it, with the new key.");
    say!("Whoever has seen the old log will be warned, and has to be.");
    Ok(())
}

/// The text, and below it the last head that was lost.
fn first(text: &Remark, lost: &Checkpoint) -> Result<Remark, Box<dyn Error>> {
    let told = format!("{text}\n\n{}", lost.to_string().trim_end());
    let told = told.parse();
    Ok(told.map_err(|_| "the text is too long: the lost head has to stand below it")?)
}

/// `name/log-2` after `name`, `name/log-3` after that.
fn successor(origin: &str) -> String {
    let numbered = origin.rsplit_once("/log-").and_then(|(name, number)| {
        let number: u32 = number.parse().ok()?;
        Some(format!("{name}/log-{}", number.checked_add(1)?))
    });
    numbered.unwrap_or_else(|| format!("{origin}/log-2"))
}

/// Everything that is there becomes an entry of the new log.
async fn sign(held: &Held, signer: &NoteSigner) -> Result<String, Box<dyn Error>> {
    let edition: &EditionSlug = &held.edition;
    let sign = |size, root| {
        let checkpoint = Checkpoint::new(signer.verifier().name(), size, root)?;
        Ok(checkpoint.sign(signer)?.to_string())
    };
    loop {
        let done = held.store.sequence(edition, BATCH, &sign).await?;
        if done.size == done.old {
            break;
        }
    }
    let head = held.store.log_head(edition).await?;
    let head = head.ok_or("the new log is empty")?.checkpoint;
    Note::parse(head.as_bytes())?;
    Ok(head)
}

fn keep_aside(held: &Held, lost: &Checkpoint, kept: &str) -> Result<String, Box<dyn Error>> {
    let mut path = held.head.path().as_os_str().to_owned();
    path.push(format!(".lost-{}", lost.size()));
    fs::write(&path, kept)?;
    fs::File::open(&path)?.sync_all()?;
    Ok(path.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_that_ends_has_a_successor() {
        for (origin, next) in [
            ("a.example/kabupaten", "a.example/kabupaten/log-2"),
            ("a.example/kabupaten/log-2", "a.example/kabupaten/log-3"),
            ("peta/log-lama", "peta/log-lama/log-2"),
        ] {
            assert_eq!(successor(origin), next);
        }
    }
}
