//! The part of the map that a URL names: `lat,lon,zoom`.

use atlas::{project, unproject, viewport::Viewport};
use wire::Frame;

/// `-2.8830,108.2670,11.50`: latitude, longitude, zoom of the XYZ scheme.
pub fn write(frame: &Frame, viewport: &Viewport) -> String {
    let [longitude, latitude] = unproject(frame, viewport.centre);
    let mut text = fixed(latitude, 4);
    text.push(',');
    text.push_str(&fixed(longitude, 4));
    text.push(',');
    text.push_str(&fixed(viewport.web_zoom(frame), 2));
    text
}

/// The viewport that such a text names; nothing where it isn't one.
pub fn read(frame: &Frame, size: [f64; 2], text: &str) -> Option<Viewport> {
    let mut parts = text.split(',').map(|part| part.trim().parse::<f64>().ok());
    let (latitude, longitude, zoom) = (parts.next()??, parts.next()??, parts.next()??);
    let sound = latitude.abs() <= 85.0 && longitude.abs() <= 180.0 && (0.0..=24.0).contains(&zoom);
    (sound && parts.next().is_none()).then(|| Viewport {
        centre: project(frame, [longitude, latitude]),
        scale: Viewport::scale_of_web_zoom(frame, zoom),
        size,
    })
}

/// A number with that many decimals, without the weight of float formatting.
#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees and zooms are far below 2^63"
)]
fn fixed(value: f64, decimals: u32) -> String {
    let unit = 10_i64.pow(decimals);
    let scaled = (value * unit as f64).round() as i64;
    let mut text = String::new();
    if scaled < 0 {
        text.push('-');
    }
    let whole = (scaled.abs() / unit).to_string();
    let part = (scaled.abs() % unit + unit).to_string();
    text.push_str(&whole);
    text.push('.');
    text.push_str(&part[1..]);
    text
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

    #[test]
    fn small_negative_numbers_keep_their_sign() {
        assert_eq!(fixed(-0.05, 2), "-0.05");
        assert_eq!(fixed(12.0, 4), "12.0000");
    }
}
