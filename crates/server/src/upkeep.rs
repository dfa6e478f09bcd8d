//! What has to happen because time passes, whether anybody asks or not.

use std::time::Duration;

use tokio::time;

use crate::app::App;

/// The longest sleep: the contents, and with them the hours, may change meanwhile.
const TICK: Duration = Duration::from_secs(1);

/// Runs until the server ends.
pub(crate) async fn run(app: &App) {
    tokio::join!(turn(app), app.limits.forget(&app.clock));
}

/// Turns the pages over when the vote opens and closes.
async fn turn(app: &App) {
    loop {
        let now = app.now();
        let turn = app
            .snapshot()
            .next_turn(now)
            .and_then(|turn| (turn - now).to_std().ok());
        time::sleep(turn.map_or(TICK, |turn| turn.min(TICK))).await;
    }
}
