//! `peta archive`: all that a recount needs, as a folder that any web server can
//! hold and no server is needed for (docs/PROTOCOL.md, "The archive").

use std::{
    error::Error,
    fs::{self, DirBuilder, Permissions},
    io,
    os::unix::fs::{DirBuilderExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use ledger::log::{Note, new_bundles, new_tiles};
use recount::{CHECKPOINT, JURY, KEY, MANIFEST, RESULT, ROLL, SAMPLE, VERIFIER, opening_path};
use store::{HeadFile, Log as _, LogResult, Purpose, SqliteStore, Store as _};
use wire::{EditionSlug, OpeningPolicy};

use super::{Database, Outcome, export, out::say, verify};
use crate::{
    assets,
    log::{bundle, is_in, kept_cosigned, openings, signer},
};

/// How to count again, for whoever finds the folder.
const README_ID: &str = "\
Arsip pemungutan suara

Siapa pun dapat menghitung ulang hasil pemungutan suara ini, tanpa server dan
tanpa jaringan:

1. Buka verify.html dengan peramban, lalu pilih folder ini.
2. Atau jalankan: peta verify FOLDER
3. Atau jalankan: python3 verify.py FOLDER   (memerlukan paket cryptography)

Ketiganya memeriksa setiap tanda tangan, menghitung ulang, dan membandingkan
hasilnya dengan result.json. Cara kerjanya dijelaskan dalam PROTOCOL.md.
Data inovasi, wilayah, dan aturan ada di folder edition.
";
const README_EN: &str = "\
Archive of a vote

Anyone can count this vote again, without a server and without a network:

1. Open verify.html in a browser and choose this folder.
2. Or run: peta verify FOLDER
3. Or run: python3 verify.py FOLDER   (needs the package cryptography)

Each of them checks every signature, counts again and compares with
result.json. How it works is in PROTOCOL.md. Innovations, areas and rules are in
the folder edition.
";
/// What only auditors may see is for its owner alone.
const FOLDER: u32 = 0o700;
const FILE: u32 = 0o600;
const VERIFY_PY: &[u8] = include_bytes!("../../../../tools/verify.py");
const PROTOCOL: &[u8] = include_bytes!("../../../../docs/PROTOCOL.md");

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    database: Database,
    /// Which edition.
    edition: String,
    /// Where to write it; must not be there yet.
    folder: PathBuf,
    /// The file that keeps the last head of the public log, as told to `peta serve`.
    #[arg(long, value_name = "PATH")]
    log_lock: Option<PathBuf>,
    /// With the marks of all ballots that count, whatever the rules say. Not for
    /// publishing.
    #[arg(long)]
    for_auditors: bool,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let store = SqliteStore::open(&arguments.database.url, Purpose::Command).await?;
    let edition = super::named(&store, &arguments.edition).await?;
    let done = write(&store, &edition, &arguments).await;
    let has_lot = store.evidence(&edition).await.map(|it| it.lot.is_some());
    store.close().await;
    let (result, has_lot) = (done?, has_lot?);
    // What can't be recounted is no archive.
    let folder = &arguments.folder;
    let report = verify::verify(folder, None, None)?;
    say!("{edition}: written to {}, and recounted", folder.display());
    if arguments.for_auditors && !result.is_open {
        say!("The marks of all ballots are in it: give it to auditors only.");
    } else if result.sample.is_some() {
        say!("With the marks of the ballots that were drawn; those of all: --for-auditors.");
    } else if !result.is_open {
        say!(
            "Without the marks: {}. Auditors get them: --for-auditors.",
            why_sealed(report.manifest.openings, has_lot)
        );
    }
    Ok(())
}

/// The one reason that applies, for a result whose marks are not open.
const fn why_sealed(openings: OpeningPolicy, has_lot: bool) -> &'static str {
    match (openings, has_lot) {
        (OpeningPolicy::Auditors, _) => {
            "the rules leave them to auditors (openings = \"auditors\")"
        }
        (OpeningPolicy::Sample, false) => {
            "the sample is not drawn, for the value of the lot is not published (peta lot)"
        }
        (OpeningPolicy::All | OpeningPolicy::Sample, _) => {
            "more than 1 in 20 ballots are like no other, so that their marks would be like names"
        }
    }
}

