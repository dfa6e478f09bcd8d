//! The README promises nothing that was not measured: each figure in its section on
//! size and speed stands in `docs/PERFORMANCE.md`, digit by digit.

use std::{collections::BTreeSet, fs, io, path::Path};

const SECTION: &str = "## How large, how fast";
const README: &str = "README.md";
const MEASURED: &str = "docs/PERFORMANCE.md";

pub(super) fn faults(root: &Path) -> io::Result<Vec<String>> {
    let read = |file: &str| fs::read_to_string(root.join(file));
    Ok(strangers(&read(README)?, &read(MEASURED)?))
}

fn strangers(readme: &str, measured: &str) -> Vec<String> {
    let Some((_, section)) = readme.split_once(SECTION) else {
        return vec![format!("{README} has no section {SECTION:?}")];
    };
    let section = section.split("\n## ").next().unwrap_or_default();
    let known: BTreeSet<&str> = figures(measured).collect();
    let figures = figures(section).filter(|it| !known.contains(it));
    figures
        .map(|it| format!("{README} says {it}, which {MEASURED} does not"))
        .collect()
}

/// `9.2` of "in 9.2 s.", `131,778` of "(131,778 ballots".
fn figures(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| it != ',' && it != '.' && !it.is_ascii_digit())
        .map(|it| it.trim_matches([',', '.']))
        .filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_was_not_measured_is_named() {
        let readme = format!("In 10 minutes\n{SECTION}\nAfter 25.9 KiB, 10,900 a second.\n## 2\n");
        assert_eq!(
            strangers(&readme, "| page | 25.9 KiB | 14,091 /s |"),
            ["README.md says 10,900, which docs/PERFORMANCE.md does not"]
        );
        assert!(strangers(&readme, "25.9 KiB, 10,900/s").is_empty());
        assert_eq!(strangers("", "").len(), 1);
    }
}
