//! The worst day of an event floor, in full: a quarter of an hour.

use std::time::Duration;

use journeys::{Outcome, Plan, chaos};

use crate::table::Figure;

const PLAN: Plan = Plan {
    tablets: 4,
    votes: 500,
    deaths: 20,
    outage: Duration::from_mins(10),
};

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    // Fails where a vote is missing, counts twice or went elsewhere.
    let report = chaos(PLAN).await?;
    #[expect(clippy::cast_precision_loss, reason = "some hundred")]
    let count = |it: u64| it as f64;
    Ok(vec![
        Figure::at_least(
            "chaos, votes that count once",
            count(report.counted),
            count(PLAN.votes as u64),
            "",
        ),
        Figure::plain("chaos, browsers killed", count(report.deaths as u64), ""),
        Figure::plain(
            "chaos, votes given twice after that",
            count(report.replaced),
            "",
        ),
        Figure::plain(
            "chaos, until all had voted",
            report.voting.as_secs_f64(),
            "s",
        ),
        Figure::plain(
            "chaos, until all had arrived after that",
            report.arriving.as_secs_f64(),
            "s",
        ),
    ])
}
