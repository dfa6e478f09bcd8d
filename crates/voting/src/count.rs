//! The counts of a running edition, readable only through the embargo.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use wire::{
    BoothCount, Disclosure, EditionSlug, HourCount, Manifest, Phase, Standings, TieRule, Visibility,
};

use crate::{Booths, Counted, Embargo, Evidence, MarksError, Tally, Terms, embargo, freeze_at};

/// Follows the ballots of one edition and gives out what may be seen.
///
/// There is no way to the counts but [`Count::standings`], and that asks
/// [`embargo`].
#[derive(Clone, Debug)]
pub struct Count {
    edition: EditionSlug,
    tie_rule: TieRule,
    minimum_turnout: Option<u32>,
    evidence: Evidence,
    visibility: Visibility,
    closes_at: Option<DateTime<Utc>>,
    all: Tally,
    /// The count that is shown during the freeze.
    frozen: Option<Frozen>,
}

#[derive(Clone, Debug)]
struct Frozen {
    from: DateTime<Utc>,
    tally: Tally,
}

impl Count {
    pub fn new(manifest: &Manifest) -> Self {
        let frozen = freeze_at(manifest.visibility, manifest.voting_closes_at).map(|from| Frozen {
            from,
            tally: Tally::new(manifest.contests.clone()),
        });
        Self {
            edition: manifest.edition.clone(),
            tie_rule: manifest.tie_rule,
            minimum_turnout: manifest.minimum_turnout,
            evidence: Evidence::default(),
            visibility: manifest.visibility,
            closes_at: manifest.voting_closes_at,
            all: Tally::new(manifest.contests.clone()),
            frozen,
        }
    }

    /// Takes one ballot into account; see [`Tally::apply`].
    pub fn apply(&mut self, ballot: &Counted<'_>) -> Result<(), MarksError> {
        if let Some(frozen) = &mut self.frozen
            && ballot.recorded_at < frozen.from
        {
            frozen.tally.apply(ballot)?;
        }
        self.all.apply(ballot)
    }

    /// What may be seen at `now`. `as_of` is `now`, or the moment of the
    /// freeze: a caller that wants a document that stays the same between two
    /// ballots gives the moment of the last one.
    pub fn standings(&self, phase: Phase, now: DateTime<Utc>) -> Standings {
        let (Embargo { disclosure, until }, tally) = self.seen(phase, now);
        Standings {
            edition: self.edition.clone(),
            phase,
            disclosure,
            as_of: until.unwrap_or(now),
            ballots: tally.ballots(),
            channels: tally.channels(),
            replaced: tally.replaced(),
            contests: match disclosure {
                Disclosure::Hidden => Vec::new(),
                Disclosure::Live | Disclosure::Frozen | Disclosure::Complete => {
                    tally.standings(&self.terms())
                }
            },
        }
    }

    fn terms(&self) -> Terms<'_> {
        Terms {
            tie_rule: self.tie_rule,
            minimum_turnout: self.minimum_turnout,
            evidence: &self.evidence,
        }
    }

    /// What settles ties, once it is known.
    pub fn set_evidence(&mut self, evidence: Evidence) {
        self.evidence = evidence;
    }

    /// Turnout by hour, as of the same moment: who voted, never for what.
    pub fn hours(&self, phase: Phase, now: DateTime<Utc>) -> Vec<HourCount> {
        self.seen(phase, now).1.hours()
    }

    /// Turnout by booth, as of the same moment.
    pub fn booths(&self, phase: Phase, now: DateTime<Utc>) -> Vec<BoothCount> {
        self.seen(phase, now).1.booths()
    }

    /// Other booths, or other codes at them; see [`Tally::set_booths`].
    pub fn set_booths(&mut self, booths: &Arc<Booths>) {
        if let Some(frozen) = &mut self.frozen {
            frozen.tally.set_booths(Arc::clone(booths));
        }
        self.all.set_booths(Arc::clone(booths));
    }

    fn seen(&self, phase: Phase, now: DateTime<Utc>) -> (Embargo, &Tally) {
        let embargo = embargo(phase, self.visibility, self.closes_at, now);
        match (&self.frozen, embargo.until) {
            (Some(frozen), Some(_)) => (embargo, &frozen.tally),
            _ => (embargo, &self.all),
        }
    }
}
