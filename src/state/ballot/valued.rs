//! What the ballot box does where marks have values.

use wire::{BallotNumber, Values};

use super::{
    BallotBox,
    record::same,
    values::{self, Towards},
};

impl BallotBox {
    /// What the values of marks say, where a mark says more than "chosen". Such
    /// an edition has one contest.
    pub fn values(self) -> Option<Values> {
        self.contests.first()?.valued()
    }

    /// Points or score of an innovation; 0 without a mark.
    pub fn value(self, number: BallotNumber) -> u16 {
        self.record
            .with(|record| values::value(&record.picks, number))
    }

    /// Points that nobody has yet, of so many.
    pub fn left(self, total: u16) -> u16 {
        self.record
            .with(|record| values::left(&record.picks, total))
    }

    /// The most that an innovation can have, as the others stand.
    pub fn most(self, values: Values, number: BallotNumber) -> u16 {
        self.record
            .with(|record| values::most(&record.picks, values, number))
    }

    /// Gives so many points, or as many as there are.
    pub fn give(self, values: Values, number: BallotNumber, points: u16) {
        self.update(|record| values::give(&mut record.picks, values, number, points))
            .ok();
    }

    /// Innovations with a mark: who has most first, then in the order of the draft.
    pub fn marked(self) -> Vec<BallotNumber> {
        self.record.with(|record| values::marked(&record.picks))
    }

    /// Which place an innovation has; the first is 1.
    pub fn place(self, number: BallotNumber) -> Option<usize> {
        self.record
            .with(|record| values::place(&record.picks, number))
    }

    /// Changes places with the neighbour on that side, if there is one.
    pub fn shift(self, number: BallotNumber, towards: Towards) {
        self.update(|record| values::shift(&mut record.picks, number, towards))
            .ok();
    }

    /// Whether two drafts are the same ballot.
    pub fn same(self, one: &[BallotNumber], other: &[BallotNumber]) -> bool {
        if self.values().is_some() {
            one == other
        } else {
            same(one, other)
        }
    }
}
