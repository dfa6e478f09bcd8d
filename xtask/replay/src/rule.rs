//! How the ballots of an election were filled in, as a rule of the product.

use wire::{RankedCount, Rule};

use crate::pabulib::{Election, PabulibError};

impl Election {
    /// - `approval`: any of up to `max_length` projects; `choose-1`: one.
    /// - `ordinal`: up to `max_length` places, counted by Borda.
    /// - `cumulative`: `max_sum_points` in all, `max_points` for each.
    /// - `scoring`: up to `max_points` for each.
    /// - `PrefLib`'s orders (`instant_runoff` here): up to `max_length` places.
    ///
    /// Without a limit of its own, a ballot may name every project and have as
    /// many points as the largest has.
    pub fn rule(&self) -> Result<Rule, PabulibError> {
        let values = || {
            self.votes
                .iter()
                .flat_map(|vote| vote.values.iter().copied())
        };
        let most = || values().max().unwrap_or(1);
        match self.meta("vote_type") {
            "approval" => Ok(Rule::Approval {
                max: self.length()?,
            }),
            "choose-1" => Ok(Rule::Approval { max: 1 }),
            "ordinal" => Ok(Rule::Ranked {
                max: self.length()?,
                count: RankedCount::Borda,
            }),
            "instant_runoff" => Ok(Rule::Ranked {
                max: self.length()?,
                count: RankedCount::InstantRunoff,
            }),
            "cumulative" => {
                let sums = self.votes.iter().map(|vote| vote.values.iter().sum());
                Ok(Rule::Points {
                    total: self.limit("max_sum_points", || sums.max().unwrap_or(1))?,
                    max: self.limit("max_points", most)?,
                })
            }
            "scoring" => Ok(Rule::Score {
                max: self.limit("max_points", most)?,
            }),
            other => Err(PabulibError::VoteType(other.to_owned())),
        }
    }

    fn length(&self) -> Result<u16, PabulibError> {
        let projects = || self.projects.len().try_into().unwrap_or(u16::MAX);
        self.limit("max_length", projects)
    }

    fn limit(&self, key: &'static str, instead: impl FnOnce() -> u16) -> Result<u16, PabulibError> {
        let text = self.meta(key);
        if text.is_empty() {
            return Ok(instead().max(1));
        }
        let number = text.parse().ok().filter(|number| *number > 0);
        number.ok_or_else(|| PabulibError::Meta {
            key,
            value: text.to_owned(),
        })
    }

    fn meta(&self, key: &str) -> &str {
        self.meta.get(key).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use wire::{RankedCount, Rule};

    use crate::pabulib::{Election, PabulibError};

    fn rule(lines: &str, points: &str) -> Result<Rule, PabulibError> {
        let text = format!(
            "META\nkey;value\n{lines}\nPROJECTS\nproject_id;votes\nA;1\nB;1\n\
             VOTES\nvoter_id;vote;points\n1;A,B;{points}\n"
        );
        Election::read(&text).expect("a good file").rule()
    }

    #[test]
    fn limits_are_those_of_the_file_or_of_its_largest_ballot() {
        let count = RankedCount::Borda;
        let points = Rule::Points { total: 9, max: 5 };
        for (lines, expected) in [
            ("vote_type;choose-1", Rule::Approval { max: 1 }),
            ("vote_type;approval", Rule::Approval { max: 2 }),
            (
                "vote_type;approval\nmax_length;1",
                Rule::Approval { max: 1 },
            ),
            ("vote_type;ordinal", Rule::Ranked { max: 2, count }),
            ("vote_type;scoring", Rule::Score { max: 4 }),
            ("vote_type;cumulative", Rule::Points { total: 5, max: 4 }),
            (
                "vote_type;cumulative\nmax_points;5\nmax_sum_points;9",
                points,
            ),
        ] {
            assert_eq!(rule(lines, "4,1").expect(lines), expected, "{lines}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        let wrong = rule("vote_type;approval\nmax_length;0", "");
        assert!(matches!(
            wrong,
            Err(PabulibError::Meta {
                key: "max_length",
                ..
            })
        ));
        assert!(matches!(
            rule("vote_type;shouting", ""),
            Err(PabulibError::VoteType(_))
        ));
    }
}
