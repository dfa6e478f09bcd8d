//! Somebody who reads the public log with nothing but its key.

use std::collections::BTreeMap;

use ledger::log::{
    Checkpoint, LogProof, Note, Tile, TileError, TileKind, VerifierKey, consistency_proof,
    decode_bundle, decode_hashes, leaf_hash, read_hash, root, tiles_of_consistency,
    verify_consistency,
};
use reqwest::Client;
use wire::{Hash, Receipt};

use crate::process::ballot;

/// An independent reader: it believes the key and its own eyes.
pub(crate) struct Reader {
    client: Client,
    url: String,
    key: VerifierKey,
}

impl Reader {
    pub(crate) async fn of(url: &str) -> Self {
        let client = Client::new();
        let key = client.get(format!("{url}/log/key")).send().await;
        let key = key.expect("an answer").text().await.expect("text");
        Self {
            client,
            url: url.to_owned(),
            key: key.trim_end().parse().expect("a verifier key"),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Option<Vec<u8>> {
        let answer = self.client.get(format!("{}{path}", self.url)).send().await;
        let answer = answer.ok().filter(|it| it.status() == 200)?;
        Some(answer.bytes().await.ok()?.to_vec())
    }

    pub(crate) async fn checkpoint(&self) -> Option<Checkpoint> {
        let note = Note::parse(&self.get("/log/checkpoint").await?).expect("a note");
        Some(Checkpoint::open(&note, &self.key).expect("signed by the log"))
    }

    pub(crate) async fn tile(&self, tile: Tile) -> Vec<u8> {
        let bytes = self.get(&format!("/log/{tile}")).await;
        bytes.expect("a published tile")
    }

    /// All entries, after their root was compared with the checkpoint's.
    pub(crate) async fn entries(&self, checkpoint: &Checkpoint) -> Vec<Vec<u8>> {
        let mut entries = Vec::new();
        for index in 0..checkpoint.size().div_ceil(256) {
            let in_tree = |kind| Tile::in_tree(kind, index, checkpoint.size()).expect("a tile");
            let bundle = in_tree(TileKind::Entries);
            let bytes = self.tile(bundle).await;
            let read = decode_bundle(&bytes, bundle.width()).expect("entries");
            let leaves: Vec<Hash> = read.iter().map(|it| leaf_hash(it)).collect();
            let hashes = self.tile(in_tree(TileKind::Hashes { level: 0 })).await;
            let hashes = decode_hashes(&hashes, bundle.width()).expect("hashes");
            assert_eq!(hashes, leaves);
            entries.extend(read.into_iter().map(Vec::from));
        }
        let leaves = entries.iter().map(|it| leaf_hash(it));
        assert_eq!(root(leaves), checkpoint.root());
        entries
    }

    /// From tiles alone.
    pub(crate) async fn is_consistent(&self, old: &Checkpoint, new: &Checkpoint) -> bool {
        let size = new.size();
        let mut tiles = BTreeMap::new();
        for tile in tiles_of_consistency(old.size(), size).expect("sizes in order") {
            tiles.insert(tile, self.tile(tile).await);
        }
        let read = |tile| tiles.get(&tile).cloned().ok_or(TileError::OutOfRange);
        let proof = consistency_proof(old.size(), size, |node| read_hash(node, size, read));
        let proof = proof.expect("a proof");
        verify_consistency(old.size(), &old.root(), size, &new.root(), &proof).is_ok()
    }

    pub(crate) async fn proves(&self, ballot: &Hash) -> bool {
        let Some(proof) = self.get(&format!("/api/v1/log/inclusion/{ballot}")).await else {
            return false;
        };
        let proof = LogProof::parse(&proof).expect("a proof");
        proof
            .verify(ballot, &self.key, &[], 0)
            .expect("it proves it");
        true
    }

    pub(crate) async fn cast(&self, number: u32, manifest: Hash) -> Option<Receipt> {
        let cast = self.client.post(format!("{}/api/v1/ballots", self.url));
        let answer = cast.json(&ballot(number, manifest)).send().await.ok()?;
        let answer = Some(answer).filter(|it| it.status().is_success())?;
        answer.json().await.ok()
    }
}
