//! QR codes (ISO/IEC 18004) as outlines, so that no seam shows between modules.

use std::collections::BTreeMap;

use krilla::geom::{Path, PathBuilder};
use qrcodegen::{QrCode, QrCodeEcc};

use crate::PrintError;

/// White modules around it, by the standard.
const QUIET: i32 = 4;

type Corner = (i32, i32);

/// A code to be drawn, in units of one module, its quiet zone included.
pub(crate) struct Qr {
    pub(crate) side: f32,
    pub(crate) outline: Path,
}

impl Qr {
    /// Readable with some 15 % of it spoilt.
    pub(crate) fn new(text: &str) -> Result<Self, PrintError> {
        Self::encode(text, QrCodeEcc::Medium)
    }

    /// With some 25 %: for what hangs outdoors.
    pub(crate) fn sturdy(text: &str) -> Result<Self, PrintError> {
        Self::encode(text, QrCodeEcc::Quartile)
    }

    fn encode(text: &str, level: QrCodeEcc) -> Result<Self, PrintError> {
        let too_long = || PrintError::TooLong(text.to_owned());
        let code = QrCode::encode_text(text, level).map_err(|_| too_long())?;
        let mut builder = PathBuilder::new();
        for ring in rings(code.size(), |x, y| code.get_module(x, y)) {
            for (at, (x, y)) in ring.into_iter().enumerate() {
                let (x, y) = ((x + QUIET) as f32, (y + QUIET) as f32);
                if at == 0 {
                    builder.move_to(x, y);
                } else {
                    builder.line_to(x, y);
                }
            }
            builder.close();
        }
        Ok(Self {
            side: (code.size() + 2 * QUIET) as f32,
            outline: builder.finish().ok_or_else(too_long)?,
        })
    }
}

/// The borders between dark and light, dark on the right hand; holes run the
/// other way round.
fn rings(size: i32, dark: impl Fn(i32, i32) -> bool) -> Vec<Vec<Corner>> {
    let mut steps: BTreeMap<Corner, Vec<Corner>> = BTreeMap::new();
    let mut step = |from: Corner, to: Corner| steps.entry(from).or_default().push(to);
    for y in 0..size {
        for x in (0..size).filter(|x| dark(*x, y)) {
            if !dark(x, y - 1) {
                step((x, y), (x + 1, y));
            }
            if !dark(x + 1, y) {
                step((x + 1, y), (x + 1, y + 1));
            }
            if !dark(x, y + 1) {
                step((x + 1, y + 1), (x, y + 1));
            }
            if !dark(x - 1, y) {
                step((x, y + 1), (x, y));
            }
        }
    }
    let mut rings = Vec::new();
    while let Some((start, _)) = steps.first_key_value() {
        let start = *start;
        let mut ring: Vec<Corner> = Vec::new();
        let mut at = start;
        while let Some(next) = take(&mut steps, at) {
            straighten(&mut ring, at);
            ring.push(at);
            at = next;
        }
        straighten(&mut ring, start);
        rings.push(ring);
    }
    rings
}

/// Only corners count: straight on is none.
fn straighten(ring: &mut Vec<Corner>, next: Corner) {
    if let [.., before, last] = ring[..]
        && turn(before, last, next) == 0
    {
        ring.pop();
    }
}

fn take(steps: &mut BTreeMap<Corner, Vec<Corner>>, from: Corner) -> Option<Corner> {
    let there = steps.get_mut(&from)?;
    let next = there.pop();
    if there.is_empty() {
        steps.remove(&from);
    }
    next
}

const fn turn(a: Corner, b: Corner, c: Corner) -> i32 {
    (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(rows: &[&str]) -> Vec<Vec<Corner>> {
        rings(3, |x, y| {
            let row = usize::try_from(y).ok().and_then(|y| rows.get(y));
            let letter = row.zip(usize::try_from(x).ok());
            letter.is_some_and(|(row, x)| row.as_bytes().get(x) == Some(&b'#'))
        })
    }

    #[test]
    fn borders_are_drawn_once_around() {
        assert_eq!(shape(&["#", "", ""]), [[(0, 0), (1, 0), (1, 1), (0, 1)]]);
        assert_eq!(shape(&["##", "", ""])[0].len(), 4);
        // A ring has a hole, and two that touch at a corner stay apart or not: the same fill.
        assert_eq!(shape(&["###", "# #", "###"]).len(), 2);
        let corners: usize = shape(&["#", " #", ""]).iter().map(Vec::len).sum();
        assert_eq!(corners, 8);
    }
}
