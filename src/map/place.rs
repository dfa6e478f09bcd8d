//! The part of the map that a URL names: `lat,lon,zoom`.

use atlas::{project, unproject, viewport::Viewport};
use wire::Frame;

use super::node::decimal;
use crate::json;

/// `-2.8830,108.2670,11.50`: latitude, longitude, zoom of the XYZ scheme.
pub fn write(frame: &Frame, viewport: &Viewport) -> String {
    let [longitude, latitude] = unproject(frame, viewport.centre);
    let mut text = decimal(latitude, 4);
    text.push(',');
    text.push_str(&decimal(longitude, 4));
    text.push(',');
    text.push_str(&decimal(viewport.web_zoom(frame), 2));
    text
}

/// The viewport that such a text names; nothing where it isn't one.
pub fn read(frame: &Frame, size: [f64; 2], text: &str) -> Option<Viewport> {
    let mut parts = text.split(',').map(|part| json::float(part.trim()).ok());
    let (latitude, longitude, zoom) = (parts.next()??, parts.next()??, parts.next()??);
    let sound = latitude.abs() <= 85.0 && longitude.abs() <= 180.0 && (0.0..=24.0).contains(&zoom);
    (sound && parts.next().is_none()).then(|| Viewport {
        centre: project(frame, [longitude, latitude]),
        scale: Viewport::scale_of_web_zoom(frame, zoom),
        size,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame {
        origin: [0.799_3, 0.507],
        scale: 2_600_000.0,
        width: 8192,
        height: 7000,
    };
    const SIZE: [f64; 2] = [360.0, 640.0];

    #[test]
    fn a_place_comes_back() {
        let there = read(&FRAME, SIZE, "-2.8830,108.2670,11.50").unwrap();
        assert_eq!(write(&FRAME, &there), "-2.8830,108.2670,11.50");
    }

    #[test]
    fn anything_else_is_no_place() {
        for text in [
            "", "1,2", "1,2,x", "1,2,3,4", "91,0,3", "0,200,3", "0,0,99", "NaN,0,3",
        ] {
            assert!(read(&FRAME, SIZE, text).is_none(), "{text}");
        }
    }
}
