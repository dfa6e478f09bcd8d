//! Reads an election in `PrefLib`'s formats of strict orders (`.soi`, `.soc`):
//! lines `# KEY: value`, then `number of ballots: alternative, alternative, …`,
//! the most preferred one first. Alternatives are numbered from 1.

use std::collections::BTreeMap;

use crate::pabulib::{Election, Project, Vote};

/// The text is no election.
#[derive(Debug, thiserror::Error)]
pub enum PreflibError {
    #[error("no line \"# ALTERNATIVE NAME 1\"")]
    NoAlternatives,
    #[error("line {line}: expected \"number of ballots: alternative, …\"")]
    Order { line: usize },
    #[error("{said} ballots are said to be there, {found} are")]
    Number { said: String, found: usize },
}

/// To be counted by instant run-off, with as many places as there are alternatives.
pub(crate) fn read(text: &str) -> Result<Election, PreflibError> {
    let mut meta = BTreeMap::from([("vote_type".to_owned(), "instant_runoff".to_owned())]);
    let mut projects = Vec::new();
    let mut votes = Vec::new();
    let mut said = String::new();
    for (line, text) in (1..).zip(text.lines().map(str::trim)) {
        let (key, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.trim();
        match key.strip_prefix('#').map(str::trim) {
            Some("TITLE") => {
                meta.insert("description".to_owned(), value.to_owned());
            }
            Some("NUMBER VOTERS") => value.clone_into(&mut said),
            Some(key) if key.starts_with("ALTERNATIVE NAME") => projects.push(Project {
                id: (projects.len() + 1).to_string(),
                name: value.to_owned(),
                votes: None,
                score: None,
            }),
            Some(_) => {}
            None if text.is_empty() => {}
            None => {
                let wrong = || PreflibError::Order { line };
                let ballots: usize = key.trim().parse().map_err(|_| wrong())?;
                let order = order(value, projects.len()).ok_or_else(wrong)?;
                for _ in 0..ballots {
                    votes.push(Vote {
                        voter: (votes.len() + 1).to_string(),
                        values: (1..).take(order.len()).collect(),
                        projects: order.clone(),
                    });
                }
            }
        }
    }
    if projects.is_empty() {
        return Err(PreflibError::NoAlternatives);
    }
    if !said.is_empty() && said != votes.len().to_string() {
        let found = votes.len();
        return Err(PreflibError::Number { said, found });
    }
    Ok(Election {
        meta,
        projects,
        votes,
    })
}

/// From 0; `None` also where several share a place (`{1,2}`).
fn order(text: &str, alternatives: usize) -> Option<Vec<usize>> {
    text.split(',')
        .map(|number| {
            let number: usize = number.trim().parse().ok()?;
            number.checked_sub(1).filter(|at| *at < alternatives)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{PreflibError, read};

    const TEXT: &str = "# FILE NAME: a.soi\n# TITLE: Leader\n# NUMBER VOTERS: 3\n\
        # ALTERNATIVE NAME 1: Ani\n# ALTERNATIVE NAME 2: Budi\n2: 2,1\n1: 1\n";

    #[test]
    fn each_order_is_as_many_ballots_as_it_says() {
        let election = read(TEXT).expect("a good file");
        let orders: Vec<_> = election
            .votes
            .iter()
            .map(|vote| vote.projects.clone())
            .collect();
        assert_eq!(orders, [vec![1, 0], vec![1, 0], vec![0]]);
        assert_eq!(election.votes[0].values, [1, 2]);
        assert_eq!(election.projects[1].name, "Budi");
    }

    #[test]
    fn says_what_is_wrong() {
        let wrong = |from: &str, to: &str| read(&TEXT.replace(from, to)).expect_err("wrong");
        assert!(matches!(
            wrong("1: 1", "1: 3"),
            PreflibError::Order { line: 7 }
        ));
        assert!(matches!(
            wrong("1: 1", "1: {1,2}"),
            PreflibError::Order { .. }
        ));
        assert!(matches!(
            wrong("1: 1", "2: 1"),
            PreflibError::Number { found: 4, .. }
        ));
        assert!(matches!(
            wrong("# ALTERNATIVE NAME", "# NAME"),
            PreflibError::Order { .. }
        ));
        assert!(matches!(read(""), Err(PreflibError::NoAlternatives)));
    }
}
