//! How many different ballots there can be: where they are many, most are like no
//! other, and opening them would be like names (`recount`, `is_telling`).

use wire::{Contest, Rule};

/// Ballots that can differ, the empty one left out; as many as fit into the type.
pub(super) fn different(rule: Rule, contests: &[Contest]) -> u64 {
    let with_empty = contests.iter().fold(1_u64, |product, contest| {
        let of = u64::try_from(contest.numbers.len()).unwrap_or(u64::MAX);
        product.saturating_mul(in_one(rule, of))
    });
    with_empty.saturating_sub(1)
}

/// Ways to fill in a contest over `n`, with leaving it empty.
fn in_one(rule: Rule, n: u64) -> u64 {
    match rule {
        Rule::OnePerCategory => n.saturating_add(1),
        Rule::Approval { max } => {
            (1..=u64::from(max).min(n)).fold(1, |sum: u64, k| sum.saturating_add(choose(n, k)))
        }
        // Points for each, and those that are left over.
        Rule::Points { total, .. } => choose(n.saturating_add(total.into()), total.into()),
        Rule::Score { max } => {
            let exponent = u32::try_from(n).unwrap_or(u32::MAX);
            (u64::from(max) + 1).saturating_pow(exponent)
        }
        Rule::Ranked { max, .. } => {
            let (mut all, mut orders) = (1_u64, 1_u64);
            for k in 0..u64::from(max).min(n) {
                orders = orders.saturating_mul(n - k);
                all = all.saturating_add(orders);
            }
            all
        }
    }
}

/// `n` over `k`.
fn choose(n: u64, k: u64) -> u64 {
    let k = k.min(n.saturating_sub(k));
    let mut ways: u128 = 1;
    for i in 0..k {
        ways = ways * u128::from(n - i) / u128::from(i + 1);
        if ways > u128::from(u64::MAX) {
            return u64::MAX;
        }
    }
    u64::try_from(ways).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use wire::{BallotNumber, RankedCount};

    use super::*;

    fn contests(sizes: &[u32]) -> Vec<Contest> {
        let contest = |n: &u32| Contest {
            category: None,
            max_marks: 1,
            values: None,
            numbers: (1..=*n).map(BallotNumber).collect(),
        };
        sizes.iter().map(contest).collect()
    }

    #[test]
    fn ballots_are_counted_as_they_can_be_filled_in() {
        let ranked = Rule::Ranked {
            max: 2,
            count: RankedCount::Borda,
        };
        for (rule, sizes, expected) in [
            // (2 + 1) * (3 + 1), without the empty one.
            (Rule::OnePerCategory, &[2, 3][..], 11),
            (Rule::OnePerCategory, &[53; 8], 72_301_961_339_135),
            (Rule::Approval { max: 1 }, &[48], 48),
            (Rule::Approval { max: 2 }, &[4], 4 + 6),
            (Rule::Approval { max: 9 }, &[2], 3),
            // 1 point: on one of 3. 2 points: 3 + 3; nothing at all left out.
            (Rule::Points { total: 2, max: 2 }, &[3], 3 + 6),
            (Rule::Score { max: 2 }, &[3], 26),
            (Rule::Score { max: 100 }, &[424], u64::MAX - 1),
            (ranked, &[3], 3 + 6),
            (Rule::OnePerCategory, &[], 0),
        ] {
            assert_eq!(
                different(rule, &contests(sizes)),
                expected,
                "{rule:?} {sizes:?}"
            );
        }
    }
}
