//! What a machine has and no command: from `PETA_…` in the environment and from
//! `peta.toml`. A flag wins over the environment, and that over the file.
//!
//! A setting is known to every command that has its flag, so a new command needs nothing
//! here but the flag.

use std::{
    env, error,
    ffi::OsString,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

use clap::{Arg, Command, builder::OsStr};
use edition::suggestion;
use toml::{Table, Value};
use tracing_subscriber::filter::LevelFilter;

use super::{out::note, serve::public_url};
use crate::{Listen, Witness};

/// Looked for in the current folder where no other file is named.
const FILE: &str = "peta.toml";
const VARIABLE: &str = "PETA_CONFIG";

/// Where a setting is a flag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Serve,
    Every,
}

enum Kind {
    Text(fn(&str) -> Result<(), String>),
    Number(i64),
    /// Texts; in the environment with spaces between them.
    List(fn(&str) -> Result<(), String>),
}

struct Setting {
    /// In `peta.toml`.
    key: &'static str,
    flag: &'static str,
    variable: &'static str,
    of: Of,
    kind: Kind,
}

const SETTINGS: &[Setting] = &[
    Setting {
        key: "database",
        flag: "database",
        variable: "PETA_DATABASE",
        of: Of::Every,
        kind: Kind::Text(|it| {
            store::database_path(it)
                .map(drop)
                .map_err(|it| it.to_string())
        }),
    },
    Setting {
        key: "listen",
        flag: "listen",
        variable: "PETA_LISTEN",
        of: Of::Serve,
        kind: Kind::Text(|it| it.parse::<Listen>().map(drop).map_err(|it| it.to_string())),
    },
    Setting {
        key: "public_url",
        flag: "public-url",
        variable: "PETA_PUBLIC_URL",
        of: Of::Every,
        kind: Kind::Text(|it| public_url(it).map(drop)),
    },
    Setting {
        key: "address_limit",
        flag: "address-limit",
        variable: "PETA_ADDRESS_LIMIT",
        of: Of::Serve,
        kind: Kind::Number(u32::MAX as i64),
    },
    Setting {
        key: "proxies",
        flag: "proxies",
        variable: "PETA_PROXIES",
        of: Of::Serve,
        kind: Kind::Number(u8::MAX as i64),
    },
    Setting {
        key: "log_lock",
        flag: "log-lock",
        variable: "PETA_LOG_LOCK",
        of: Of::Every,
        kind: Kind::Text(|_| Ok(())),
    },
    Setting {
        key: "witnesses",
        flag: "witness",
        variable: "PETA_WITNESSES",
        of: Of::Serve,
        kind: Kind::List(|it| it.parse::<Witness>().map(drop).map_err(|it| it.to_string())),
    },
    Setting {
        key: "log",
        flag: "log",
        variable: "PETA_LOG",
        of: Of::Serve,
        kind: Kind::Text(|it| {
            it.parse::<LevelFilter>()
                .map(drop)
                .map_err(|_| "error, warn, info or debug".to_owned())
        }),
    },
];

