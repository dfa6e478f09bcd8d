//! Ties: what the manifest's tie rule makes of them.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use thiserror::Error;
use wire::{
    BallotNumber, ContestStandings, Hash, Hex, Manifest, PublishedJury, Settled, Standing, TieRule,
};

use crate::{Decimal, DecimalError, rank::order};

/// What a tie rule may ask for beyond the ballots: known after the close only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The jury's mean for each innovation, with [`TieRule::JuryMean`].
    pub jury: BTreeMap<BallotNumber, Decimal>,
    /// [`lot_seed`] of the announced value, with [`TieRule::Lot`].
    pub lot: Option<Hash>,
}

impl Evidence {
    pub const NONE: &'static Self = &Self {
        jury: BTreeMap::new(),
        lot: None,
    };

    /// The means as they were published; innovations without one have none.
    pub fn jury(
        published: &PublishedJury,
        manifest: &Manifest,
    ) -> Result<BTreeMap<BallotNumber, Decimal>, JuryError> {
        let mut jury = BTreeMap::new();
        for it in &published.means {
            let number = it.number;
            if jury
                .last_key_value()
                .is_some_and(|(last, _)| *last >= number)
            {
                return Err(JuryError::Order(number));
            }
            let contests = &manifest.contests;
            if !contests
                .iter()
                .any(|it| it.numbers.binary_search(&number).is_ok())
            {
                return Err(JuryError::Unknown(number));
            }
            let mean = it.mean.parse();
            jury.insert(
                number,
                mean.map_err(|error| JuryError::Mean(number, error))?,
            );
        }
        Ok(jury)
    }
}

/// Why published means are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum JuryError {
    #[error("innovation {0} is out of order, or stands twice")]
    Order(BallotNumber),
    #[error("nobody can vote for innovation {0}")]
    Unknown(BallotNumber),
    #[error("the mean of innovation {0}: {1}")]
    Mean(BallotNumber, DecimalError),
}

/// What standings are made with, besides contests and ballots.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    pub tie_rule: TieRule,
    /// The fewest ballots with a mark in a contest for it to have a winner.
    pub minimum_turnout: Option<u32>,
    pub evidence: &'a Evidence,
}

impl<'a> Terms<'a> {
    /// The manifest's, with what is known beyond the ballots: what needs more, an
    /// instant run-off perhaps, goes on waiting.
    pub const fn of(manifest: &Manifest, evidence: &'a Evidence) -> Self {
        Self {
            tie_rule: manifest.tie_rule,
            minimum_turnout: manifest.minimum_turnout,
            evidence,
        }
    }
}

/// Joint winners, no minimum.
impl Default for Terms<'_> {
    fn default() -> Self {
        Self {
            tie_rule: TieRule::JointWinners,
            minimum_turnout: None,
            evidence: Evidence::NONE,
        }
    }
}

/// Why a tie can't be settled yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Unsettled {
    #[error("innovation {0} has no jury mean")]
    NoMean(BallotNumber),
    #[error("the value for the lot has not been announced")]
    NoLot,
}

/// What became of a contest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It lacks so many ballots to have a winner.
    TooFew { short_by: u64 },
    /// Nobody has a vote.
    NoVotes,
    /// The tie rule waits.
    Unsettled(Unsettled),
    /// One, or several who share the first place; ascending.
    Won(Vec<BallotNumber>),
}

/// Puts those who tie into order, best first; who is in one group shares a place.
/// A group ascends by ballot number.
pub fn settle(
    tied: &[BallotNumber],
    rule: TieRule,
    evidence: &Evidence,
) -> Result<Vec<Vec<BallotNumber>>, Unsettled> {
    let mut tied = tied.to_vec();
    tied.sort_unstable();
    if tied.len() < 2 {
        return Ok(if tied.is_empty() {
            Vec::new()
        } else {
            vec![tied]
        });
    }
    match rule {
        TieRule::JointWinners => Ok(vec![tied]),
        TieRule::JuryMean => {
            let mut groups: BTreeMap<_, Vec<BallotNumber>> = BTreeMap::new();
            for number in tied {
                let mean = evidence.jury.get(&number);
                let mean = *mean.ok_or(Unsettled::NoMean(number))?;
                groups.entry(mean).or_default().push(number);
            }
            Ok(groups.into_values().rev().collect())
        }
        TieRule::Lot => {
            let seed = evidence.lot.ok_or(Unsettled::NoLot)?;
            tied.sort_by_cached_key(|number| drawn(&seed, *number));
            Ok(tied.into_iter().map(|number| vec![number]).collect())
        }
    }
}

/// Puts a tie for the first place into the order of the tie rule, if it can say
/// one: `rows` get other ranks. Joint winners are no order.
pub(crate) fn settle_first(rows: &mut [Standing], terms: &Terms<'_>) -> Option<Settled> {
    let first = rows.iter().filter(|row| row.rank == 1 && row.votes > 0);
    let tied: Vec<BallotNumber> = first.map(|row| row.number).collect();
    if tied.len() < 2 || terms.tie_rule == TieRule::JointWinners {
        return None;
    }
    let groups = settle(&tied, terms.tie_rule, terms.evidence).ok()?;
    let mut rank = 1;
    for group in &groups {
        for row in rows.iter_mut().filter(|row| group.contains(&row.number)) {
            (row.rank, row.tied) = (rank, group.len() > 1);
        }
        rank += u32::try_from(group.len()).unwrap_or(u32::MAX);
    }
    order(rows);
    Some(Settled {
        by: terms.tie_rule,
        order: groups,
    })
}

/// The seed of the lot: `SHA-256("peta/lot/v1" | manifest hash | value)`, the
/// value in UTF-8, without space around it.
pub fn lot_seed(manifest: &Hash, value: &str) -> Hash {
    let seed = Sha256::new()
        .chain_update("peta/lot/v1")
        .chain_update(manifest.0)
        .chain_update(value.trim());
    Hex(seed.finalize().into())
}

/// `SHA-256(seed | u32 number)`: the smallest comes first.
fn drawn(seed: &Hash, number: BallotNumber) -> [u8; 32] {
    let drawn = Sha256::new()
        .chain_update(seed.0)
        .chain_update(number.0.to_be_bytes());
    drawn.finalize().into()
}

/// Who has won a contest whose ballots are all in. `contest` was counted with
/// the same terms.
pub fn outcome(contest: &ContestStandings, terms: &Terms<'_>) -> Outcome {
    if let Some(short_by) = contest.short_by {
        return Outcome::TooFew { short_by };
    }
    let first = contest.rows.iter().filter(|row| row.rank == 1);
    let mut first = first.filter(|row| row.votes > 0).peekable();
    if first.peek().is_none() {
        return Outcome::NoVotes;
    }
    let first: Vec<BallotNumber> = first.map(|row| row.number).collect();
    match settle(&first, terms.tie_rule, terms.evidence) {
        Ok(groups) => Outcome::Won(groups.into_iter().next().unwrap_or_default()),
        Err(unsettled) => Outcome::Unsettled(unsettled),
    }
}
