//! An election as an archive in memory, and the way through it.

use std::collections::BTreeMap;

use ledger::{
    Credential, Entry, ballot_hash,
    log::{
        Checkpoint, LogEntry, NoteSigner, Opening, TILE_WIDTH, TileKind, Voided, document_hash,
        encode_bundle, encode_hashes, leaf_hash, new_bundles, new_tiles, openings_root, root,
    },
    manifest_hash, roll_root,
};
use recount::{
    Bundle, CHECKPOINT, Counted, Evidence, Fault, JURY, KEY, MANIFEST, RESULT, ROLL, Recount,
    Report, SAMPLE, first_altered, opening_path,
};
use serde_json::json;
use wire::{Ballot, BallotNumber, Channel, Hash, Hex, Mark, PublicKey, PublishedRoll, RollBatch};

pub const ORIGIN: &str = "vote.example/pekan";

/// Files by their path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive(pub BTreeMap<String, Vec<u8>>);

/// What an archive is written from; each part may be spoilt before.
#[derive(Clone)]
pub struct Election {
    pub manifest: Vec<u8>,
    pub roll: PublishedRoll,
    pub entries: Vec<Vec<u8>>,
    pub openings: Vec<Opening>,
    /// The bytes of `result.json`.
    pub result: Option<Vec<u8>>,
    /// Those of `jury.json`.
    pub jury: Option<Vec<u8>>,
    /// Those of `sample`: then the openings are not published.
    pub sample: Option<Vec<u8>>,
}

pub fn signer() -> NoteSigner {
    NoteSigner::from_seed(ORIGIN, [10; 32]).expect("a key")
}

pub fn code(number: u8) -> Credential {
    Credential::from_seed([number; 32])
}

pub fn device(number: u8) -> Credential {
    Credential::from_seed([100 + number; 32])
}

/// One of more than there are codes and devices.
pub fn voter(number: u16) -> Credential {
    let mut seed = [200; 32];
    seed[..2].copy_from_slice(&number.to_be_bytes());
    Credential::from_seed(seed)
}

fn keys(numbers: impl Iterator<Item = u8>) -> Vec<PublicKey> {
    let mut keys: Vec<_> = numbers.map(|it| code(it).public_key()).collect();
    keys.sort_unstable();
    keys
}

pub fn mark(contest: u16, number: u32) -> Mark {
    let number = BallotNumber(number);
    Mark {
        contest,
        number,
        value: 1,
    }
}

impl Election {
    /// 20 devices and 24 codes in two batches, one of them void, one code void, two
    /// ballots that were replaced; the kiosk's last ballots stand behind the close.
    pub fn new() -> Self {
        Self::with(|_| ())
    }

    /// With something else in its manifest.
    pub fn with(change: impl FnOnce(&mut serde_json::Value)) -> Self {
        Self::held(change, Self::vote)
    }

    /// Of one contest between the first three innovations, where values say this:
    /// one device for each list of values, 0 for no mark.
    pub fn valued(values: &serde_json::Value, ballots: &[[u16; 3]]) -> Self {
        let change = |manifest: &mut serde_json::Value| {
            manifest["contests"] =
                json!([{ "max_marks": 3, "values": values, "numbers": [1, 2, 3] }]);
        };
        Self::held(change, |election| {
            let manifest = election.hash();
            election.add(&LogEntry::Manifest(manifest));
            election.add(&LogEntry::Open { manifest, time: 1 });
            for (who, values) in (0..).zip(ballots) {
                let marks = (1..).zip(values).filter(|(_, value)| **value > 0);
                let marks: Vec<_> = marks
                    .map(|(number, value)| Mark {
                        value: *value,
                        ..mark(0, number)
                    })
                    .collect();
                let ballot = election.ballot(&voter(who), 1, Channel::Device, &marks);
                election.cast(true, &ballot);
            }
            election.add(&LogEntry::Close { manifest, time: 3 });
        })
    }

    /// Of a contest between the first three innovations and one that has only the
    /// fourth: of so many devices and codes, each with one mark for one of these.
    pub fn of(devices: &[u32], codes: &[u32]) -> Self {
        let change = |manifest: &mut serde_json::Value| {
            manifest["contests"] = json!([
                { "max_marks": 1, "numbers": [1, 2, 3] },
                { "max_marks": 1, "numbers": [4] },
            ]);
        };
        Self::held(change, |election| {
            let manifest = election.hash();
            election.activate(0);
            election.add(&LogEntry::Manifest(manifest));
            election.add(&LogEntry::Open { manifest, time: 1 });
            let devices = (0..).map(device).zip(devices);
            let devices = devices.map(|(who, pick)| (who, Channel::Device, pick));
            let codes = (1..=12).map(code).zip(codes);
            let codes = codes.map(|(who, pick)| (who, Channel::Code, pick));
            for (who, channel, pick) in devices.chain(codes) {
                let pick = mark(u16::from(*pick == 4), *pick);
                let ballot = election.ballot(&who, 1, channel, &[pick]);
                election.cast(true, &ballot);
            }
            election.add(&LogEntry::Close { manifest, time: 3 });
        })
    }

