//! One look at the log, step by step.

use ledger::log::{Checkpoint, LogProof, Note, VerifierKey};
use wire::Hash;

use crate::{Asked, Finding, Memory, asked::leaf, comparison::Comparison};

/// One look at the log. Ask [`Watch::want`] for a path below the server's
/// address, read it, [`Watch::give`] the answer, until nothing is wanted.
#[derive(Clone, Debug)]
pub struct Watch {
    asked: Asked,
    /// Seconds since 1970.
    now: u64,
    memory: Option<Memory>,
    step: Step,
    key: Option<VerifierKey>,
    proof: Option<LogProof>,
    head: Option<(Note, Checkpoint)>,
    /// Remembered checkpoints that are still to be compared with the new one.
    left: Vec<Checkpoint>,
    finding: Option<Finding>,
}

#[derive(Clone, Debug)]
enum Step {
    Key,
    Proof,
    Checkpoint,
    Compare(Box<Comparison>),
    Done,
}

impl Watch {
    /// `memory`: of the look before. `now`: seconds since 1970, by the server's
    /// clock, for that is what promises are by.
    pub const fn new(asked: Asked, memory: Option<Memory>, now: u64) -> Self {
        Self {
            asked,
            now,
            memory,
            step: Step::Key,
            key: None,
            proof: None,
            head: None,
            left: Vec::new(),
            finding: None,
        }
    }

    /// The next path to read; none when all is known.
    pub fn want(&self) -> Option<String> {
        Some(match &self.step {
            Step::Key => "/log/key".to_owned(),
            Step::Proof => match &self.asked {
                Asked::Ballot(ballot, _) => format!("/api/v1/log/inclusion/{ballot}"),
                Asked::Code(code) => format!("/api/v1/log/inclusion/{code}"),
                Asked::File(_) => return None,
            },
            Step::Checkpoint => "/log/checkpoint".to_owned(),
            Step::Compare(comparison) => format!("/log/{}", comparison.want()?),
            Step::Done => return None,
        })
    }

    /// The answer: a status of HTTP, 0 if there was none.
    pub fn give(&mut self, status: u16, body: &[u8]) {
        let done = match &mut self.step {
            Step::Key => self.take_key(status, body),
            Step::Proof => self.take_proof(status, body),
            Step::Checkpoint => self.take_checkpoint(status, body),
            Step::Compare(comparison) => {
                comparison.give(status, body).and_then(|()| self.compare())
            }
            Step::Done => Ok(()),
        };
        if let Err(finding) = done {
            self.end(finding);
        }
    }

    /// Once nothing more is wanted.
    pub fn finding(&self) -> Option<Finding> {
        self.finding
    }

    /// What to keep for the next look.
    pub fn memory(&self) -> Option<&Memory> {
        self.memory.as_ref()
    }

    /// The ballot, once it is known.
    pub fn ballot(&self) -> Option<Hash> {
        self.asked
            .ballot()
            .or_else(|| self.proof.as_ref().and_then(leaf))
    }

    /// The proof that it is in.
    pub fn proof(&self) -> Option<&LogProof> {
        self.proof.as_ref()
    }

    /// The log's checkpoint of today.
    pub fn head(&self) -> Option<&Checkpoint> {
        self.head.as_ref().map(|(_, checkpoint)| checkpoint)
    }

    /// Where the log contradicts itself or its promise: the signed texts that
    /// show it, for whoever is to judge.
    pub fn evidence(&self) -> Option<String> {
        let finding = self.finding.filter(|it| it.is_alarm())?;
        let mut parts = vec![finding.as_str().to_owned()];
        let keys = [self.memory.as_ref().map(|it| &it.key), self.key.as_ref()];
        parts.extend(keys.into_iter().flatten().map(ToString::to_string));
        if let Asked::Ballot(ballot, promise) = &self.asked {
            parts.push(format!("ballot {ballot}"));
            let promise = promise.as_ref();
            parts.extend(promise.map(|it| format!("promise {} {}", it.deadline, it.signature)));
        }
        let remembered = self.memory.iter().flat_map(|it| &it.heads);
        let mut notes: Vec<&Note> = remembered.collect();
        notes.extend(self.head.iter().map(|(note, _)| note));
        notes.dedup();
        parts.extend(notes.into_iter().map(ToString::to_string));
        Some(parts.join("\n"))
    }

    fn take_key(&mut self, status: u16, body: &[u8]) -> Result<(), Finding> {
        answered(status)?;
        let text = core::str::from_utf8(body).map_err(|_| Finding::Garbled)?;
        let key = text.lines().last().and_then(|line| line.parse().ok());
        let key: VerifierKey = key.ok_or(Finding::Garbled)?;
        let known = self.memory.as_ref().map(|it| it.key == key);
        self.key = Some(key.clone());
        if known == Some(false) {
            return Err(Finding::Key);
        }
        self.step = match &self.asked {
            Asked::Ballot(ballot, Some(promise)) if !key.has_promised(ballot, promise) => {
                return Err(Finding::Forged);
            }
            Asked::Ballot(..) | Asked::Code(_) => Step::Proof,
            Asked::File(proof) => {
                self.left.push(holds(proof, &self.asked, &key)?);
                self.proof = Some((**proof).clone());
                Step::Checkpoint
            }
        };
        Ok(())
    }

