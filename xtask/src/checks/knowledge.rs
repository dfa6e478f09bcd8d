//! Who may mention what, file by file, where packages are too coarse.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A word that only some folders may hold.
struct Secret {
    word: &'static str,
    /// Folders that are searched.
    within: &'static [&'static str],
    /// Folders in them that may know it.
    known_to: &'static [&'static str],
    reason: &'static str,
}

const PURE: &[&str] = &[
    "crates/wire/src",
    "crates/voting/src",
    "crates/ledger/src",
    "crates/catalogue/src",
    "crates/atlas/src",
];

const SECRETS: [Secret; 10] = [
    Secret {
        word: "web_sys",
        within: &["src"],
        known_to: &["src/api", "src/platform", "src/map"],
        reason: "the browser is reached through src/platform and src/api",
    },
    Secret {
        word: "js_sys",
        within: &["src"],
        known_to: &["src/api", "src/platform", "src/map"],
        reason: "the browser is reached through src/platform and src/api",
    },
    Secret {
        word: "gloo_net",
        within: &["src"],
        known_to: &["src/api"],
        reason: "HTTP is reached through src/api",
    },
    Secret {
        word: "sqlx",
        within: &["src", "crates", "tests", "xtask/replay"],
        known_to: &["crates/store"],
        reason: "only the store knows SQL",
    },
    Secret {
        word: "std::fs",
        within: PURE,
        known_to: &[],
        reason: "pure: no I/O",
    },
    Secret {
        word: "std::net",
        within: PURE,
        known_to: &[],
        reason: "pure: no I/O",
    },
    Secret {
        word: "std::env",
        within: PURE,
        known_to: &[],
        reason: "pure: no environment",
    },
    Secret {
        word: "std::time",
        within: PURE,
        known_to: &[],
        reason: "pure: time is a parameter",
    },
    Secret {
        word: "Utc::now",
        within: PURE,
        known_to: &[],
        reason: "pure: time is a parameter",
    },
    Secret {
        word: "std::thread",
        within: PURE,
        known_to: &[],
        reason: "pure: no threads",
    },
];

/// Each line of Rust under `root` that mentions what its folder may not know.
pub(super) fn faults(root: &Path) -> io::Result<Vec<String>> {
    let mut faults = Vec::new();
    for secret in &SECRETS {
        for folder in secret.within {
            let mut files = Vec::new();
            rust_files(&root.join(folder), &mut files)?;
            for file in files {
                let path = file.strip_prefix(root).unwrap_or(&file);
                // A folder `tests` in `src` holds unit tests: they may read what they check.
                let is_test = path.iter().any(|part| part == "tests");
                if is_test || secret.known_to.iter().any(|known| path.starts_with(known)) {
                    continue;
                }
                for (index, line) in fs::read_to_string(&file)?.lines().enumerate() {
                    if mentions(line, secret.word) {
                        faults.push(format!(
                            "{}:{}: `{}`: {}",
                            path.display(),
                            index + 1,
                            secret.word,
                            secret.reason
                        ));
                    }
                }
            }
        }
    }
    Ok(faults)
}

/// Whether a line of code, not of comment, holds the word as a whole.
fn mentions(line: &str, word: &str) -> bool {
    if line.trim_start().starts_with("//") {
        return false;
    }
    let is_word = |character: Option<char>| {
        character.is_some_and(|character| character.is_alphanumeric() || character == '_')
    };
    line.match_indices(word).any(|(at, _)| {
        !is_word(line[..at].chars().next_back()) && !is_word(line[at + word.len()..].chars().next())
    })
}

fn rust_files(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<Vec<_>>>()?;
        entries.sort();
        for entry in &entries {
            rust_files(entry, files)?;
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        files.push(path.to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{faults, mentions};

    #[test]
    fn names_each_line_that_knows_too_much() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/backwards");
        let faults = faults(&root).expect("the fixture is readable");
        assert_eq!(
            faults,
            [
                "src/pages/home.rs:4: `web_sys`: the browser is reached through src/platform and src/api",
                "crates/server/src/count.rs:4: `sqlx`: only the store knows SQL",
                "crates/voting/src/lib.rs:3: `std::fs`: pure: no I/O",
                "crates/voting/src/lib.rs:6: `Utc::now`: pure: time is a parameter",
            ]
        );
    }

    #[test]
    fn a_word_is_whole_and_no_comment() {
        assert!(mentions("    let x = sqlx::query(sql);", "sqlx"));
        assert!(mentions("use sqlx;", "sqlx"));
        assert!(!mentions("// sqlx is known to the store only", "sqlx"));
        assert!(!mentions("/// Like `sqlx`.", "sqlx"));
        assert!(!mentions("let my_sqlx = 1;", "sqlx"));
        assert!(!mentions("let sqlxs = 1;", "sqlx"));
    }
}