    fn held(change: impl FnOnce(&mut serde_json::Value), vote: impl FnOnce(&mut Self)) -> Self {
        let batch = |number, of| RollBatch {
            number,
            booth: None,
            keys: keys(of),
        };
        let roll = PublishedRoll {
            batches: vec![batch(1, 1..=12), batch(2, 13..=24)],
        };
        let all: Vec<_> = roll.batches.iter().flat_map(|it| it.keys.clone()).collect();
        let contest = |category: &str, numbers: &[u32]| json!({ "category": category, "max_marks": 1, "numbers": numbers });
        let mut manifest = json!({
            "version": 1, "edition": "pekan", "name": { "id": "Pekan" },
            "rule": { "kind": "one_per_category" }, "tie_rule": "joint_winners",
            "visibility": { "kind": "live" }, "openings": "all",
            "contests": [contest("desa", &[1, 2, 3]), contest("sekolah", &[4, 5])],
            "innovations": [], "roll": roll_root(&all),
        });
        change(&mut manifest);
        let manifest = serde_json::to_vec(&manifest).expect("JSON");
        let mut election = Self {
            manifest,
            roll,
            entries: Vec::new(),
            openings: Vec::new(),
            result: None,
            jury: None,
            sample: None,
        };
        vote(&mut election);
        election.publish();
        election
    }

    pub fn hash(&self) -> Hash {
        manifest_hash(&self.manifest)
    }

    pub fn add(&mut self, entry: &LogEntry) {
        self.entries.push(entry.to_bytes());
    }

    pub fn activate(&mut self, place: usize) {
        let it = &self.roll.batches[place];
        let entry = LogEntry::Activation {
            batch: it.number,
            count: u32::try_from(it.keys.len()).expect("few"),
            root: roll_root(&it.keys),
        };
        self.add(&entry);
    }

    pub fn ballot(&self, who: &Credential, seq: u16, channel: Channel, marks: &[Mark]) -> Ballot {
        let mut salt = who.public_key().0;
        salt[0] ^= u8::try_from(seq).expect("few");
        who.cast(
            "pekan".into(),
            self.hash(),
            seq,
            channel,
            Hex(salt),
            marks.into(),
        )
    }

    pub fn cast(&mut self, counts: bool, ballot: &Ballot) {
        self.entries.push(Entry::from(ballot).to_bytes().into());
        if counts {
            self.openings.push(Opening {
                ballot: ballot_hash(ballot),
                salt: ballot.salt,
                marks: ballot.marks.clone(),
            });
        }
    }

    fn vote(&mut self) {
        let manifest = self.hash();
        self.activate(0);
        self.add(&LogEntry::Manifest(manifest));
        self.add(&LogEntry::Open { manifest, time: 1 });
        for number in 0..20 {
            let picks = [mark(0, 1 + u32::from(number % 3)), mark(1, 4)];
            let picks = &picks[..=usize::from(number % 2)];
            let ballot = self.ballot(&device(number), 1, Channel::Device, picks);
            // The first two change their mind.
            self.cast(number > 1, &ballot);
        }
        for number in 0..2 {
            let ballot = self.ballot(&device(number), 2, Channel::Device, &[mark(1, 5)]);
            self.cast(true, &ballot);
        }
        self.activate(1);
        for number in 1..=24_u8 {
            // 24 never votes.
            let channel = [Channel::Code, Channel::Kiosk, Channel::Paper][usize::from(number % 3)];
            let is_late = number % 3 != 0 && number > 10;
            if !is_late && number < 24 {
                let ballot = self.ballot(&code(number), 1, channel, &[mark(0, 2)]);
                self.cast(number < 13 && number != 3, &ballot);
            }
        }
        let reason = || "hilang di jalan".parse().expect("a reason");
        let what = Voided::Credential(code(3).public_key());
        self.add(&LogEntry::Void {
            what,
            reason: reason(),
        });
        let what = Voided::Batch(2);
        self.add(&LogEntry::Void {
            what,
            reason: reason(),
        });
        let text = "Listrik padam lima menit".parse().expect("a text");
        self.add(&LogEntry::Incident { time: 2, text });
        self.add(&LogEntry::Close { manifest, time: 3 });
        for number in [11, 13] {
            let ballot = self.ballot(&code(number), 1, Channel::Kiosk, &[mark(0, 3), mark(1, 5)]);
            self.cast(number < 13, &ballot);
        }
    }

