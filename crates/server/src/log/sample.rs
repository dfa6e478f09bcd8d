//! The file of openings that were drawn for everybody.

use std::collections::BTreeMap;

use ledger::log::{Node, inclusion_proof, leaf_hash, node_hash};
use recount::Drawn;
use store::{LogResult, Store};
use wire::{EditionSlug, Hash};

use super::{
    LogError,
    settle::{bundle, openings},
};

/// The openings at these places, ascending, each with its proof.
pub(super) async fn sample(
    store: &dyn Store,
    edition: &EditionSlug,
    result: &LogResult,
    places: &[u64],
) -> Result<Vec<u8>, LogError> {
    let (mut leaves, mut drawn, mut number) = (Vec::new(), BTreeMap::new(), 0);
    while let Some(file) = openings(store, edition, result, number).await? {
        for opening in file {
            let place = leaves.len() as u64;
            leaves.push(leaf_hash(&opening));
            if places.binary_search(&place).is_ok() {
                drawn.insert(place, opening);
            }
        }
        number += 1;
    }
    let size = leaves.len() as u64;
    let levels = levels(leaves);
    let hash = |node: Node| -> Option<Hash> {
        let level = levels.get(usize::from(node.level))?;
        level.get(usize::try_from(node.index).ok()?).copied()
    };
    let mut pieces = Vec::with_capacity(drawn.len());
    for (place, opening) in drawn {
        let proof = inclusion_proof(place, size, |node| hash(node).ok_or(()));
        let piece = Drawn {
            place,
            proof: proof.map_err(|_| LogError::Torn)?,
            opening,
        };
        pieces.push(piece.to_bytes());
    }
    bundle(&pieces)
}

/// The roots of all perfect subtrees, level by level from the leaves.
fn levels(leaves: Vec<Hash>) -> Vec<Vec<Hash>> {
    let mut levels = vec![leaves];
    while let Some(last) = levels.last().filter(|it| it.len() > 1) {
        let pairs = last.chunks_exact(2);
        let above = pairs.map(|two| node_hash(&two[0], &two[1])).collect();
        levels.push(above);
    }
    levels
}
