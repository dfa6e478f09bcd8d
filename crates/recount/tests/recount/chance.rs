//! Chance that is the same in each run.

/// `SplitMix64` (Steele, Lea and Flood, 2014).
pub struct Chance(pub u64);

impl Chance {
    fn u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// Below `length`, which is not 0.
    pub fn place(&mut self, length: usize) -> usize {
        usize::try_from(self.u64() % length as u64).expect("a place")
    }

    /// Two different ones below `length`, which is above 1, ascending.
    pub fn places(&mut self, length: usize) -> (usize, usize) {
        let a = self.place(length);
        let b = (a + 1 + self.place(length - 1)) % length;
        (a.min(b), a.max(b))
    }
}
