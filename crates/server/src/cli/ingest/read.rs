//! Reading frames: every line for itself.

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use ledger::Frame;
use wire::EditionSlug;

use crate::cli::out::say;

/// What files and texts hold.
#[derive(Debug, Default)]
pub(super) struct Input {
    pub(super) frames: Vec<Frame>,
    faults: Vec<String>,
}

impl Input {
    /// A frame in each line; empty lines do no harm.
    pub(super) fn file(&mut self, path: &Path) -> Result<(), Box<dyn Error>> {
        let bytes =
            fs::read(path).map_err(|error| format!("can't read {}: {error}", path.display()))?;
        for (number, line) in (1..).zip(bytes.split(|it| *it == b'\n')) {
            // Bytes that are no text are in no frame: its checksum says so.
            let line = String::from_utf8_lossy(line);
            if !line.trim().is_empty() {
                self.text(&format!("{}:{number}", path.display()), &line);
            }
        }
        Ok(())
    }

    /// One frame, and where it stands.
    pub(super) fn text(&mut self, place: &str, text: &str) {
        match Frame::read(text) {
            Ok(frame) => self.frames.push(frame),
            Err(error) => self.faults.push(format!("{place}: {error}")),
        }
    }

    /// What was wrong with lines. Frames of other editions are taken out; of
    /// each series, what is not there is named, but is no fault.
    pub(super) fn faults(&mut self, edition: &EditionSlug) -> Vec<String> {
        let mut faults = std::mem::take(&mut self.faults);
        let count = self.frames.len();
        self.frames.retain(|it| it.edition == *edition);
        let foreign = count - self.frames.len();
        if foreign > 0 {
            faults.push(format!("{foreign} frames are of another edition"));
        }
        let mut series: BTreeMap<(u32, u32), Vec<u32>> = BTreeMap::new();
        for it in &self.frames {
            series.entry((it.number, it.of)).or_default().push(it.place);
        }
        for ((number, of), mut places) in series {
            places.sort_unstable();
            places.dedup();
            if places.len() < of as usize {
                say!("kiosk {number}: {} of {of} frames", places.len());
            }
        }
        faults
    }
}
