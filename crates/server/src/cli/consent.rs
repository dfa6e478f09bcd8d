//! Asking before an act that can't be taken back: one way for all of them.

use std::{
    error::Error,
    io::{self, IsTerminal as _, Write as _},
};

use super::out::{note, say};
use crate::organise::Question;

#[derive(clap::Args)]
pub(super) struct Consent {
    /// Do it without asking, for scripts: the edition's slug once more.
    #[arg(long, value_name = "SLUG")]
    yes: Option<String>,
    /// Show what would happen, and do nothing.
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

impl Consent {
    /// Shows what will happen; whether it is to be done. An error where it can't be
    /// done, or nobody has said that it should be.
    pub(super) fn ask(&self, question: &Question) -> Result<bool, Box<dyn Error>> {
        show(question);
        if !question.refusals.is_empty() {
            return Err("it can't be done, and nothing was changed".into());
        }
        let slug = question.edition.as_str();
        if self.dry_run {
            say!("Nothing was changed: --dry-run.");
            return Ok(false);
        }
        match &self.yes {
            Some(given) if given == slug => return Ok(true),
            Some(given) => {
                return Err(format!("--yes {given} is not {slug}, so nothing was changed").into());
            }
            None => {}
        }
        if !io::stdin().is_terminal() {
            return Err(format!(
                "this can't be taken back, and nobody is at a terminal to be asked: say --yes \
                 {slug} to do it, or --dry-run to only look. Nothing was changed"
            )
            .into());
        }
        if typed(slug)?.trim() == slug {
            Ok(true)
        } else {
            Err("that is not its slug, so nothing was changed".into())
        }
    }
}

fn typed(slug: &str) -> io::Result<String> {
    let mut out = io::stdout().lock();
    write!(out, "\nThis can't be taken back. Type {slug} to do it: ")?;
    out.flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line)
}

fn show(question: &Question) {
    say!("{}: {}.", question.edition, question.what);
    let names = question.facts.iter().map(|it| it.name.len());
    let width = names.max().unwrap_or(0);
    for fact in &question.facts {
        for (place, line) in fact.lines.iter().enumerate() {
            let name = if place == 0 { fact.name } else { "" };
            say!("  {name:<width$}  {line}");
        }
    }
    for warning in &question.warnings {
        note!("warning: {warning}");
    }
    for refusal in &question.refusals {
        note!("refused: {refusal}");
    }
}
