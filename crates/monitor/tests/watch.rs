//! Looks at logs that are honest, behind, forked, and at what is no log at all.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use chrono::DateTime;
use ledger::{
    ReceiptCode,
    log::{
        Checkpoint, LogProof, Note, NoteSigner, Tile, TileKind, encode_hashes, inclusion_proof,
        node_hash, root,
    },
};
use monitor::{Asked, Finding, Memory, Watch};
use wire::{Channel, Hash, Hex, Promise, Receipt};

const NOW: u64 = 1_786_161_600;

/// A log whose server answers what it is asked.
#[derive(Clone)]
struct Log {
    seed: u8,
    leaves: Vec<Hash>,
}

fn leaf(branch: u8, at: usize) -> Hash {
    let mut bytes = [branch; 32];
    bytes[1..9].copy_from_slice(&u64::try_from(at).unwrap().to_be_bytes());
    Hex(bytes)
}

impl Log {
    fn of(size: usize) -> Self {
        Self {
            seed: 7,
            leaves: (0..size).map(|at| leaf(1, at)).collect(),
        }
    }

    fn signer(&self) -> NoteSigner {
        NoteSigner::from_seed("vote.example/contoh", [self.seed; 32]).unwrap()
    }

    fn size(&self) -> u64 {
        u64::try_from(self.leaves.len()).unwrap()
    }

    fn checkpoint(&self) -> Note {
        let signer = self.signer();
        let root = root(self.leaves.iter().copied());
        let name = signer.verifier().name();
        Checkpoint::new(name, self.size(), root)
            .unwrap()
            .sign(&signer)
            .unwrap()
    }

    fn promise(&self, ballot: Hash) -> Promise {
        self.signer().promise(&Receipt {
            edition: "contoh".into(),
            credential: Hex([2; 32]),
            seq: 1,
            channel: Channel::Device,
            ballot,
            position: 1,
            recorded_at: DateTime::from_timestamp(i64::try_from(NOW).unwrap() - 600, 0).unwrap(),
            replaced: false,
            promise: None,
        })
    }

    fn subtree(&self, level: u8, index: u64) -> Hash {
        if level == 0 {
            return self.leaves[usize::try_from(index).unwrap()];
        }
        node_hash(
            &self.subtree(level - 1, 2 * index),
            &self.subtree(level - 1, 2 * index + 1),
        )
    }

    fn proof(&self, at: usize) -> LogProof {
        let index = u64::try_from(at).unwrap();
        let hashes = inclusion_proof(index, self.size(), |node| {
            Ok::<_, ()>(self.subtree(node.level, node.index))
        });
        LogProof {
            extra: self.leaves[at].0.to_vec(),
            index,
            hashes: hashes.unwrap(),
            checkpoint: self.checkpoint(),
        }
    }

    fn tile(&self, path: &str) -> Option<Vec<u8>> {
        let tile: Tile = path.parse().ok()?;
        let TileKind::Hashes { level } = tile.kind() else {
            return None;
        };
        let full = Tile::in_tree(tile.kind(), tile.index(), self.size())?;
        let first = tile.index() * 256;
        (tile.width() <= full.width()).then(|| {
            let hashes = (first..first + u64::from(tile.width()))
                .map(|index| self.subtree(8 * level, index))
                .collect::<Vec<_>>();
            encode_hashes(&hashes)
        })
    }

    fn answer(&self, path: &str) -> (u16, Vec<u8>) {
        let body = if path == "/log/key" {
            Some(format!("{}\n", self.signer().verifier()).into_bytes())
        } else if path == "/log/checkpoint" {
            Some(self.checkpoint().to_string().into_bytes())
        } else if let Some(ballot) = path.strip_prefix("/api/v1/log/inclusion/") {
            let is_it =
                |it: &Hash| it.to_string() == ballot || ReceiptCode::of(it).to_string() == ballot;
            let at = self.leaves.iter().position(is_it);
            at.map(|at| self.proof(at).to_string().into_bytes())
        } else {
            self.tile(path.strip_prefix("/log/").unwrap())
        };
        body.map_or((404, Vec::new()), |body| (200, body))
    }