/// What was found.
#[derive(Default)]
pub(super) struct Settings {
    /// The file that was read.
    pub(super) file: Option<PathBuf>,
    values: Vec<(&'static str, Vec<String>)>,
}

impl Settings {
    /// From the file that `--config` or `PETA_CONFIG` names, or from ./peta.toml if there
    /// is one.
    pub(super) fn find() -> Result<Self, Box<dyn error::Error>> {
        for (name, _) in env::vars_os() {
            hint(&name.to_string_lossy());
        }
        let named = flag(env::args_os().skip(1)).or_else(|| given(VARIABLE));
        let path = named.clone().map_or_else(|| FILE.into(), PathBuf::from);
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Self {
                values: read(&path, &text)?,
                file: Some(path),
            }),
            Err(error) if named.is_none() && error.kind() == ErrorKind::NotFound => {
                Ok(Self::default())
            }
            Err(error) => Err(format!("can't read {}: {error}", path.display()).into()),
        }
    }

    /// With what was found behind each flag that was not given.
    pub(super) fn dress(&self, command: Command) -> Command {
        let config = Arg::new("config")
            .long("config")
            .value_name("FILE")
            .global(true)
            .help("Settings of this machine [default: ./peta.toml, where it is there]")
            .env(VARIABLE);
        self.behind(command.arg(config))
    }

    fn behind(&self, mut command: Command) -> Command {
        let is_serve = command.get_name() == "serve";
        for setting in SETTINGS.iter().filter(|it| it.of == Of::Every || is_serve) {
            let id = command
                .get_arguments()
                .find(|it| it.get_long() == Some(setting.flag))
                .map(|it| it.get_id().clone());
            let Some(id) = id else { continue };
            command = command.mut_arg(id, |arg| self.fill(setting, arg));
        }
        let names: Vec<String> = command
            .get_subcommands()
            .map(|it| it.get_name().to_owned())
            .collect();
        names.into_iter().fold(command, |command, name| {
            command.mut_subcommand(name, |it| self.behind(it))
        })
    }

    fn fill(&self, setting: &Setting, mut arg: Arg) -> Arg {
        if let Kind::List(_) = setting.kind {
            arg = arg.value_delimiter(' ');
        }
        // One that is set to nothing is not set.
        if given(setting.variable).is_some() {
            arg = arg.env(setting.variable).hide_env_values(true);
        }
        let found = self.values.iter().find(|(key, _)| *key == setting.key);
        match found {
            Some((_, values)) => arg
                .required(false)
                .default_values(values.iter().cloned().map(OsStr::from)),
            None => arg,
        }
    }
}

fn given(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|it| !it.is_empty())
}

/// The file behind `--config`: needed before the arguments can be read.
fn flag(mut arguments: impl Iterator<Item = OsString>) -> Option<OsString> {
    while let Some(argument) = arguments.next() {
        if argument == "--" {
            return None;
        }
        if argument == "--config" {
            return arguments.next();
        }
        if let Some(path) = argument
            .to_str()
            .and_then(|it| it.strip_prefix("--config="))
        {
            return Some(path.into());
        }
    }
    None
}

/// A misspelt variable would be nothing at all.
fn hint(name: &str) {
    let known = || SETTINGS.iter().map(|it| it.variable).chain([VARIABLE]);
    if name.starts_with("PETA_") && !known().any(|it| it == name) {
        let suggestion = suggestion(name, known());
        if !suggestion.is_empty() {
            note!("peta: {name} is no setting{suggestion}");
        }
    }
}

/// Every fault with its line and key.
fn read(path: &Path, text: &str) -> Result<Vec<(&'static str, Vec<String>)>, String> {
    let at = path.display();
    let table: Table = text.parse().map_err(|error: toml::de::Error| {
        let start = error.span().map_or(0, |it| it.start).min(text.len());
        let line = 1 + text.get(..start).unwrap_or_default().matches('\n').count();
        format!("{at}, line {line}: {}", error.message().replace('\n', " "))
    })?;
    let (mut values, mut faults) = (Vec::new(), Vec::new());
    for (key, value) in &table {
        let setting = SETTINGS.iter().find(|it| it.key == key);
        let outcome = if let Some(setting) = setting {
            setting.read(value).map(|it| (setting.key, it))
        } else {
            let suggestion = suggestion(key, SETTINGS.iter().map(|it| it.key));
            Err(format!("expected no key of this name{suggestion}"))
        };
        match outcome {
            Ok(found) => values.push(found),
            Err(fault) => faults.push((line(text, key), format!("key \"{key}\": {fault}"))),
        }
    }
    faults.sort();
    let faults: Vec<String> = faults
        .into_iter()
        .map(|(line, fault)| format!("{at}, line {line}, {fault}"))
        .collect();
    if faults.is_empty() {
        Ok(values)
    } else {
        Err(faults.join("\n"))
    }
}