async fn write(
    store: &SqliteStore,
    edition: &EditionSlug,
    arguments: &Arguments,
) -> Result<LogResult, Box<dyn Error>> {
    let folder = &arguments.folder;
    let contents = export::whole(store, edition).await?;
    let manifest = store.contents(edition).await?.and_then(|it| it.manifest);
    let manifest = manifest.ok_or("voting was never open")?;
    let (head, result) = (store.log_head(edition).await?, store.result(edition).await?);
    let head = head.ok_or("the public log is empty")?;
    let result = result.ok_or(
        "there is no result yet: the server makes it once the objection period has begun \
         (peta phase … objection)",
    )?;
    if !is_in(&result, &head) {
        return Err("the result is not in the public log yet: try again in a moment".into());
    }
    if folder.exists() {
        return Err(format!("{} is there already", folder.display()).into());
    }
    if arguments.for_auditors {
        // Before there is anything in it.
        DirBuilder::new()
            .recursive(true)
            .mode(FOLDER)
            .create(folder)?;
    }
    edition::write(&folder.join("edition"), &contents)?;
    let key = signer(store, edition, None).await?;
    // A checkpoint that can't be read would be found by the recount, too late.
    let note = Note::parse(head.checkpoint.as_bytes())?;
    let file = match &arguments.log_lock {
        Some(path) => HeadFile::new(path),
        None => HeadFile::beside(&arguments.database.url, edition)?,
    };
    let checkpoint = kept_cosigned(&file, key.verifier())
        .filter(|it| (it.size, it.root) == (head.size, head.root))
        .map_or_else(|| note.to_string(), |it| it.checkpoint);
    let key = format!("{}\n", key.verifier());
    for (path, bytes) in [
        (KEY, key.as_bytes()),
        (CHECKPOINT, checkpoint.as_bytes()),
        (MANIFEST, &manifest.bytes),
        (RESULT, &result.body),
        (ROLL, &result.roll),
    ] {
        put(folder, path, bytes)?;
    }
    for tile in new_tiles(0, head.size).chain(new_bundles(0, head.size)) {
        let bytes = store.log_tile(edition, tile).await?;
        let bytes = bytes.ok_or("the database lacks a part of the log")?;
        put(folder, &format!("log/{tile}"), &bytes)?;
    }
    if let Some(jury) = store.evidence(edition).await?.jury {
        put(folder, JURY, &jury)?;
    }
    if let Some(sample) = &result.sample {
        put(folder, SAMPLE, sample)?;
    }
    if result.is_open || arguments.for_auditors {
        let mut number = 0;
        while let Some(found) = openings(store, edition, &result, number).await? {
            put(folder, &opening_path(number), &bundle(&found)?)?;
            number += 1;
        }
    }
    put(folder, "BACA-SAYA.txt", README_ID.as_bytes())?;
    put(folder, "README.txt", README_EN.as_bytes())?;
    put(folder, "verify.py", VERIFY_PY)?;
    put(folder, "PROTOCOL.md", PROTOCOL)?;
    // The page that the manifest names; else that of this program, if it was built
    // with the browser app.
    let page = match store.verifier(edition).await? {
        Some(page) => Some(page),
        None => assets::bytes(assets::VERIFY).await.map(Vec::from),
    };
    if let Some(page) = page {
        put(folder, VERIFIER, &page)?;
    }
    if arguments.for_auditors {
        close(folder)?;
    }
    Ok(result)
}

/// For its owner alone, whatever the umask.
fn close(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            close(&path)?;
        } else {
            fs::set_permissions(&path, Permissions::from_mode(FILE))?;
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(FOLDER))
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> io::Result<()> {
    let path = folder.join(path);
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}
