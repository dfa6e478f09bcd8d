//! The server whose log is mirrored.

use std::{error::Error, time::Duration};

use axum::http::{StatusCode, Uri};
use ledger::log::{MAX_ENTRY, TILE_WIDTH, Tile};
use tokio::time;

use crate::{log::Line, run::causes};

/// Longest note or key, in bytes.
const NOTE: usize = 64 * 1024;
/// A bundle of the longest entries, each with its length before it.
const BUNDLE: usize = TILE_WIDTH as usize * (MAX_ENTRY + 2);
/// Time for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) struct Site {
    address: Uri,
    line: Line,
}

impl Site {
    pub(super) async fn to(address: &Uri) -> Result<Self, Box<dyn Error>> {
        Ok(Self {
            line: dial(address).await?,
            address: address.clone(),
        })
    }

    pub(super) async fn key(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(String::from_utf8(self.get("/log/key", NOTE).await?)?)
    }

    pub(super) async fn checkpoint(&mut self) -> Result<String, Box<dyn Error>> {
        Ok(String::from_utf8(self.get("/log/checkpoint", NOTE).await?)?)
    }

    pub(super) async fn tile(&mut self, tile: Tile) -> Result<Vec<u8>, Box<dyn Error>> {
        self.get(&format!("/log/{tile}"), BUNDLE).await
    }

    /// Once more on a new connection: a server may close one that it has answered on.
    async fn get(&mut self, path: &str, longest: usize) -> Result<Vec<u8>, Box<dyn Error>> {
        let wrong = |what: String| {
            format!(
                "{}{path}: {what}",
                self.address.to_string().trim_end_matches('/')
            )
        };
        let first = time::timeout(PATIENCE, self.line.get(path, longest)).await;
        let answer = if let Ok(Ok(answer)) = first {
            answer
        } else {
            self.line = dial(&self.address).await?;
            time::timeout(PATIENCE, self.line.get(path, longest))
                .await
                .map_err(|_| wrong("no answer in time".to_owned()))?
                .map_err(|error| wrong(causes(&error)))?
        };
        match answer {
            (StatusCode::OK, body) => Ok(body),
            (StatusCode::NOT_FOUND, _) => Err(wrong("nothing is there (yet)".to_owned()).into()),
            (status, _) if status.is_redirection() => Err(wrong(format!(
                "it sends on to another address ({status}): give that one"
            ))
            .into()),
            (status, _) => Err(wrong(format!("it answers {status}")).into()),
        }
    }
}

async fn dial(address: &Uri) -> Result<Line, Box<dyn Error>> {
    let line = time::timeout(PATIENCE, Line::to(address)).await;
    let line = line.map_err(|_| format!("{address}: no connection in time"))?;
    Ok(line.map_err(|error| format!("{address}: {}", causes(&error)))?)
}