/// Where a key of the file stands; settings have no tables.
fn line(text: &str, key: &str) -> usize {
    let is_key = |line: &str| {
        let name = line.trim_start().trim_start_matches(['[', '"', '\'']);
        name.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with(['=', '"', '\'', ']', '.']))
    };
    1 + text.lines().position(is_key).unwrap_or(0)
}

impl Setting {
    fn read(&self, value: &Value) -> Result<Vec<String>, String> {
        match (&self.kind, value) {
            (Kind::Text(check), Value::String(text)) if !text.is_empty() => {
                check(text)?;
                Ok(vec![text.clone()])
            }
            (Kind::Text(_), _) => Err("expected text in quotes".to_owned()),
            (Kind::Number(most), Value::Integer(number)) if (0..=*most).contains(number) => {
                Ok(vec![number.to_string()])
            }
            (Kind::Number(most), _) => Err(format!("expected a whole number from 0 to {most}")),
            (Kind::List(check), Value::Array(all)) => all
                .iter()
                .map(|it| {
                    let text = it.as_str().ok_or("expected a list of texts in quotes")?;
                    check(text)?;
                    Ok(text.to_owned())
                })
                .collect(),
            (Kind::List(_), _) => Err("expected a list of texts, such as [\"…\"]".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_file_is_named_with_its_line_and_key() {
        let text = "# Server\nlistn = \"127.0.0.1:80\"\nproxies = 256\n\nlisten = \":8080\"\n\
                    database = 7\nwitnesses = [\"https://a.example\"]\nlog = \"loud\"\n\
                    public_url = \"a.example\"\n[serve]\nproxies = 1\n";
        let faults = read(Path::new("peta.toml"), text).unwrap_err();
        let expected = [
            "peta.toml, line 2, key \"listn\": expected no key of this name (did you mean \"listen\"?)",
            "peta.toml, line 3, key \"proxies\": expected a whole number from 0 to 255",
            "peta.toml, line 5, key \"listen\": no host: say 127.0.0.1:8080",
            "peta.toml, line 6, key \"database\": expected text in quotes",
            "peta.toml, line 7, key \"witnesses\": a witness is written as",
            "peta.toml, line 8, key \"log\": error, warn, info or debug",
            "peta.toml, line 9, key \"public_url\": begin with https:// or http://",
            "peta.toml, line 10, key \"serve\": expected no key of this name",
        ];
        let lines: Vec<&str> = faults.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{faults}");
        for (line, expected) in lines.iter().zip(expected) {
            assert!(line.starts_with(expected), "{line}");
        }
        let broken = read(Path::new("peta.toml"), "proxies = 1\nlog = error\n").unwrap_err();
        assert!(broken.starts_with("peta.toml, line 2: "), "{broken}");
    }

    #[test]
    fn the_file_is_named_before_the_arguments_are_read() {
        let found = |words: &[&str]| flag(words.iter().map(OsString::from));
        assert_eq!(
            found(&["serve", "--config", "a.toml"]),
            Some("a.toml".into())
        );
        assert_eq!(found(&["--config=b.toml", "serve"]), Some("b.toml".into()));
        assert_eq!(found(&["incident", "x", "--", "--config"]), None);
        assert_eq!(found(&["serve"]), None);
    }

    /// A setting whose flag is gone would be taken and do nothing.
    #[test]
    fn each_setting_is_a_flag_of_serve() {
        use clap::CommandFactory as _;
        let command = super::super::Arguments::command();
        let serve = command.find_subcommand("serve").expect("a command");
        for setting in SETTINGS {
            let mut flags = serve.get_arguments();
            assert!(
                flags.any(|it| it.get_long() == Some(setting.flag)),
                "{}",
                setting.key
            );
        }
    }
}
