//! How the drawing glides on after the finger has left it.

use crate::math;

/// Where a pointer was, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// Milliseconds on any clock that only goes forward.
    pub at: f64,
    /// Pixels.
    pub point: [f64; 2],
}

/// A movement whose speed decays by 1/e in each `TIME` milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Glide {
    /// Pixels for a millisecond at the start.
    velocity: [f64; 2],
}

const TIME: f64 = 325.0;
/// Only what the finger did last counts.
const WINDOW: f64 = 100.0;
/// Pixels for a millisecond below which nothing is seen to move.
const STILL: f64 = 0.03;
const FASTEST: f64 = 6.0;

impl Glide {
    /// The movement of a finger that left the screen at `released`; nothing
    /// where it had stopped before.
    pub fn from_samples(samples: &[Sample], released: f64) -> Option<Self> {
        let first = samples
            .iter()
            .find(|sample| released - sample.at <= WINDOW)?;
        let last = samples.last()?;
        let time = last.at - first.at;
        if time <= 0.0 {
            return None;
        }
        let raw = [
            (last.point[0] - first.point[0]) / time,
            (last.point[1] - first.point[1]) / time,
        ];
        let speed = raw[0].hypot(raw[1]);
        if speed < 10.0 * STILL {
            return None;
        }
        let cut = FASTEST.min(speed) / speed;
        Some(Self {
            velocity: [raw[0] * cut, raw[1] * cut],
        })
    }

    /// Pixels from the start, `elapsed` milliseconds after the release.
    pub fn offset(&self, elapsed: f64) -> [f64; 2] {
        let way = TIME * (1.0 - math::exp(-elapsed.max(0.0) / TIME));
        [self.velocity[0] * way, self.velocity[1] * way]
    }

    /// Whether it has come to rest.
    pub fn is_over(&self, elapsed: f64) -> bool {
        self.velocity[0].hypot(self.velocity[1]) * math::exp(-elapsed / TIME) < STILL
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn swipe(pause: f64) -> Option<Glide> {
        let samples: Vec<Sample> = (0..5)
            .map(|i| Sample {
                at: f64::from(i) * 16.0,
                point: [f64::from(i) * 16.0, 0.0],
            })
            .collect();
        Glide::from_samples(&samples, 64.0 + pause)
    }

    #[test]
    fn it_starts_at_the_finger_s_speed_and_comes_to_rest() {
        let glide = swipe(0.0).unwrap();
        assert!((glide.offset(1.0)[0] - 1.0).abs() < 0.01);
        assert!(!glide.is_over(100.0));
        assert!(glide.is_over(2_000.0));
        let end = glide.offset(1e6)[0];
        assert!((end - TIME).abs() < 1e-6, "{end}");
    }

    #[test]
    fn it_never_turns_back() {
        let glide = swipe(0.0).unwrap();
        let way: Vec<f64> = (0..200)
            .map(|i| glide.offset(f64::from(i) * 8.0)[0])
            .collect();
        assert!(way.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn a_finger_that_rested_before_it_left_throws_nothing() {
        assert_eq!(swipe(150.0), None);
        assert_eq!(Glide::from_samples(&[], 0.0), None);
    }
}
