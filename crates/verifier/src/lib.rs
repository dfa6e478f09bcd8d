//! The recount page's worker: `recount` for JavaScript.
//!
//! The page's script (`page/worker.js`) brings the files in the order that
//! [`Session`] asks for them, from a folder or over a network. Knows no page, no
//! network and no storage.

mod count;
mod report;

pub use count::count;

use ledger::log::Tile;
use recount::{Bundle, Counted, Evidence, Fault, Recount, first_altered};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

use crate::report::{Found, Said};

/// One recount of one archive.
#[wasm_bindgen]
pub struct Session(State);

enum State {
    Log(Box<Recount>),
    Openings(Box<Counted>),
    /// Its end, or a fault.
    Over,
}

/// A fault as the page shows it.
fn thrown(fault: &Fault) -> JsError {
    JsError::new(&Said::from(fault).to_json())
}

fn out_of_turn() -> JsError {
    JsError::new("the files come in another order")
}

#[wasm_bindgen]
impl Session {
    /// From the small files of an archive; `result`, `jury` and `known` are empty
    /// where there is none.
    pub fn start(
        key: &[u8],
        checkpoint: &[u8],
        manifest: &[u8],
        roll: &[u8],
        result: &[u8],
        jury: &[u8],
        known: &[u8],
    ) -> Result<Session, JsError> {
        let recount = Recount::start(&Evidence {
            key,
            checkpoint,
            manifest,
            roll,
            result: (!result.is_empty()).then_some(result),
            jury: (!jury.is_empty()).then_some(jury),
            known: (!known.is_empty()).then_some(known),
            ..Evidence::default()
        });
        let recount = recount.map_err(|fault| thrown(&fault))?;
        Ok(Self(State::Log(Box::new(recount))))
    }

    /// The paths of the files that are needed next, in their order: the log's
    /// bundles, then the openings.
    pub fn files(&self) -> Vec<String> {
        match &self.0 {
            State::Log(recount) => recount.bundles().map(|it| format!("log/{it}")).collect(),
            State::Openings(counted) => counted.files().collect(),
            State::Over => Vec::new(),
        }
    }

    /// Takes the next of these files; `signed` is what [`signatures`] said of a
    /// bundle.
    pub fn take(&mut self, path: &str, bytes: &[u8], signed: &[u8]) -> Result<(), JsError> {
        match &mut self.0 {
            State::Log(recount) => {
                let signed: Vec<bool> = signed.iter().map(|it| *it == 1).collect();
                let bundle = Bundle::with(tile(path)?, bytes, &signed);
                recount.take(bundle.map_err(|fault| thrown(&fault))?);
                Ok(())
            }
            State::Openings(counted) => counted.take(bytes).map_err(|fault| thrown(&fault)),
            State::Over => Err(out_of_turn()),
        }
    }

    /// After the last bundle: whether there may be openings next.
    pub fn turn(&mut self) -> Result<bool, JsError> {
        match std::mem::replace(&mut self.0, State::Over) {
            State::Log(recount) => {
                let counted = recount.end().map_err(|fault| thrown(&fault))?;
                let has_openings = counted.ballots() > 0;
                self.0 = State::Openings(Box::new(counted));
                Ok(has_openings)
            }
            _ => Err(out_of_turn()),
        }
    }

    /// Whether some of the openings may have been drawn, and be in a file of theirs.
    pub fn may_have_sample(&self) -> bool {
        matches!(&self.0, State::Openings(counted) if counted.may_have_sample())
    }

    /// What the archive says, as JSON ([`report::Found`]); `sealed`: its openings
    /// are not there, and `sample` those of them that were drawn, or empty.
    pub fn end(&mut self, sealed: bool, sample: &[u8]) -> Result<String, JsError> {
        let State::Openings(counted) = std::mem::replace(&mut self.0, State::Over) else {
            return Err(out_of_turn());
        };
        let report = match (sealed, sample) {
            (true, []) => counted.end_sealed(),
            (true, sample) => counted.end_sample(sample),
            (false, _) => counted.end(),
        };
        let report = report.map_err(|fault| thrown(&fault))?;
        Ok(Found::from(&report).to_json())
    }
}

fn tile(path: &str) -> Result<Tile, JsError> {
    let tile = path.strip_prefix("log/").and_then(|it| it.parse().ok());
    tile.ok_or_else(out_of_turn)
}

/// Of each entry of a bundle 1 if its voter signed it or it is no ballot, else 0.
/// Nearly all of the work, which several workers share.
#[wasm_bindgen]
pub fn signatures(path: &str, bytes: &[u8]) -> Result<Vec<u8>, JsError> {
    let signed = recount::signed(tile(path)?, bytes);
    let signed = signed.map_err(|fault| thrown(&fault))?;
    Ok(signed.into_iter().map(u8::from).collect())
}

/// [`count`] for JavaScript: the contests of one line, for comparing programs.
#[wasm_bindgen(js_name = count)]
pub fn counted(line: &str) -> Result<String, JsError> {
    count(line).map_err(|reason| JsError::new(&reason))
}

/// Names the first entry of a bundle that is not the one in the tile of hashes
/// with the same number; nothing where there is none.
#[wasm_bindgen]
pub fn altered(path: &str, bytes: &[u8], hashes: &[u8]) -> Option<String> {
    let fault = first_altered(tile(path).ok()?, bytes, hashes)?;
    Some(Said::from(&fault).to_json())
}