    fn look(&self, asked: Asked, memory: Option<&Memory>, now: u64) -> Watch {
        look(asked, memory, now, |path| self.answer(path))
    }

    /// For the ballot that is the third entry.
    fn look_for_third(&self, memory: Option<&Memory>) -> Watch {
        self.look(third(), memory, NOW)
    }
}

fn third() -> Asked {
    Asked::Ballot(leaf(1, 2), None)
}

fn look(
    asked: Asked,
    memory: Option<&Memory>,
    now: u64,
    server: impl Fn(&str) -> (u16, Vec<u8>),
) -> Watch {
    // As it is kept: as text.
    let memory = memory.map(|it| it.to_string().parse().unwrap());
    let mut watch = Watch::new(asked, memory, now);
    for _ in 0..100 {
        let Some(path) = watch.want() else {
            break;
        };
        let (status, body) = server(&path);
        watch.give(status, &body);
    }
    assert_eq!(watch.want(), None, "it never ends");
    watch
}

#[test]
fn a_ballot_is_in_and_the_log_has_only_grown() {
    let mut memory = None;
    for size in [3, 3, 4, 7, 255, 256, 257, 300, 511, 700] {
        let watch = Log::of(size).look_for_third(memory.as_ref());
        assert_eq!(watch.finding(), Some(Finding::In), "{size}");
        assert_eq!(watch.head().unwrap().size(), size as u64);
        assert_eq!(watch.proof().unwrap().index, 2);
        assert_eq!(watch.evidence(), None);
        memory = watch.memory().cloned();
    }
}

#[test]
fn a_forked_log_is_noticed_100_times_of_100() {
    let mut alarms = 0;
    for round in 0..100_usize {
        let before = 4 + 7 * round;
        let memory = Log::of(before).look_for_third(None).memory().cloned();
        // Another entry somewhere among those that were seen, not the voter's own;
        // then as long, longer or shorter than before.
        let mut fork = Log::of(before + round % 3 * (round + 1) - round % 3 / 2 * (2 * round + 3));
        let at = 3 + round * 31 % (fork.leaves.len() - 3).max(1);
        if fork.leaves.len() < 4 {
            fork = Log::of(before);
        }
        let at = at.min(fork.leaves.len() - 1);
        fork.leaves[at] = leaf(9, at);
        let watch = fork.look_for_third(memory.as_ref());
        alarms += usize::from(watch.finding() == Some(Finding::Forked));
        // Both signed texts are there for whoever is to judge.
        let evidence = watch.evidence().unwrap();
        assert!(evidence.contains(&fork.checkpoint().to_string()));
        assert!(evidence.contains(&Log::of(before).checkpoint().to_string()));
        // And the alarm stays, also when the log is shown as before.
        let again = Log::of(before + 50).look_for_third(watch.memory());
        assert_eq!(again.finding(), Some(Finding::Forked), "{round}");
    }
    assert_eq!(alarms, 100);
}

#[test]
fn a_promise_that_is_broken_is_noticed_a_moment_after_its_time() {
    let log = Log::of(9);
    let ballot = leaf(1, 20);
    let asked = |promise| Asked::Ballot(ballot, promise);
    let given = log.promise(ballot);
    let promise = Some(given);
    let found = |asked, now| log.look(asked, None, now).finding().unwrap();
    assert_eq!(found(asked(promise), NOW), Finding::Soon);
    assert_eq!(found(asked(promise), NOW + 1), Finding::Missing);
    assert_eq!(found(asked(None), NOW + 1), Finding::Soon);
    let later = Log::of(21).look(asked(promise), None, NOW + 1);
    assert_eq!(later.finding(), Some(Finding::In));
    // Nobody's word but the log's.
    let foreign = Log {
        seed: 8,
        ..log.clone()
    }
    .promise(ballot);
    assert_eq!(found(asked(Some(foreign)), NOW), Finding::Forged);
    let evidence = log.look(asked(promise), None, NOW + 1).evidence().unwrap();
    assert!(evidence.contains(&given.signature.to_string()));
}

