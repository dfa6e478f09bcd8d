//! What the device remembers of one edition's ballot, and what may follow on what.
//! Pure; `BallotBox` keeps it in storage after each step.

use serde::{Deserialize, Serialize};
use wire::{BallotNumber, Hash, ProblemCode, Receipt};

/// Everything but the credential's seed and its last seq, which have keys of their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The draft.
    #[serde(default)]
    pub picks: Vec<BallotNumber>,
    /// Contests that the voter means to leave open, by index.
    #[serde(default)]
    pub skipped: Vec<usize>,
    /// Signed, and not known to be with the server.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waiting: Option<Signed>,
    /// The server's receipt for the last ballot that it acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stored: Option<Stored>,
    /// The last ballot was refused, and nothing was cast since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ProblemCode>,
}

/// A signed ballot as it goes to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub seq: u16,
    /// What the receipt must be for.
    pub ballot: Hash,
    pub picks: Vec<BallotNumber>,
    /// The exact bytes of the request: sent again as they are.
    pub body: String,
}

/// An acknowledged ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    pub receipt: Receipt,
    pub picks: Vec<BallotNumber>,
}

/// Where the voter's ballot stands, as the screen says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing picked, nothing cast.
    Empty,
    /// Picked, not cast.
    Draft,
    /// Signed and kept here; not acknowledged.
    Waiting,
    /// Acknowledged, and the draft says the same.
    Stored,
    /// Acknowledged, but the draft has changed since.
    Changed,
    /// The server said no.
    Refused(ProblemCode),
}

impl Record {
    pub fn standing(&self) -> Standing {
        if self.waiting.is_some() {
            return Standing::Waiting;
        }
        if let Some(code) = self.refused {
            return Standing::Refused(code);
        }
        match &self.stored {
            Some(stored) if same(&stored.picks, &self.picks) => Standing::Stored,
            Some(_) => Standing::Changed,
            None if self.picks.is_empty() => Standing::Empty,
            None => Standing::Draft,
        }
    }

    /// The record of a code that takes the place of this one on the device: the
    /// draft goes with it, what was cast stays here.
    pub fn hand_over(&mut self) -> Self {
        let draft = Self {
            picks: core::mem::take(&mut self.picks),
            skipped: core::mem::take(&mut self.skipped),
            ..Self::default()
        };
        if let Some(stored) = &self.stored {
            self.picks.clone_from(&stored.picks);
        }
        draft
    }

    /// A newly signed ballot takes the place of one that still waits.
    pub fn sign(&mut self, signed: Signed) {
        self.waiting = Some(signed);
        self.refused = None;
    }

    /// Takes the server's receipt. False if it is not for the ballot that waits.
    pub fn acknowledge(&mut self, receipt: Receipt) -> bool {
        match self.waiting.take() {
            Some(signed) if signed.seq == receipt.seq && signed.ballot == receipt.ballot => {
                self.stored = Some(Stored {
                    receipt,
                    picks: signed.picks,
                });
                true
            }
            waiting => {
                self.waiting = waiting;
                false
            }
        }
    }

    /// The server refused the ballot with this seq: it is not sent again.
    pub fn refuse(&mut self, seq: u16, code: ProblemCode) {
        if self
            .waiting
            .as_ref()
            .is_some_and(|signed| signed.seq == seq)
        {
            self.waiting = None;
            self.refused = Some(code);
        }
    }
}

/// Whether two drafts choose the same, in whatever order they were picked.
pub fn same(one: &[BallotNumber], other: &[BallotNumber]) -> bool {
    one.len() == other.len() && one.iter().all(|number| other.contains(number))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use wire::{Channel, Hex};

    use super::*;

    fn signed(seq: u16) -> Signed {
        Signed {
            seq,
            ballot: Hex([7; 32]),
            picks: vec![BallotNumber(1)],
            body: "{}".into(),
        }
    }

    fn receipt(seq: u16, ballot: Hash) -> Receipt {
        Receipt {
            edition: "e".into(),
            credential: Hex([1; 32]),
            seq,
            channel: Channel::Device,
            ballot,
            position: 1,
            recorded_at: DateTime::UNIX_EPOCH,
            replaced: false,
            promise: None,
        }
    }

    #[test]
    fn only_a_receipt_for_the_very_ballot_makes_it_stored() {
        let mut record = Record {
            picks: vec![BallotNumber(1)],
            ..Record::default()
        };
        assert_eq!(record.standing(), Standing::Draft);
        record.sign(signed(2));
        assert_eq!(record.standing(), Standing::Waiting);
        assert!(!record.acknowledge(receipt(1, Hex([7; 32]))));
        assert!(!record.acknowledge(receipt(2, Hex([8; 32]))));
        assert_eq!(record.standing(), Standing::Waiting);
        assert!(record.acknowledge(receipt(2, Hex([7; 32]))));
        assert_eq!(record.standing(), Standing::Stored);
    }

    #[test]
    fn a_refusal_of_an_older_ballot_does_not_touch_the_one_that_waits() {
        let mut record = Record::default();
        record.sign(signed(2));
        record.refuse(1, ProblemCode::BallotOutdated);
        assert_eq!(record.standing(), Standing::Waiting);
        record.refuse(2, ProblemCode::VotingClosed);
        assert_eq!(
            record.standing(),
            Standing::Refused(ProblemCode::VotingClosed)
        );
    }

    #[test]
    fn another_pick_after_the_receipt_is_a_change_until_it_is_cast() {
        let mut record = Record {
            picks: vec![BallotNumber(1)],
            ..Record::default()
        };
        record.sign(signed(1));
        assert!(record.acknowledge(receipt(1, Hex([7; 32]))));
        record.picks = vec![BallotNumber(2)];
        assert_eq!(record.standing(), Standing::Changed);
    }

    #[test]
    fn a_code_takes_over_the_draft_and_leaves_what_was_cast() {
        let mut device = Record {
            picks: vec![BallotNumber(1)],
            ..Record::default()
        };
        device.sign(signed(1));
        assert!(device.acknowledge(receipt(1, Hex([7; 32]))));
        device.picks = vec![BallotNumber(2)];
        device.skipped = vec![3];
        let code = device.hand_over();
        assert_eq!(code.standing(), Standing::Draft);
        assert_eq!((code.picks, code.skipped), (vec![BallotNumber(2)], vec![3]));
        // Whoever gets the device back finds nothing of it.
        assert_eq!(device.standing(), Standing::Stored);
        assert_eq!(
            (device.picks, device.skipped),
            (vec![BallotNumber(1)], vec![])
        );
        let mut fresh = Record {
            picks: vec![BallotNumber(4)],
            ..Record::default()
        };
        assert_eq!(fresh.hand_over().picks, [BallotNumber(4)]);
        assert_eq!(fresh, Record::default());
    }

    #[test]
    fn a_record_survives_its_storage() {
        let mut record = Record {
            picks: vec![BallotNumber(3)],
            ..Record::default()
        };
        record.sign(signed(4));
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&text).unwrap(), record);
        assert_eq!(
            serde_json::from_str::<Record>("{}").unwrap(),
            Record::default()
        );
    }
}
