//! Where a voter at the tablet is, and when everything is cleared: pure.

/// Since the last touch, everything is cleared after so long.
const IDLE: f64 = 45_000.0;
/// So long before, one is asked.
const WARNING: f64 = 15_000.0;
/// How long the last page stays.
const THANKS: f64 = 5_000.0;

/// One step of a visit. All times in milliseconds of one clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Nobody is here.
    Attract,
    /// The code is asked for.
    Code,
    /// Map, board, ballot.
    Vote,
    /// The ballot is in the queue since then.
    Thanks { since: f64 },
}

/// What the clock says to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Go on.
    None,
    /// Whole seconds until everything is cleared; to be shown.
    Leaving(u32),
    /// Clear everything.
    Reset,
}

/// Nobody has done anything for so long that everything is cleared.
pub fn is_idle(now: f64, touched: f64) -> bool {
    now - touched >= IDLE
}

impl Step {
    /// `touched`: when somebody last did anything.
    pub fn hint(self, now: f64, touched: f64) -> Hint {
        let left = match self {
            Self::Attract => return Hint::None,
            Self::Thanks { since } => THANKS - (now - since),
            Self::Code | Self::Vote => IDLE - (now - touched),
        };
        if left <= 0.0 {
            return Hint::Reset;
        }
        if left <= WARNING {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to 15"
            )]
            return Hint::Leaving((left / 1000.0).ceil() as u32);
        }
        Hint::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_voter_who_left_is_asked_and_then_everything_is_cleared() {
        for step in [Step::Code, Step::Vote] {
            assert_eq!(step.hint(129_000.0, 100_000.0), Hint::None);
            assert_eq!(step.hint(131_000.0, 100_000.0), Hint::Leaving(14));
            assert_eq!(step.hint(144_001.0, 100_000.0), Hint::Leaving(1));
            assert_eq!(step.hint(145_000.0, 100_000.0), Hint::Reset);
        }
    }

    #[test]
    fn thanks_go_after_five_seconds_whatever_is_touched() {
        let step = Step::Thanks { since: 10_000.0 };
        assert_eq!(step.hint(10_000.0, 10_000.0), Hint::Leaving(5));
        assert_eq!(step.hint(14_999.0, 14_999.0), Hint::Leaving(1));
        assert_eq!(step.hint(15_000.0, 15_000.0), Hint::Reset);
    }

    #[test]
    fn nobody_is_never_idle() {
        assert_eq!(Step::Attract.hint(1e9, 0.0), Hint::None);
    }
}
