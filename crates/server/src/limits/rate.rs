//! A token bucket for each of many keys, in bounded memory.
//!
//! Each bucket is one number: the moment at which it will be full again
//! (the generic cell rate algorithm, ITU-T I.371). Buckets that are full
//! need not be remembered, so two generations of a map are enough: the older
//! one is dropped after the time that any bucket takes to fill.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Mutex, PoisonError},
};

/// `burst` at once, then `burst` in each `period` of seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub burst: u32,
    /// Seconds.
    pub period: u32,
}

/// How long to wait, in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait(pub(crate) u32);

#[derive(Debug)]
pub(crate) struct Rate<K> {
    allowance: Allowance,
    /// Most keys in one generation.
    capacity: usize,
    generations: Mutex<Generations<K>>,
}

#[derive(Debug)]
struct Generations<K> {
    young: HashMap<K, u64>,
    old: HashMap<K, u64>,
    /// When `young` began, in microseconds.
    since: u64,
}

impl<K: Copy + Eq + Hash> Rate<K> {
    /// Holds at most `2 * capacity` keys.
    pub(crate) fn new(allowance: Allowance, capacity: usize) -> Self {
        let generations = Generations {
            young: HashMap::new(),
            old: HashMap::new(),
            since: 0,
        };
        Self {
            allowance,
            capacity,
            generations: Mutex::new(generations),
        }
    }

    /// Takes one token. `now` in microseconds, from any fixed moment.
    pub(crate) fn take(&self, key: K, now: u64) -> Result<(), Wait> {
        let period = u64::from(self.allowance.period) * 1_000_000;
        let step = period / u64::from(self.allowance.burst.max(1));
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if now.saturating_sub(generations.since) > period
            || generations.young.len() >= self.capacity
        {
            let Generations { young, old, since } = &mut *generations;
            std::mem::swap(young, old);
            young.clear();
            *since = now;
        }
        let Generations { young, old, .. } = &mut *generations;
        let full_at = young
            .get(&key)
            .or_else(|| old.get(&key))
            .copied()
            .unwrap_or(now)
            .max(now);
        let next = full_at + step;
        if next > now + period {
            let wait = (next - now - period).div_ceil(1_000_000);
            return Err(Wait(u32::try_from(wait).unwrap_or(u32::MAX)));
        }
        young.insert(key, next);
        Ok(())
    }

    /// Gives one token back: what it was taken for did not count.
    pub(crate) fn give_back(&self, key: K) {
        let period = u64::from(self.allowance.period) * 1_000_000;
        let step = period / u64::from(self.allowance.burst.max(1));
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Generations { young, old, .. } = &mut *generations;
        if let Some(full_at) = young.get_mut(&key).or_else(|| old.get_mut(&key)) {
            *full_at = full_at.saturating_sub(step);
        }
    }

    /// Drops every key whose bucket is full by now; called now and then, it
    /// keeps no key longer than two periods after its last token.
    pub(crate) fn forget(&self, now: u64) {
        let period = u64::from(self.allowance.period) * 1_000_000;
        let mut generations = self
            .generations
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let Generations { young, old, since } = &mut *generations;
        let age = now.saturating_sub(*since);
        if age <= period || (young.is_empty() && old.is_empty()) {
            return;
        }
        // Memory that held addresses is given back, not only marked as free.
        let gone = std::mem::take(young);
        *old = if age > 2 * period {
            HashMap::new()
        } else {
            gone
        };
        *since = now;
    }

    #[cfg(test)]
    pub(super) fn keys(&self) -> usize {
        let generations = self.generations.lock().unwrap();
        generations.young.len() + generations.old.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000;

    fn rate(capacity: usize) -> Rate<u32> {
        Rate::new(
            Allowance {
                burst: 4,
                period: 60,
            },
            capacity,
        )
    }

    #[test]
    fn a_burst_then_one_for_each_refill() {
        let rate = rate(10);
        for _ in 0..4 {
            assert_eq!(rate.take(1, 0), Ok(()));
        }
        assert_eq!(rate.take(1, 0), Err(Wait(15)));
        assert_eq!(rate.take(1, 14 * SECOND), Err(Wait(1)));
        assert_eq!(rate.take(1, 15 * SECOND), Ok(()));
        assert_eq!(rate.take(1, 15 * SECOND), Err(Wait(15)));
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let rate = rate(10);
        for _ in 0..100 {
            assert_eq!(rate.take(1, 0), Ok(()));
            rate.give_back(1);
        }
        for _ in 0..4 {
            assert_eq!(rate.take(1, 0), Ok(()));
        }
        assert!(rate.take(1, 0).is_err());
        // Whoever never took has nothing to give.
        rate.give_back(2);
        for _ in 0..4 {
            assert_eq!(rate.take(2, 0), Ok(()));
        }
        assert!(rate.take(2, 0).is_err());
    }

    #[test]
    fn keys_do_not_share() {
        let rate = rate(10);
        for _ in 0..4 {
            assert_eq!(rate.take(1, 0), Ok(()));
        }
        assert_eq!(rate.take(2, 0), Ok(()));
    }

    #[test]
    fn an_empty_bucket_is_remembered_over_a_change_of_generations() {
        let rate = rate(10);
        for _ in 0..4 {
            assert_eq!(rate.take(1, 59 * SECOND), Ok(()));
        }
        assert!(rate.take(1, 61 * SECOND).is_err());
    }

    #[test]
    fn a_key_is_forgotten_without_another_that_comes() {
        let rate = rate(10);
        for _ in 0..4 {
            assert_eq!(rate.take(1, 59 * SECOND), Ok(()));
        }
        rate.forget(60 * SECOND);
        assert_eq!(rate.keys(), 1);
        // In the next period it still counts, and after that no more.
        rate.forget(61 * SECOND);
        assert!(rate.take(1, 62 * SECOND).is_err());
        rate.forget(121 * SECOND);
        assert_eq!(rate.keys(), 1);
        rate.forget(122 * SECOND);
        assert_eq!(rate.keys(), 0);
        // After a long silence, at once.
        assert_eq!(rate.take(2, 500 * SECOND), Ok(()));
        rate.forget(700 * SECOND);
        assert_eq!(rate.keys(), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let rate = rate(100);
        for key in 0..10_000 {
            assert_eq!(rate.take(key, 0), Ok(()));
        }
        assert!(rate.keys() <= 200, "{}", rate.keys());
    }
}
