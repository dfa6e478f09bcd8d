//! Accessibility, checked by axe-core: every rule of WCAG 2.2 A and AA that
//! can be checked by a machine, contrast among them.

use serde::Deserialize;
use serde_json::{Value, json};

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
const [only, done] = arguments;
axe
  .run(document, { runOnly: only, resultTypes: ['violations'] })
  .then(found => done(JSON.stringify(found.violations)), error => done(String(error)));
";

impl Visitor {
    /// The page as it is now breaks no rule.
    pub async fn page_is_accessible(&self, page: &str) -> Outcome {
        let tags = [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ];
        self.breaks_none(page, json!({ "type": "tag", "values": tags }))
            .await
    }

    /// Of all rules only the one about colours: for a page that is otherwise checked.
    pub async fn page_has_contrast(&self, page: &str) -> Outcome {
        self.breaks_none(
            page,
            json!({ "type": "rule", "values": ["color-contrast"] }),
        )
        .await
    }

    async fn breaks_none(&self, page: &str, rules: Value) -> Outcome {
        let violations = self.violations(rules).await?;
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

    async fn violations(&self, rules: Value) -> Outcome<Vec<Violation>> {
        self.settle().await?;
        // It is half a megabyte: once for each page.
        if self.ask("return 'axe' in window", Vec::new()).await? != true {
            let path = place::tool("axe-core/axe.min.js")?;
            let axe = std::fs::read_to_string(&path)
                .map_err(|source| JourneyError::File { path, source })?;
            self.ask(&axe, Vec::new()).await?;
        }
        let answer = self.driver().execute_async(RUN, vec![rules]).await?;
        let text: String = answer.convert()?;
        serde_json::from_str(&text).map_err(|_| JourneyError::broken(format!("axe: {text}")))
    }
}
