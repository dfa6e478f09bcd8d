//! Areas out of `GeoJSON` (RFC 7946) and `TopoJSON` files: read strictly, put
//! right where only one meaning is possible, simplified with shared borders
//! kept shared, quantised to one frame.
//!
//! Native only. Knows nothing of files: it takes bytes and gives areas, or all
//! that is wrong with them.

mod area;
mod code;
mod coordinates;
mod dissolve;
mod draw;
mod export;
mod fault;
mod fields;
mod geojson;
mod nest;
mod outlines;
mod pole;
mod simplify;
mod topojson;
mod topology;

#[cfg(test)]
mod tests;

use serde_json::Value;
use wire::{AreaMap, Frame};

pub use code::{is_of_bps, normalise};
pub use export::to_geojson;
pub use fault::AreaFault;
pub use outlines::Outlines;

/// Longitude and latitude, or drawing units before they are made whole.
type Point = [f64; 2];
/// The first ring is the outer one, further ones are holes.
type Polygon = Vec<Vec<Point>>;

/// The government whose map it is.
#[derive(Clone, Copy, Debug)]
pub struct Government<'a> {
    /// In dotted form, as `normalise` gives it.
    pub code: &'a str,
    pub name: &'a str,
}

/// What a file of areas holds.
#[derive(Clone, Debug)]
pub struct Areas {
    /// To be drawn: by level, then by code.
    pub map: AreaMap,
    /// To be asked: the borders before they were simplified.
    pub outlines: Outlines,
}

/// A name as it should be, or what is expected instead of it.
pub type Tidy<'a> = &'a dyn Fn(&str) -> Result<String, String>;

/// Reads a file. On failure: everything that is wrong, at least one fault.
pub fn read(bytes: &[u8], government: Government, tidy: Tidy) -> Result<Areas, Vec<AreaFault>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let root: Value = serde_json::from_slice(bytes)
        .map_err(|error| vec![AreaFault::whole(None, format!("JSON; {error}"))])?;
    coordinates::check_crs(&root).map_err(|fault| vec![fault])?;
    let frame = export::frame(&root).map_err(|fault| vec![fault])?;
    let features = match root.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => geojson::features(&root)?,
        Some("Topology") => topojson::features(&root)?,
        other => {
            let expected = "a GeoJSON FeatureCollection or a TopoJSON Topology";
            return Err(vec![AreaFault::whole(other, expected)]);
        }
    };
    fields::check(&features, government)?;
    let mut areas = area::areas(features, government, tidy)?;
    let map = match frame {
        Some(frame) => draw::as_it_is(&areas, frame)?,
        None => draw::simplified(&areas, draw::frame(&areas)),
    };
    dissolve::add_region(&mut areas, government);
    let map = dissolve::with_region(map, government)?;
    Ok(Areas {
        map,
        outlines: Outlines::new(areas),
    })
}

/// A frame's middle and size are only useful where they are numbers at all.
fn is_usable(frame: &Frame) -> bool {
    frame.origin.iter().all(|at| (-1.0..=2.0).contains(at))
        && frame.scale > 1.0
        && frame.scale < 1e12
        && (1..=100_000).contains(&frame.width)
        && (1..=100_000).contains(&frame.height)
}