    fn take_proof(&mut self, status: u16, body: &[u8]) -> Result<(), Finding> {
        if status == 404 {
            self.step = Step::Checkpoint;
            return Ok(());
        }
        answered(status)?;
        let proof = LogProof::parse(body).map_err(|_| Finding::Garbled)?;
        let key = self.key.as_ref().ok_or(Finding::Garbled)?;
        let checkpoint = holds(&proof, &self.asked, key)?;
        let note = proof.checkpoint.clone();
        self.proof = Some(proof);
        self.see(note, checkpoint)
    }

    fn take_checkpoint(&mut self, status: u16, body: &[u8]) -> Result<(), Finding> {
        if status == 404 && self.memory.is_none() {
            return Err(Finding::Soon);
        }
        answered(status)?;
        let note = Note::parse(body).map_err(|_| Finding::Garbled)?;
        let key = self.key.as_ref().ok_or(Finding::Garbled)?;
        let checkpoint = Checkpoint::open(&note, key).map_err(|_| Finding::Forged)?;
        self.see(note, checkpoint)
    }

    /// The log's head of today is known: what was seen before must be its
    /// beginning.
    fn see(&mut self, note: Note, checkpoint: Checkpoint) -> Result<(), Finding> {
        let key = self.key.as_ref().ok_or(Finding::Garbled)?;
        for before in self.memory.iter().flat_map(|it| &it.heads) {
            self.left
                .push(Checkpoint::open(before, key).map_err(|_| Finding::Forged)?);
        }
        self.head = Some((note, checkpoint));
        self.next()
    }

    /// Goes on with the next of the remembered checkpoints.
    fn next(&mut self) -> Result<(), Finding> {
        let Some((_, now)) = &self.head else {
            return Err(Finding::Garbled);
        };
        match self.left.pop() {
            Some(before) => {
                self.step = Step::Compare(Box::new(Comparison::new(before, now.clone())));
                self.compare()
            }
            None => Err(self.judge()),
        }
    }

    fn compare(&mut self) -> Result<(), Finding> {
        let Step::Compare(comparison) = &self.step else {
            return Ok(());
        };
        if comparison.want().is_some() {
            return Ok(());
        }
        if !comparison.is_consistent() {
            return Err(Finding::Forked);
        }
        self.next()
    }

    /// The log has only grown. Is the ballot in?
    fn judge(&self) -> Finding {
        if self.proof.is_some() {
            return Finding::In;
        }
        match &self.asked {
            // It was, and nothing has gone since.
            Asked::Ballot(ballot, _) if self.has_seen(ballot) => Finding::In,
            Asked::Ballot(_, Some(promise)) if promise.deadline < self.now => Finding::Missing,
            Asked::Ballot(..) => Finding::Soon,
            Asked::Code(_) | Asked::File(_) => Finding::Unknown,
        }
    }

    fn has_seen(&self, ballot: &Hash) -> bool {
        self.memory
            .as_ref()
            .is_some_and(|it| it.ballot.as_ref() == Some(ballot))
    }

    fn end(&mut self, finding: Finding) {
        self.step = Step::Done;
        self.finding = Some(finding);
        let (Some(key), Some((note, head))) = (&self.key, &self.head) else {
            return;
        };
        match finding {
            Finding::In | Finding::Soon | Finding::Unknown | Finding::Missing => {
                let ballot = self.ballot().filter(|_| finding == Finding::In);
                let before = self.memory.take();
                let heads = before.map(|it| it.heads).unwrap_or_default();
                // A server that is behind, but does not contradict.
                let is_larger =
                    |it: &Note| Checkpoint::open(it, key).is_ok_and(|it| it.size() > head.size());
                let kept = heads.into_iter().find(is_larger);
                self.memory = Some(Memory {
                    key: key.clone(),
                    ballot,
                    heads: vec![kept.unwrap_or_else(|| note.clone())],
                });
            }
            Finding::Forked => {
                let memory = self.memory.get_or_insert_with(|| Memory {
                    key: key.clone(),
                    ballot: None,
                    heads: Vec::new(),
                });
                if let Asked::File(proof) = &self.asked {
                    memory.doubt(&proof.checkpoint);
                }
                memory.doubt(note);
            }
            Finding::Unreachable | Finding::Garbled | Finding::Key | Finding::Forged => {}
        }
    }
}

/// Whether there is an answer to work with.
const fn answered(status: u16) -> Result<(), Finding> {
    match status {
        200 => Ok(()),
        0 | 408 | 429 | 500.. => Err(Finding::Unreachable),
        _ => Err(Finding::Garbled),
    }
}

/// The checkpoint of a proof that leads from the ballot that is asked about.
fn holds(proof: &LogProof, asked: &Asked, key: &VerifierKey) -> Result<Checkpoint, Finding> {
    let leaf = leaf(proof)
        .filter(|it| asked.is(it))
        .ok_or(Finding::Forged)?;
    let proven = proof.verify(&leaf, key, &[], 0);
    Ok(proven.map_err(|_| Finding::Forged)?.checkpoint)
}
