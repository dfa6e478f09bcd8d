//! The command line of `cargo xtask`.

use crate::{failure::Failure, fuzz};

pub(crate) const HELP: &str = "\
cargo xtask <command>

  run [--port N]       set up what is missing, build, load the sample edition and
                       serve it on http://127.0.0.1:8080
  build                set up what is missing, leave target/release/peta
  test                 set up what is missing, run everything that CI runs
  check                the quick part of `test`: format, lints, directions, licences
  fuzz [TARGET [SECONDS]]
                       look for bytes that break what strangers can send
  mutants [PACKAGE]    change `voting` and `ledger` line by line: do tests notice?
  bench [NAME…]        print the figures of docs/PERFORMANCE.md beside their budgets
  replay FILE…         cast real ballots (Pabulib, PrefLib) through the real API
  replay --archive DIR FILE
                       and leave the archive of that election in DIR
  screenshots [NAME…]  take the pictures in docs/screenshots
";

const DEFAULT_PORT: u16 = 8080;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Run {
        port: u16,
    },
    Build,
    Check,
    Test,
    Fuzz {
        /// All of them, if none is named.
        target: Option<String>,
        /// For each.
        seconds: u32,
    },
    Mutants {
        only: Option<String>,
    },
    Bench {
        only: Vec<String>,
    },
    Replay {
        /// Where the archive is left.
        archive: Option<String>,
        files: Vec<String>,
    },
    Screenshots {
        only: Vec<String>,
    },
}

/// Reads the arguments after `cargo xtask`.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task, Failure> {
    let mut arguments = arguments.into_iter();
    let Some(command) = arguments.next() else {
        return Ok(Task::Help);
    };
    let rest: Vec<String> = arguments.collect();
    let task = match command.as_str() {
        "help" | "--help" | "-h" => return Ok(Task::Help),
        "run" => return port(&rest).map(|port| Task::Run { port }),
        "fuzz" => return fuzz(rest),
        "mutants" if rest.len() < 2 => {
            return Ok(Task::Mutants {
                only: rest.into_iter().next(),
            });
        }
        "mutants" => return Err(Failure::new("mutants takes one package at most")),
        "bench" => return Ok(Task::Bench { only: rest }),
        "screenshots" => return Ok(Task::Screenshots { only: rest }),
        "replay" => return replay(rest),
        "build" => Task::Build,
        "check" => Task::Check,
        "test" => Task::Test,
        other => return Err(Failure::new(format!("no command {other:?}\n\n{HELP}"))),
    };
    if let Some(surplus) = rest.first() {
        return Err(Failure::new(format!(
            "{command} takes no argument, but got {surplus:?}"
        )));
    }
    Ok(task)
}

fn fuzz(arguments: Vec<String>) -> Result<Task, Failure> {
    let mut arguments = arguments.into_iter();
    let (target, seconds) = (arguments.next(), arguments.next());
    let seconds = match &seconds {
        None => Some(fuzz::SECONDS),
        Some(text) => text.parse().ok().filter(|seconds| *seconds > 0),
    };
    match (seconds, arguments.next()) {
        (Some(seconds), None) => Ok(Task::Fuzz { target, seconds }),
        _ => Err(Failure::new("fuzz takes a target and, behind it, seconds")),
    }
}

fn replay(mut files: Vec<String>) -> Result<Task, Failure> {
    let mut archive = None;
    if files.first().is_some_and(|it| it == "--archive") {
        archive = files.get(1).cloned();
        files.drain(..files.len().min(2));
        if files.len() != 1 {
            return Err(Failure::new(
                "replay --archive wants a folder and one file of ballots",
            ));
        }
    }
    if files.is_empty() {
        return Err(Failure::new(
            "replay wants at least one file of ballots (.pb, .soi, .soc)",
        ));
    }
    Ok(Task::Replay { archive, files })
}

fn port(arguments: &[String]) -> Result<u16, Failure> {
    let value = match arguments {
        [] => return Ok(DEFAULT_PORT),
        [flag, value] if flag == "--port" => value.as_str(),
        [one] => one.strip_prefix("--port=").unwrap_or_default(),
        _ => "",
    };
    value
        .parse()
        .ok()
        .filter(|port| *port != 0)
        .ok_or_else(|| Failure::new("run takes --port N, with N from 1 to 65535"))
}

#[cfg(test)]
mod tests {
    use super::{Task, parse};

    fn task(line: &str) -> Result<Task, String> {
        parse(line.split_whitespace().map(str::to_owned)).map_err(|failure| failure.to_string())
    }

    #[test]
    fn reads_each_command() {
        assert_eq!(task(""), Ok(Task::Help));
        assert_eq!(task("run"), Ok(Task::Run { port: 8080 }));
        assert_eq!(task("run --port 9000"), Ok(Task::Run { port: 9000 }));
        assert_eq!(task("run --port=9000"), Ok(Task::Run { port: 9000 }));
        assert_eq!(task("test"), Ok(Task::Test));
        for (line, target, seconds) in [
            ("fuzz", None, 60),
            ("fuzz ballot", Some("ballot"), 60),
            ("fuzz ballot 600", Some("ballot"), 600),
        ] {
            let target = target.map(str::to_owned);
            assert_eq!(task(line), Ok(Task::Fuzz { target, seconds }));
        }
        assert_eq!(task("mutants"), Ok(Task::Mutants { only: None }));
        assert_eq!(
            task("replay a.pb b.pb"),
            Ok(Task::Replay {
                archive: None,
                files: vec!["a.pb".into(), "b.pb".into()]
            })
        );
        assert_eq!(
            task("replay --archive out a.pb"),
            Ok(Task::Replay {
                archive: Some("out".into()),
                files: vec!["a.pb".into()]
            })
        );
    }

    #[test]
    fn names_what_it_does_not_understand() {
        for (line, expected) in [
            ("fly", "no command \"fly\""),
            ("run --port zero", "--port N"),
            ("run --port 0", "--port N"),
            ("run 9000", "--port N"),
            ("replay", "at least one file of ballots"),
            ("replay --archive out", "a folder and one"),
            ("replay --archive out a.pb b.pb", "a folder and one"),
            ("test --quick", "takes no argument"),
            ("fuzz ballot soon", "a target and, behind it, seconds"),
            ("fuzz ballot 0", "a target and, behind it, seconds"),
            ("fuzz ballot 60 90", "a target and, behind it, seconds"),
            ("mutants voting ledger", "one package at most"),
        ] {
            let message = task(line).expect_err(line);
            assert!(message.contains(expected), "{line}: {message}");
        }
    }
}
