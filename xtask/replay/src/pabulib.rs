//! Reads an election in the Pabulib format (arXiv 2012.06539): text in three
//! sections META, PROJECTS and VOTES, each a table with `;` between fields.

use std::collections::BTreeMap;

/// One election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The section META.
    pub meta: BTreeMap<String, String>,
    /// In the order of the file.
    pub projects: Vec<Project>,
    /// In the order of the file.
    pub votes: Vec<Vote>,
}

/// What was voted on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    pub id: String,
    pub name: String,
    /// The published total; `None` where the file has no column `votes`.
    pub votes: Option<u64>,
}

/// One row of VOTES.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    pub voter: String,
    /// Indexes into `Election::projects`, as often and in the order as the row has them.
    pub projects: Vec<usize>,
}

/// How the ballots of an election were filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteType {
    /// Any of up to `max` projects; choose-one is `max` 1.
    Approval {
        max: usize,
    },
    Ordinal,
    Cumulative,
    Scoring,
}

/// The text is no election.
#[derive(Debug, thiserror::Error)]
pub enum PabulibError {
    #[error("not a table")]
    Table(#[from] csv::Error),
    #[error("the section {0} is missing or empty")]
    NoSection(&'static str),
    #[error("{section} has no column {column}")]
    NoColumn {
        section: &'static str,
        column: &'static str,
    },
    #[error("line {line}: {value:?} is not a number of votes")]
    NotANumber { line: u64, value: String },
    #[error("line {line}: project {id:?} stands twice in PROJECTS")]
    ProjectTwice { line: u64, id: String },
    #[error("line {line}: a vote for {id:?}, which is not in PROJECTS")]
    NoProject { line: u64, id: String },
    #[error("vote_type is {0:?}: expected approval, choose-1, ordinal, cumulative or scoring")]
    VoteType(String),
    #[error("max_length is {0:?}: expected a number from 1")]
    MaxLength(String),
}

/// A section's header and rows, each with the line where it starts.
type Table = Vec<(u64, Vec<String>)>;

impl Election {
    pub fn read(text: &str) -> Result<Self, PabulibError> {
        let mut sections = sections(text)?;
        let mut section = |name| sections.remove(name).ok_or(PabulibError::NoSection(name));
        let meta = section("META")?
            .into_iter()
            .skip(1)
            .map(|(_, mut fields)| {
                let rest = fields.split_off(1);
                (fields.remove(0), rest.join(";"))
            })
            .collect();
        let projects = projects(&section("PROJECTS")?)?;
        let votes = votes(&section("VOTES")?, &projects)?;
        Ok(Self {
            meta,
            projects,
            votes,
        })
    }

    pub fn vote_type(&self) -> Result<VoteType, PabulibError> {
        match self
            .meta
            .get("vote_type")
            .map(String::as_str)
            .unwrap_or_default()
        {
            "approval" => Ok(VoteType::Approval {
                max: self.max_length()?,
            }),
            "choose-1" => Ok(VoteType::Approval { max: 1 }),
            "ordinal" => Ok(VoteType::Ordinal),
            "cumulative" => Ok(VoteType::Cumulative),
            "scoring" => Ok(VoteType::Scoring),
            other => Err(PabulibError::VoteType(other.to_owned())),
        }
    }

    /// Without a limit of its own, a ballot may name every project.
    fn max_length(&self) -> Result<usize, PabulibError> {
        match self.meta.get("max_length").map(String::as_str) {
            None | Some("") => Ok(self.projects.len()),
            Some(text) => text
                .parse()
                .ok()
                .filter(|max| *max > 0)
                .ok_or_else(|| PabulibError::MaxLength(text.to_owned())),
        }
    }
}

fn sections(text: &str) -> Result<BTreeMap<String, Table>, PabulibError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .has_headers(false)
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut sections: BTreeMap<String, Table> = BTreeMap::new();
    let mut name = String::new();
    for record in reader.records() {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
        match fields.as_slice() {
            [only] if ["META", "PROJECTS", "VOTES"].contains(&only.to_uppercase().as_str()) => {
                name = only.to_uppercase();
            }
            [only] if only.is_empty() => {}
            _ => sections
                .entry(name.clone())
                .or_default()
                .push((line, fields)),
        }
    }
    Ok(sections)
}

fn column(
    table: &Table,
    section: &'static str,
    column: &'static str,
) -> Result<usize, PabulibError> {
    table
        .first()
        .ok_or(PabulibError::NoSection(section))?
        .1
        .iter()
        .position(|name| name == column)
        .ok_or(PabulibError::NoColumn { section, column })
}

fn projects(table: &Table) -> Result<Vec<Project>, PabulibError> {
    let id = column(table, "PROJECTS", "project_id")?;
    let name = column(table, "PROJECTS", "name").ok();
    let votes = column(table, "PROJECTS", "votes").ok();
    let mut projects: Vec<Project> = Vec::new();
    for (line, fields) in &table[1..] {
        let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
        let project = Project {
            id: field(id),
            name: name.map_or_else(|| field(id), field),
            votes: votes.map(|at| number(*line, &field(at))).transpose()?,
        };
        if projects.iter().any(|known| known.id == project.id) {
            return Err(PabulibError::ProjectTwice {
                line: *line,
                id: project.id,
            });
        }
        projects.push(project);
    }
    Ok(projects)
}

/// Some files leave the field empty for a project that nobody voted for.
fn number(line: u64, text: &str) -> Result<u64, PabulibError> {
    if text.is_empty() {
        return Ok(0);
    }
    text.parse().map_err(|_| PabulibError::NotANumber {
        line,
        value: text.to_owned(),
    })
}

fn votes(table: &Table, projects: &[Project]) -> Result<Vec<Vote>, PabulibError> {
    let voter = column(table, "VOTES", "voter_id")?;
    let vote = column(table, "VOTES", "vote")?;
    let index: BTreeMap<&str, usize> = projects
        .iter()
        .enumerate()
        .map(|(at, project)| (project.id.as_str(), at))
        .collect();
    table[1..]
        .iter()
        .map(|(line, fields)| {
            let field = |at: usize| fields.get(at).map(String::as_str).unwrap_or_default();
            let projects = field(vote)
                .split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(|id| {
                    let unknown = || PabulibError::NoProject {
                        line: *line,
                        id: id.to_owned(),
                    };
                    index.get(id).copied().ok_or_else(unknown)
                })
                .collect::<Result<_, _>>()?;
            Ok(Vote {
                voter: field(voter).to_owned(),
                projects,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Election, PabulibError, VoteType};

    const TEXT: &str = "META\nkey;value\ndescription;Parks;and more\nvote_type;approval\n\
        PROJECTS\nproject_id;cost;votes;name\n\
        7;100;2;\"Benches; tables and \"\"Stok\"\"\"\n\
        P8;50;;Trees\n\
        VOTES\nvoter_id;age;vote\n1;30;7\n2;;7,P8,7\n3;5;\n";

    fn error(text: &str) -> PabulibError {
        Election::read(text).expect_err("the text is wrong")
    }

    #[test]
    fn reads_quoted_fields_and_empty_ones() {
        let election = Election::read(TEXT).expect("a good file");
        assert_eq!(election.meta["description"], "Parks;and more");
        assert_eq!(election.projects[0].name, "Benches; tables and \"Stok\"");
        assert_eq!(election.projects[0].votes, Some(2));
        assert_eq!(election.projects[1].votes, Some(0));
        let votes: Vec<_> = election
            .votes
            .iter()
            .map(|vote| vote.projects.clone())
            .collect();
        assert_eq!(votes, [vec![0], vec![0, 1, 0], vec![]]);
        assert_eq!(election.votes[2].voter, "3");
    }

    #[test]
    fn line_ends_of_windows_and_a_byte_order_mark_make_no_difference() {
        let windows = format!("\u{feff}{}", TEXT.replace('\n', "\r\n"));
        assert_eq!(
            Election::read(&windows).expect("a good file"),
            Election::read(TEXT).expect("a good file")
        );
    }

    #[test]
    fn without_a_limit_a_ballot_may_name_every_project() {
        let max = |line: &str| {
            let text = TEXT.replace("PROJECTS\n", &format!("{line}PROJECTS\n"));
            Election::read(&text).expect("a good file").vote_type()
        };
        assert_eq!(max("").expect("approval"), VoteType::Approval { max: 2 });
        assert_eq!(
            max("max_length;1\n").expect("approval"),
            VoteType::Approval { max: 1 }
        );
        assert!(matches!(
            max("max_length;0\n"),
            Err(PabulibError::MaxLength(_))
        ));
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(matches!(error(""), PabulibError::NoSection("META")));
        let without = |from: &str, to: &str| error(&TEXT.replace(from, to));
        assert!(matches!(
            without("voter_id;age;vote", "voter_id;age;choice"),
            PabulibError::NoColumn {
                section: "VOTES",
                column: "vote"
            }
        ));
        assert!(matches!(
            without("P8;50;;", "P8;50;x;"),
            PabulibError::NotANumber { .. }
        ));
        assert!(matches!(
            without("P8;50", "7;50"),
            PabulibError::ProjectTwice { .. }
        ));
        assert!(matches!(
            without("7,P8,7", "7,P9"),
            PabulibError::NoProject { .. }
        ));
        let election = Election::read(&TEXT.replace("approval", "shouting")).expect("readable");
        assert!(matches!(
            election.vote_type(),
            Err(PabulibError::VoteType(_))
        ));
    }
}
