//! Paper ballots: two people enter each, and it counts where they agree.

use chrono::{DateTime, Utc};
use wire::{Ballot, PaperEntry, PublicKey};

/// Which envelope an entry came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PaperSlip {
    pub kiosk: u32,
    pub index: u32,
    pub entry: PaperEntry,
}

/// What one entry makes of a paper ballot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaperOutcome {
    /// The other person's entry is awaited.
    Pending,
    /// The entries differ: kept and listed until one more entry agrees with
    /// one of the other person's.
    Differs,
    /// Both people say the same: this ballot is to be cast.
    Agreed(Box<Ballot>),
    /// The code may not vote.
    ChannelClosed,
    /// The result is final.
    Over,
}

/// An entry as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperRow {
    pub slip: PaperSlip,
    pub booth: String,
    /// The code's public key.
    pub credential: PublicKey,
    /// Rounded down to the minute.
    pub recorded_at: DateTime<Utc>,
    pub state: PaperState,
}

/// How a paper ballot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperState {
    /// Entered by one person only.
    Pending,
    /// Entered by two, who differ.
    Differs,
    /// Two agree, and the ballot is stored.
    Counted,
    /// Two agree, and the ballot was refused: the code has another one.
    Refused,
}

/// An entry with its ballot.
#[derive(Clone, Debug)]
pub(crate) struct Entered {
    pub(crate) slip: PaperSlip,
    pub(crate) ballot: Ballot,
}

fn agree(one: &Entered, other: &Entered) -> bool {
    let (one_ballot, other_ballot) = (&one.ballot, &other.ballot);
    one.slip.entry != other.slip.entry
        && one_ballot.marks == other_ballot.marks
        && one_ballot.seq == other_ballot.seq
        && one_ballot.manifest == other_ballot.manifest
}

/// The ballot that two people agree on, if any: of their entries, the first
/// person's with the lowest place. Whatever the order they come in.
pub(crate) fn agreed(entries: &[Entered]) -> Option<&Entered> {
    entries
        .iter()
        .filter(|it| it.slip.entry == PaperEntry::First)
        .filter(|it| entries.iter().any(|other| agree(it, other)))
        .min_by_key(|it| it.slip)
}

/// What the entry in `slip`, one of `entries` of one code, has come to.
pub(crate) fn judge(entries: &[Entered], slip: PaperSlip) -> PaperOutcome {
    let Some(this) = entries.iter().find(|it| it.slip == slip) else {
        return PaperOutcome::Pending;
    };
    match agreed(entries) {
        Some(first) if first.slip == slip || same(first, this) => {
            PaperOutcome::Agreed(Box::new(first.ballot.clone()))
        }
        Some(_) => PaperOutcome::Differs,
        None if has_both(entries) => PaperOutcome::Differs,
        None => PaperOutcome::Pending,
    }
}

/// Whether the two say the same, whoever entered them.
fn same(one: &Entered, other: &Entered) -> bool {
    one.ballot.marks == other.ballot.marks && one.ballot.seq == other.ballot.seq
}

/// Whether both people have entered it.
pub(crate) fn has_both(entries: &[Entered]) -> bool {
    PaperEntry::ALL
        .into_iter()
        .all(|entry| entries.iter().any(|it| it.slip.entry == entry))
}

#[cfg(test)]
mod tests {
    use ledger::Credential;
    use wire::{BallotNumber, Channel, Hex, Mark};

    use super::*;

    fn entered(index: u32, entry: PaperEntry, number: u32) -> Entered {
        let mark = Mark {
            contest: 0,
            number: BallotNumber(number),
            value: 1,
        };
        // Each entry has a salt of its own, and so its own bytes.
        let salt = Hex([u8::try_from(index).unwrap(); 32]);
        Entered {
            slip: PaperSlip {
                kiosk: 1,
                index,
                entry,
            },
            ballot: Credential::from_seed([1; 32]).cast(
                "coba".into(),
                Hex([0; 32]),
                1,
                Channel::Paper,
                salt,
                vec![mark],
            ),
        }
    }

    use PaperEntry::{First, Second};

    #[test]
    fn one_person_is_never_enough() {
        let alone = [entered(1, First, 5), entered(2, First, 5)];
        assert!(agreed(&alone).is_none());
        assert_eq!(judge(&alone, alone[1].slip), PaperOutcome::Pending);
    }

    #[test]
    fn two_who_agree_are_and_two_who_differ_wait_for_a_third() {
        let mut all = vec![entered(1, First, 5), entered(2, Second, 6)];
        assert_eq!(judge(&all, all[1].slip), PaperOutcome::Differs);
        // The same person once more says nothing new.
        all.push(entered(3, Second, 6));
        assert_eq!(judge(&all, all[2].slip), PaperOutcome::Differs);
        all.push(entered(4, Second, 5));
        let PaperOutcome::Agreed(ballot) = judge(&all, all[3].slip) else {
            panic!("they agree");
        };
        assert_eq!(*ballot, all[0].ballot);
        // The one that was wrong stays marked.
        assert_eq!(judge(&all, all[1].slip), PaperOutcome::Differs);
        all.reverse();
        assert_eq!(agreed(&all).unwrap().ballot, *ballot);
    }
}