#[test]
fn a_ballot_is_found_by_the_code_of_its_receipt() {
    let log = Log::of(40);
    let code = ReceiptCode::of(&leaf(1, 33));
    let watch = log.look(Asked::Code(code), None, NOW);
    assert_eq!(watch.finding(), Some(Finding::In));
    assert_eq!(watch.ballot(), Some(leaf(1, 33)));
    let unknown = Asked::Code(ReceiptCode([5; 10]));
    let watch = log.look(unknown.clone(), None, NOW);
    assert_eq!(watch.finding(), Some(Finding::Unknown));
    // A proof of another ballot does not pass for it.
    let other = look(unknown, None, NOW, |path| match path {
        path if path.starts_with("/api") => (200, log.proof(4).to_string().into_bytes()),
        path => log.answer(path),
    });
    assert_eq!(other.finding(), Some(Finding::Forged));
}

#[test]
fn a_kept_proof_holds_as_long_as_the_log_continues_it() {
    let read = |log: &Log| {
        let text = log.proof(3).to_string();
        Asked::read(|name| (name == "file").then(|| text.clone())).unwrap()
    };
    let watch = Log::of(300).look(read(&Log::of(5)), None, NOW);
    assert_eq!(watch.finding(), Some(Finding::In));
    assert_eq!(watch.ballot(), Some(leaf(1, 3)));
    let mut fork = Log::of(300);
    fork.leaves[1] = leaf(9, 1);
    let watch = fork.look(read(&Log::of(5)), None, NOW);
    assert_eq!(watch.finding(), Some(Finding::Forked));
    let foreign = Log {
        seed: 8,
        ..Log::of(5)
    };
    let watch = Log::of(300).look(read(&foreign), None, NOW);
    assert_eq!(watch.finding(), Some(Finding::Forged));
}

#[test]
fn another_key_is_an_alarm() {
    let memory = Log::of(5).look_for_third(None).memory().cloned();
    let foreign = Log {
        seed: 8,
        ..Log::of(6)
    };
    let watch = foreign.look_for_third(memory.as_ref());
    assert_eq!(watch.finding(), Some(Finding::Key));
    assert_eq!(watch.memory(), memory.as_ref());
}

#[test]
fn a_shorter_log_is_an_alarm_unless_it_is_shown_to_be_the_beginning() {
    let memory = Log::of(300).look_for_third(None).memory().cloned();
    let watch = Log::of(290).look_for_third(memory.as_ref());
    assert_eq!(watch.finding(), Some(Finding::Forked));
    // One of several servers that is behind, and one that is not.
    let (behind, ahead) = (Log::of(290), Log::of(310));
    let watch = look(third(), memory.as_ref(), NOW, |path| {
        let log = if path.starts_with("/log/tile") {
            &ahead
        } else {
            &behind
        };
        log.answer(path)
    });
    assert_eq!(watch.finding(), Some(Finding::In));
    assert_eq!(watch.memory(), memory.as_ref());
}

#[test]
fn what_is_no_answer_of_a_log_alarms_nobody_and_is_not_remembered() {
    let log = Log::of(300);
    let memory = Log::of(30).look_for_third(None).memory().cloned();
    let portal = || (200, b"<!doctype html><title>Wi-Fi</title>".to_vec());
    for (place, answer, expected) in [
        ("/log/key", portal(), Finding::Garbled),
        ("/api", portal(), Finding::Garbled),
        ("/log/tile", portal(), Finding::Garbled),
        ("/log/key", (0, Vec::new()), Finding::Unreachable),
        ("/api", (503, Vec::new()), Finding::Unreachable),
        ("/log/tile", (0, Vec::new()), Finding::Unreachable),
    ] {
        let watch = look(third(), memory.as_ref(), NOW, |path| {
            if path.starts_with(place) {
                answer.clone()
            } else {
                log.answer(path)
            }
        });
        assert_eq!(watch.finding(), Some(expected), "{place}");
        assert_eq!(watch.memory(), memory.as_ref(), "{place}");
        assert_eq!(watch.evidence(), None);
    }
}
