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
    /// The published sum of points; `None` where the file has no column `score`.
    pub score: Option<u64>,
}

/// One row of VOTES.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    pub voter: String,
    /// Indexes into `Election::projects`, as often and in the order as the row has them.
    pub projects: Vec<usize>,
    /// For each of them its place or its points, of which there is one at least.
    /// Empty where naming a project is all.
    pub values: Vec<u16>,
}

impl Vote {
    /// Each project with the value of its mark.
    pub fn marks(&self) -> impl Iterator<Item = (usize, u16)> {
        let value = |at: usize| self.values.get(at).copied().unwrap_or(1);
        let projects = self.projects.iter().enumerate();
        projects.map(move |(at, project)| (*project, value(at)))
    }
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
    #[error("{key} is {value:?}: expected a number from 1")]
    Meta { key: &'static str, value: String },
    #[error("line {line}: {value:?} are not the points of the vote")]
    Points { line: u64, value: String },
}

/// A section's header and rows, each with the line where it starts.
type Table = Vec<(u64, Vec<String>)>;

impl Election {
    pub fn read(text: &str) -> Result<Self, PabulibError> {
        let mut sections = sections(text)?;
        let mut section = |name| sections.remove(name).ok_or(PabulibError::NoSection(name));
        let meta: BTreeMap<String, String> = section("META")?
            .into_iter()
            .skip(1)
            .map(|(_, mut fields)| {
                let rest = fields.split_off(1);
                (fields.remove(0), rest.join(";"))
            })
            .collect();
        let projects = projects(&section("PROJECTS")?)?;
        let kind = meta.get("vote_type").map_or("", String::as_str);
        let votes = votes(&section("VOTES")?, &projects, kind)?;
        Ok(Self {
            meta,
            projects,
            votes,
        })
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
    let score = column(table, "PROJECTS", "score").ok();
    let mut projects: Vec<Project> = Vec::new();
    for (line, fields) in &table[1..] {
        let field = |at: usize| fields.get(at).cloned().unwrap_or_default();
        let project = Project {
            id: field(id),
            name: name.map_or_else(|| field(id), field),
            votes: votes.map(|at| number(*line, &field(at))).transpose()?,
            score: score.map(|at| number(*line, &field(at))).transpose()?,
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

fn votes(table: &Table, projects: &[Project], kind: &str) -> Result<Vec<Vote>, PabulibError> {
    let voter = column(table, "VOTES", "voter_id")?;
    let vote = column(table, "VOTES", "vote")?;
    let points = column(table, "VOTES", "points").ok();
    let index: BTreeMap<&str, usize> = projects
        .iter()
        .enumerate()
        .map(|(at, project)| (project.id.as_str(), at))
        .collect();
    table[1..]
        .iter()
        .map(|(line, fields)| {
            let field = |at: usize| fields.get(at).map(String::as_str).unwrap_or_default();
            let projects: Vec<usize> = field(vote)
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
            let voter = field(voter).to_owned();
            let (projects, values) = match (kind, points) {
                ("ordinal", _) => {
                    let places = (1..).take(projects.len()).collect();
                    (projects, places)
                }
                ("cumulative" | "scoring", Some(at)) => {
                    with_points(*line, projects, field(at))?.into_iter().unzip()
                }
                _ => (projects, Vec::new()),
            };
            Ok(Vote {
                voter,
                projects,
                values,
            })
        })
        .collect()
}

/// A project with no points is one that is not named.
fn with_points(
    line: u64,
    projects: Vec<usize>,
    text: &str,
) -> Result<Vec<(usize, u16)>, PabulibError> {
    let wrong = || PabulibError::Points {
        line,
        value: text.to_owned(),
    };
    let points: Result<Vec<u16>, _> = text
        .split(',')
        .map(str::trim)
        .filter(|points| !points.is_empty())
        .map(str::parse)
        .collect();
    let points = points.map_err(|_| wrong())?;
    if points.len() != projects.len() {
        return Err(wrong());
    }
    let pairs = projects.into_iter().zip(points);
    Ok(pairs.filter(|(_, points)| *points > 0).collect())
}

#[cfg(test)]
mod tests {
    use super::{Election, PabulibError};

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
    }

    #[test]
    fn reads_places_and_points() {
        let ordinal = TEXT.replace("approval", "ordinal");
        let election = Election::read(&ordinal).expect("a good file");
        assert_eq!(election.votes[1].values, [1, 2, 3]);
        let points = TEXT
            .replace("approval", "cumulative")
            .replace("voter_id;age;vote", "voter_id;points;vote")
            .replace("1;30;7", "1;3;7")
            .replace("2;;7,P8,7", "2;2,0;7,P8")
            .replace("3;5;", "3;;");
        let election = Election::read(&points).expect("a good file");
        assert_eq!(election.votes[0].values, [3]);
        assert_eq!(election.votes[1].projects, [0]);
        assert_eq!(election.votes[1].values, [2]);
        let wrong = points.replace("2;2,0;", "2;2;");
        assert!(matches!(
            Election::read(&wrong),
            Err(PabulibError::Points { line: 12, .. })
        ));
    }
}
