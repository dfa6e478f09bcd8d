//! What is chosen between.

use wire::{BallotNumber, Category, CategoryCode, Contest, Rule, Values};

/// The contests of an edition, in category order.
///
/// `on_ballot` is every innovation with its category, in any order; those in
/// a category that is not votable are left out.
///
/// - `OnePerCategory`: one contest for each votable category that has an
///   innovation, one mark each.
/// - All other rules: one contest over all votable categories. The most marks
///   in it are `max` (approval, ranked), `total` (points), one for each
///   innovation (score).
pub fn contests(
    rule: Rule,
    categories: &[Category],
    on_ballot: &[(BallotNumber, CategoryCode)],
) -> Vec<Contest> {
    let votable = categories.iter().filter(|category| category.votable);
    match rule {
        Rule::OnePerCategory => votable
            .map(|category| Contest {
                category: Some(category.code.clone()),
                max_marks: 1,
                values: None,
                numbers: numbers_in(on_ballot, |code| *code == category.code),
            })
            .filter(|contest| !contest.numbers.is_empty())
            .collect(),
        Rule::Approval { .. } | Rule::Points { .. } | Rule::Score { .. } | Rule::Ranked { .. } => {
            let codes: Vec<&CategoryCode> = votable.map(|category| &category.code).collect();
            let numbers = numbers_in(on_ballot, |code| codes.contains(&code));
            if numbers.is_empty() {
                return Vec::new();
            }
            let (max_marks, values) = values(rule, numbers.len());
            vec![Contest {
                category: None,
                max_marks,
                values,
                numbers,
            }]
        }
    }
}

/// The most marks in a contest of so many, and what their values say.
fn values(rule: Rule, innovations: usize) -> (u16, Option<Values>) {
    match rule {
        Rule::OnePerCategory => (1, None),
        Rule::Approval { max } => (max, None),
        // Neither of these, in a build that knows no others: they are dropped.
        _ if rule.is_choice() => (1, None),
        Rule::Points { total, max } => (total, Some(Values::Points { total, max })),
        Rule::Score { max } => (
            // A ballot's marks are counted in a u16.
            innovations.try_into().unwrap_or(u16::MAX),
            Some(Values::Score { max }),
        ),
        Rule::Ranked { max, count } => (max, Some(Values::Places { count })),
    }
}

fn numbers_in(
    on_ballot: &[(BallotNumber, CategoryCode)],
    belongs: impl Fn(&CategoryCode) -> bool,
) -> Vec<BallotNumber> {
    // As whole numbers of the one width that the browser app sorts anyway.
    let mut numbers: Vec<u64> = on_ballot
        .iter()
        .filter(|(_, code)| belongs(code))
        .map(|(number, _)| u64::from(number.0))
        .collect();
    wire::sort(&mut numbers);
    numbers.dedup();
    let narrow = |number: u64| u32::try_from(number).ok().map(BallotNumber);
    numbers.into_iter().filter_map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use wire::{Localized, RankedCount, Shape};

    use super::*;

    fn category(code: &str, votable: bool) -> Category {
        Category {
            code: code.into(),
            label: Localized::default(),
            colour: 0,
            shape: Shape::Circle,
            votable,
        }
    }

    fn numbers(contest: &Contest) -> Vec<u32> {
        contest.numbers.iter().map(|number| number.0).collect()
    }

    #[test]
    fn one_contest_for_each_votable_category_with_an_innovation() {
        let categories = [
            category("school", true),
            category("empty", true),
            category("guest", false),
        ];
        let on_ballot = [
            (BallotNumber(3), "school".into()),
            (BallotNumber(2), "guest".into()),
            (BallotNumber(1), "school".into()),
        ];

        let found = contests(Rule::OnePerCategory, &categories, &on_ballot);

        assert_eq!(found.len(), 1);
        assert_eq!(found[0].category, Some("school".into()));
        assert_eq!(found[0].max_marks, 1);
        assert_eq!(numbers(&found[0]), [1, 3]);
    }

    #[test]
    fn contests_follow_the_order_of_categories_not_of_numbers() {
        let categories = [category("z", true), category("a", true)];
        let on_ballot = [(BallotNumber(1), "a".into()), (BallotNumber(2), "z".into())];

        let found = contests(Rule::OnePerCategory, &categories, &on_ballot);

        assert_eq!(numbers(&found[0]), [2]);
        assert_eq!(numbers(&found[1]), [1]);
    }

    #[test]
    fn approval_is_one_contest_over_everything_votable() {
        let categories = [
            category("a", true),
            category("b", true),
            category("guest", false),
        ];
        let on_ballot = [
            (BallotNumber(9), "b".into()),
            (BallotNumber(4), "guest".into()),
            (BallotNumber(5), "a".into()),
        ];

        let found = contests(Rule::Approval { max: 3 }, &categories, &on_ballot);

        assert_eq!(found.len(), 1);
        assert_eq!(found[0].category, None);
        assert_eq!(found[0].max_marks, 3);
        assert_eq!(numbers(&found[0]), [5, 9]);
    }

    #[test]
    fn each_rule_says_how_many_marks_and_what_their_values_are() {
        let categories = [category("a", true), category("b", true)];
        let on_ballot: Vec<(BallotNumber, CategoryCode)> = (1..=7)
            .map(|number| (BallotNumber(number), ["a", "b"][number as usize % 2].into()))
            .collect();
        let count = RankedCount::Borda;
        for (rule, max_marks, values) in [
            (
                Rule::Points { total: 5, max: 2 },
                5,
                Values::Points { total: 5, max: 2 },
            ),
            (Rule::Score { max: 9 }, 7, Values::Score { max: 9 }),
            (Rule::Ranked { max: 3, count }, 3, Values::Places { count }),
        ] {
            let found = contests(rule, &categories, &on_ballot);
            assert_eq!(found.len(), 1);
            assert_eq!(
                (found[0].max_marks, found[0].values),
                (max_marks, Some(values))
            );
            assert_eq!(numbers(&found[0]), [1, 2, 3, 4, 5, 6, 7]);
        }
    }

    #[test]
    fn nothing_votable_means_no_contest() {
        let categories = [category("guest", false)];
        let on_ballot = [(BallotNumber(1), "guest".into())];
        for rule in [Rule::OnePerCategory, Rule::Approval { max: 2 }] {
            assert_eq!(contests(rule, &categories, &on_ballot), []);
        }
    }
}
