//! Accessibility, checked by axe-core: every rule of WCAG 2.2 A and AA that
//! can be checked by a machine, contrast among them.

use serde::Deserialize;
use serde_json::json;

use crate::{
    error::{JourneyError, Outcome},
    place,
    visitor::Visitor,
};

/// A rule that a page breaks.
#[derive(Clone, Debug, Deserialize)]
pub struct Violation {
    pub id: String,
    pub help: String,
    pub nodes: Vec<Node>,
}

/// Where it is broken.
#[derive(Clone, Debug, Deserialize)]
pub struct Node {
    pub html: String,
    #[serde(rename = "failureSummary", default)]
    pub summary: String,
}

const RUN: &str = "
const done = arguments[arguments.length - 1];
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
(window.axe || axe)
  .run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  .then(found => done(JSON.stringify(found.violations)), error => done(String(error)));
";

impl Visitor {
    /// The page as it is now breaks no rule.
    pub async fn page_is_accessible(&self, page: &str) -> Outcome {
        let violations = self.violations().await?;
        if violations.is_empty() {
            return Ok(());
        }
        let list: Vec<String> = violations
            .iter()
            .map(|one| {
                let nodes: Vec<String> = one
                    .nodes
                    .iter()
                    .take(4)
                    .map(|node| format!("    {}\n      {}", node.html, node.summary))
                    .collect();
                format!(
                    "  {}: {} ({}x)\n{}",
                    one.id,
                    one.help,
                    one.nodes.len(),
                    nodes.join("\n")
                )
            })
            .collect();
        Err(JourneyError::broken(format!(
            "{page}:\n{}",
            list.join("\n")
        )))
    }

    async fn violations(&self) -> Outcome<Vec<Violation>> {
        let path = place::tool("axe-core/axe.min.js")?;
        let axe =
            std::fs::read_to_string(&path).map_err(|source| JourneyError::File { path, source })?;
        self.settle().await?;
        let script = format!("{axe}\n{RUN}");
        let answer = self
            .driver()
            .execute_async(script, vec![json!(null)])
            .await?;
        let text: String = answer.convert()?;
        serde_json::from_str(&text).map_err(|_| JourneyError::broken(format!("axe: {text}")))
    }
}
