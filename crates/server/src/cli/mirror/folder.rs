//! The copy on disk: `log/key`, `log/checkpoint` and `log/tile/entries/…`, as a web
//! server would hold them. What is fetched lies aside until it is proven, and the
//! checkpoint is replaced last: whoever is interrupted finds the state before.

use std::{
    error::Error,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use ledger::log::{Frontier, Tile, TileKind, VerifierKey, decode_bundle, leaf_hash, new_bundles};
use recount::KEY;
use wire::Hash;

use super::Head;
use crate::cli::verify::{file, file_if_any};

/// Where what is fetched lies until it is proven.
const STAGE: &str = ".fetched";

pub(super) struct Folder(PathBuf);

/// What was fetched and is not proven yet.
pub(super) struct Staged {
    folder: PathBuf,
    tiles: Vec<Tile>,
}

impl Folder {
    pub(super) fn make(path: &Path) -> Result<Self, String> {
        fs::create_dir_all(path.join("log"))
            .map_err(|error| format!("can't make {}: {error}", path.display()))?;
        Ok(Self(path.to_owned()))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn key(&self) -> Result<Option<VerifierKey>, Box<dyn Error>> {
        let Some(bytes) = file_if_any(&self.0, KEY)? else {
            return Ok(None);
        };
        let key = String::from_utf8(bytes)?.trim_end().parse();
        Ok(Some(key.map_err(|error| {
            format!("{KEY} in the folder: {error}")
        })?))
    }

    pub(super) fn keep_key(&self, key: &VerifierKey) -> io::Result<()> {
        if self.0.join(KEY).exists() {
            return Ok(());
        }
        put(&self.0.join(KEY), format!("{key}\n").as_bytes())
    }

    /// Proves that the entries of the known head are there, and returns the tree over its
    /// full bundles: what is fetched goes on from there.
    pub(super) fn tree(&self, known: &Head) -> Result<Frontier, Box<dyn Error>> {
        let (mut tree, mut full) = (Frontier::default(), Frontier::default());
        self.leaves(known, |leaf, is_last| {
            tree.push(leaf);
            if is_last {
                full = tree.clone();
            }
        })?;
        if !known.is(&tree) {
            return Err(
                "the folder's tiles are not those of its log/checkpoint: a file was \
                        changed. Put the folder aside, and mirror into a new one"
                    .into(),
            );
        }
        Ok(full)
    }

    /// The root of the first entries, as they were mirrored.
    pub(super) fn root_at(&self, known: &Head, size: u64) -> Result<Option<Hash>, Box<dyn Error>> {
        let (mut tree, mut root) = (Frontier::default(), None);
        self.leaves(known, |leaf, _| {
            tree.push(leaf);
            if tree.size() == size {
                root = Some(tree.root());
            }
        })?;
        Ok(root)
    }

    /// Each leaf in order, and whether it is the last one of a full bundle.
    fn leaves(&self, known: &Head, mut each: impl FnMut(Hash, bool)) -> Result<(), Box<dyn Error>> {
        for tile in new_bundles(0, known.checkpoint.size()) {
            let bytes = file(&self.0, &format!("log/{tile}"))
                .map_err(|error| format!("the folder: {error}. Put it aside, and mirror anew"))?;
            let entries = decode_bundle(&bytes, tile.width())
                .map_err(|error| format!("log/{tile} in the folder: {error}"))?;
            for (place, entry) in (1..).zip(entries) {
                each(leaf_hash(entry), tile.is_full() && place == tile.width());
            }
        }
        Ok(())
    }

    /// An empty place for what will be fetched.
    pub(super) fn stage(&self) -> io::Result<Staged> {
        let folder = self.0.join(STAGE);
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        Ok(Staged {
            folder,
            tiles: Vec::new(),
        })
    }

    /// Takes away the partial bundle that a wider one has replaced.
    pub(super) fn tidy(&self, old: u64, size: u64) {
        let partial = old.checked_sub(1).and_then(|last| {
            let tile = Tile::in_tree(TileKind::Entries, last / 256, old)?;
            Some(tile).filter(|it| !it.is_full() && size > old)
        });
        if let Some(tile) = partial {
            let path = self.0.join(format!("log/{tile}"));
            // It does no harm if it stays: a folder that still has others, too.
            let _ = fs::remove_file(&path);
            let _ = path.parent().map(fs::remove_dir);
        }
    }
}

impl Staged {
    pub(super) fn put(&mut self, tile: Tile, bytes: &[u8]) -> Result<(), String> {
        let path = self.folder.join(format!("log/{tile}"));
        put(&path, bytes).map_err(|error| format!("can't write {}: {error}", path.display()))?;
        self.tiles.push(tile);
        Ok(())
    }

    /// Moves all to where it belongs; how many files that were.
    pub(super) fn place(self) -> Result<usize, String> {
        let home = self.folder.parent().unwrap_or(Path::new(""));
        for tile in &self.tiles {
            let name = format!("log/{tile}");
            let to = home.join(&name);
            let folder = to.parent().unwrap_or(home);
            fs::create_dir_all(folder)
                .and_then(|()| fs::rename(self.folder.join(&name), &to))
                .and_then(|()| File::open(folder)?.sync_all())
                .map_err(|error| format!("can't write {}: {error}", to.display()))?;
        }
        let _ = fs::remove_dir_all(&self.folder);
        Ok(self.tiles.len())
    }

    /// Keeps it as evidence, with the head that it belongs to.
    pub(super) fn keep(self, head: &str, size: u64) -> io::Result<PathBuf> {
        let home = self.folder.parent().unwrap_or(Path::new(""));
        let kept = home.join(format!("fork-{size}"));
        put(&self.folder.join("log/checkpoint"), head.as_bytes())?;
        if !kept.exists() {
            fs::rename(&self.folder, &kept)?;
        }
        Ok(kept)
    }
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
