//! The clock's hands: whether somebody has set them, and whether they are behind
//! what was written down.

use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};

/// Less than this is the clock's own keeping right.
const SLACK: TimeDelta = TimeDelta::seconds(5);

/// What is known of them.
#[derive(Debug, Default)]
pub(crate) struct Hands {
    last: Option<(DateTime<Utc>, Instant)>,
    jumps: u64,
    was_behind: bool,
}

impl Hands {
    /// How often they were set since the first look.
    pub(crate) fn jumps(&self) -> u64 {
        self.jumps
    }

    /// `newest`: the newest moment that was written down. Gives how far the clock is
    /// behind it. What is new is logged.
    pub(crate) fn look(&mut self, now: DateTime<Utc>, newest: Option<DateTime<Utc>>) -> Duration {
        self.look_at(now, Instant::now(), newest)
    }

    fn look_at(
        &mut self,
        now: DateTime<Utc>,
        instant: Instant,
        newest: Option<DateTime<Utc>>,
    ) -> Duration {
        if let Some((then, before)) = self.last.replace((now, instant)) {
            let passed = TimeDelta::from_std(instant - before).unwrap_or(TimeDelta::MAX);
            let set = (now - then) - passed;
            if set.abs() > SLACK {
                self.jumps += 1;
                tracing::warn!(
                    seconds = set.num_seconds(),
                    "the clock of this machine was set, or the machine slept: hours that open \
                     and close the vote go by it"
                );
            }
        }
        let behind = newest.map_or(TimeDelta::zero(), |it| it - now);
        let is_behind = behind > SLACK;
        if is_behind && !self.was_behind {
            tracing::warn!(
                seconds = behind.num_seconds(),
                "the clock is behind what the database and its log have written down already: \
                 set the clock of this machine"
            );
        }
        self.was_behind = is_behind;
        if is_behind {
            behind.to_std().unwrap_or(Duration::ZERO)
        } else {
            Duration::ZERO
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_786_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn whoever_sets_the_clock_is_seen() {
        let begun = Instant::now();
        let mut hands = Hands::default();
        let mut look = |real: u64, shown: i64| {
            hands.look_at(at(shown), begun + Duration::from_secs(real), None);
            hands.jumps()
        };
        assert_eq!(look(0, 0), 0);
        assert_eq!(look(1, 1), 0);
        // As a time server does it, a little at a time.
        assert_eq!(look(2, 5), 0);
        assert_eq!(look(3, 3600), 1);
        assert_eq!(look(4, 3601), 1);
        assert_eq!(look(5, 5), 2);
    }

    #[test]
    fn a_clock_behind_what_was_written_is_seen() {
        let begun = Instant::now();
        let mut hands = Hands::default();
        let mut look = |shown: i64, newest: Option<i64>| {
            hands.look_at(at(shown), begun, newest.map(at)).as_secs()
        };
        assert_eq!(look(0, None), 0);
        assert_eq!(look(0, Some(5)), 0);
        assert_eq!(look(0, Some(60)), 60);
        assert_eq!(look(60, Some(60)), 0);
    }
}
