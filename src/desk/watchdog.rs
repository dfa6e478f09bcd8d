//! When to open the stream of events, when to give it up, and when to ask
//! instead. Pure: it gets the time and chance, and says what to do.

/// The server gives a sign of life every ten seconds.
const SILENCE: f64 = 25_000.0;
/// So long without news, counts are asked for.
const IMPATIENCE: f64 = 12_000.0;
/// Between two questions.
const PAUSE: f64 = 5_000.0;
/// So long without an answer of any kind, the connection counts as lost.
const LOST: f64 = 15_000.0;
/// Until a stream that was refused is tried again, and as much again by chance.
const RETRY: f64 = 4_000.0;

/// How the screen gets its news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Nothing has come yet.
    Connecting,
    /// By events.
    Live,
    /// By asking now and then.
    Polling,
    /// Not at all.
    Lost,
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Act {
    pub open: bool,
    pub close: bool,
    pub ask: bool,
}

/// All times in milliseconds of one clock that never goes back.
#[derive(Clone, Debug)]
pub struct Watchdog {
    is_open: bool,
    began: f64,
    opened: f64,
    /// The last event.
    heard: Option<f64>,
    /// The last answer to a question.
    answered: Option<f64>,
    asked: f64,
    open_again: f64,
}

impl Watchdog {
    pub fn new(now: f64) -> Self {
        Self {
            is_open: false,
            began: now,
            opened: now,
            heard: None,
            answered: None,
            asked: f64::NEG_INFINITY,
            open_again: now,
        }
    }

    pub fn heard(&mut self, now: f64) {
        self.heard = Some(now);
    }

    pub fn answered(&mut self, now: f64) {
        self.answered = Some(now);
    }

    /// The stream ended for good: refused, or broken beyond the browser's own repair.
    pub fn ended(&mut self, now: f64, chance: f64) {
        self.is_open = false;
        self.open_again = now + RETRY + RETRY * chance;
    }

    /// Looked at once a second.
    pub fn tick(&mut self, now: f64, chance: f64) -> Act {
        let mut act = Act::default();
        if self.is_open && now - self.heard.unwrap_or(self.opened).max(self.opened) > SILENCE {
            act.close = true;
            self.ended(now, chance);
        }
        if !self.is_open && now >= self.open_again {
            act.open = true;
            self.is_open = true;
            self.opened = now;
        }
        let news = self.heard.unwrap_or(self.began);
        if now - news > IMPATIENCE && now - self.asked > PAUSE {
            act.ask = true;
            self.asked = now;
        }
        act
    }

    pub fn link(&self, now: f64) -> Link {
        let within = |at: Option<f64>, span: f64| at.is_some_and(|at| now - at <= span);
        if within(self.heard, LOST) {
            Link::Live
        } else if within(self.answered, LOST) {
            Link::Polling
        } else if self.heard.is_none() && self.answered.is_none() && now - self.began <= LOST {
            Link::Connecting
        } else {
            Link::Lost
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: f64 = 1_000.0;

    /// Ticks every second from `from` to `to`; what was done in all.
    fn run(dog: &mut Watchdog, from: u32, to: u32) -> (u32, u32, u32) {
        let mut done = (0, 0, 0);
        for second in from..to {
            let act = dog.tick(f64::from(second) * SECOND, 0.5);
            done.0 += u32::from(act.open);
            done.1 += u32::from(act.close);
            done.2 += u32::from(act.ask);
        }
        done
    }

    #[test]
    fn a_stream_that_speaks_is_left_alone() {
        let mut dog = Watchdog::new(0.0);
        assert_eq!(run(&mut dog, 0, 1), (1, 0, 0));
        for ten in 0..20 {
            dog.heard(f64::from(ten * 10) * SECOND);
            assert_eq!(run(&mut dog, ten * 10, ten * 10 + 10), (0, 0, 0));
        }
        assert_eq!(dog.link(200.0 * SECOND), Link::Live);
    }

    #[test]
    fn a_silent_stream_is_given_up_and_opened_again_and_counts_are_asked_for() {
        let mut dog = Watchdog::new(0.0);
        dog.tick(0.0, 0.5);
        dog.heard(SECOND);
        let (opened, closed, asked) = run(&mut dog, 2, 60);
        assert!(
            (1..=2).contains(&opened) && (1..=2).contains(&closed),
            "{opened} {closed}"
        );
        assert!(asked >= 6, "{asked}");
        assert_eq!(dog.link(60.0 * SECOND), Link::Lost);
        dog.answered(60.0 * SECOND);
        assert_eq!(dog.link(61.0 * SECOND), Link::Polling);
        dog.heard(62.0 * SECOND);
        assert_eq!(dog.link(62.0 * SECOND), Link::Live);
    }

    #[test]
    fn a_refused_stream_is_not_asked_for_again_at_once() {
        let mut dog = Watchdog::new(0.0);
        dog.tick(0.0, 0.5);
        dog.ended(SECOND, 0.5);
        assert_eq!(run(&mut dog, 1, 7), (0, 0, 0));
        assert_eq!(run(&mut dog, 7, 9).0, 1);
    }

    #[test]
    fn the_first_seconds_are_no_failure() {
        let dog = Watchdog::new(0.0);
        assert_eq!(dog.link(3.0 * SECOND), Link::Connecting);
        assert_eq!(dog.link(20.0 * SECOND), Link::Lost);
    }
}
