//! Chance that is the same in each run.

/// `SplitMix64` (Steele, Lea and Flood, 2014).
pub struct Chance(pub u64);

impl Chance {
    pub fn u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// Below `bound`, which is not 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.u64() % bound
    }

    /// Below `length`, which is not 0.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.u64() % length as u64).unwrap()
    }

    /// From `low` up to and with `high`, which is below `2^63`; small ones as often
    /// as large ones.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        let bits = self.below(u64::from(u64::BITS - high.leading_zeros()) + 1);
        let wide = self.u64() & ((1 << bits) - 1);
        low.max(wide.min(high))
    }
}