    /// The entries `openings` and `result`, of all that is there.
    pub fn publish(&mut self) {
        let size = self.entries.len() as u64;
        self.result = None;
        let archive = self.write();
        let report = archive.recount_anew().expect("an election that holds");
        let body = serde_json::to_vec(&report.result().expect("open marks")).expect("JSON");
        self.add(&LogEntry::Openings {
            count: self.openings.len() as u64,
            root: openings_root(&self.openings),
        });
        let hash = document_hash(&body);
        self.add(&LogEntry::Result { hash, size });
        self.result = Some(body);
    }

    /// Signed by the log, whatever it has become.
    pub fn write(&self) -> Archive {
        let mut files = BTreeMap::new();
        let leaves: Vec<Hash> = self.entries.iter().map(|it| leaf_hash(it)).collect();
        let size = leaves.len() as u64;
        let checkpoint = Checkpoint::new(ORIGIN, size, root(leaves.iter().copied()));
        let note = checkpoint.expect("a checkpoint").sign(&signer());
        let note = note.expect("a note").to_string();
        files.insert(KEY.to_owned(), format!("{}\n", signer().verifier()).into());
        files.insert(CHECKPOINT.to_owned(), note.into());
        files.insert(MANIFEST.to_owned(), self.manifest.clone());
        let roll = serde_json::to_vec(&self.roll).expect("JSON");
        files.insert(ROLL.to_owned(), roll);
        files.extend(self.result.clone().map(|it| (RESULT.to_owned(), it)));
        files.extend(self.jury.clone().map(|it| (JURY.to_owned(), it)));
        let width = usize::from(TILE_WIDTH);
        for tile in new_bundles(0, size).chain(new_tiles(0, size)) {
            let first = usize::try_from(tile.index()).expect("few") * width;
            let range = first..first + usize::from(tile.width());
            let bytes = match tile.kind() {
                TileKind::Entries => {
                    encode_bundle(self.entries[range].iter().map(Vec::as_slice)).expect("short")
                }
                TileKind::Hashes { level: 0 } => encode_hashes(&leaves[range]),
                TileKind::Hashes { .. } => continue,
            };
            files.insert(format!("log/{tile}"), bytes);
        }
        if let Some(sample) = &self.sample {
            files.insert(SAMPLE.to_owned(), sample.clone());
            return Archive(files);
        }
        for (number, openings) in (0..).zip(self.openings.chunks(width)) {
            let bytes: Vec<_> = openings.iter().map(Opening::to_bytes).collect();
            let bytes = encode_bundle(bytes.iter().map(Vec::as_slice)).expect("short");
            files.insert(opening_path(number), bytes);
        }
        Archive(files)
    }
}

impl Archive {
    pub fn recount(&self) -> Result<Report, Fault> {
        self.count(false)
    }

    /// Of all entries, whatever the result says.
    pub fn recount_anew(&self) -> Result<Report, Fault> {
        self.count(true)
    }

    fn file(&self, path: &str) -> Result<&[u8], Fault> {
        let missing = || Fault::Missing {
            path: path.to_owned(),
        };
        self.0.get(path).map(Vec::as_slice).ok_or_else(missing)
    }

    /// What the log holds, before any opening is read.
    pub fn counted(&self, anew: bool) -> Result<Counted, Fault> {
        let mut recount = Recount::start(&Evidence {
            key: self.file(KEY)?,
            checkpoint: self.file(CHECKPOINT)?,
            manifest: self.file(MANIFEST)?,
            roll: self.file(ROLL)?,
            result: self.file(RESULT).ok(),
            jury: self.file(JURY).ok(),
            anew,
            ..Evidence::default()
        })?;
        let mut altered = None;
        for tile in recount.bundles() {
            let path = format!("log/{tile}");
            let bytes = self.file(&path)?;
            let hashes = self.file(&path.replace("entries", "0"));
            let found = hashes.ok().and_then(|it| first_altered(tile, bytes, it));
            altered = altered.or(found);
            match Bundle::check(tile, bytes) {
                Ok(bundle) => recount.take(bundle),
                Err(fault) => return Err(altered.unwrap_or(fault)),
            }
        }
        recount.end().map_err(|fault| match fault {
            Fault::Root => altered.unwrap_or(Fault::Root),
            fault => fault,
        })
    }

    fn count(&self, anew: bool) -> Result<Report, Fault> {
        let mut counted = self.counted(anew)?;
        if !counted.files().any(|it| self.0.contains_key(&it)) {
            return match self.file(SAMPLE) {
                Ok(sample) if counted.may_have_sample() => counted.end_sample(sample),
                _ => counted.end_sealed(),
            };
        }
        for path in counted.files() {
            counted.take(self.file(&path)?)?;
        }
        counted.end()
    }
}
