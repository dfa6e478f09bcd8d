//! Spherical Web Mercator (EPSG:3857), the projection of the XYZ tile scheme.

use core::f64::consts::{PI, TAU};

use wire::Frame;

use crate::math;

/// The latitude at which the Mercator square ends.
const LIMIT: f64 = 85.051_128_779_806_59;

/// Longitude and latitude in degrees to world coordinates: 0 to 1, x to the
/// east from 180° W, y to the south from 85.05° N. Latitudes beyond are cut.
pub fn world([longitude, latitude]: [f64; 2]) -> [f64; 2] {
    let latitude = latitude.clamp(-LIMIT, LIMIT) * (PI / 180.0);
    [
        (longitude + 180.0) / 360.0,
        0.5 - math::asinh(math::tan(latitude)) / TAU,
    ]
}

/// World coordinates to longitude and latitude in degrees.
pub fn world_inverse([x, y]: [f64; 2]) -> [f64; 2] {
    [
        x * 360.0 - 180.0,
        math::atan(math::sinh((0.5 - y) * TAU)) * (180.0 / PI),
    ]
}

/// Longitude and latitude in degrees to drawing units of `frame`.
pub fn project(frame: &Frame, point: [f64; 2]) -> [f64; 2] {
    let [x, y] = world(point);
    [
        (x - frame.origin[0]) * frame.scale,
        (y - frame.origin[1]) * frame.scale,
    ]
}

/// Drawing units of `frame` to longitude and latitude in degrees.
pub fn unproject(frame: &Frame, units: [f64; 2]) -> [f64; 2] {
    world_inverse([
        units[0] / frame.scale + frame.origin[0],
        units[1] / frame.scale + frame.origin[1],
    ])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::*;

    const MANGGAR: Frame = Frame {
        origin: [0.799_305, 0.507_0],
        scale: 2_600_000.0,
        width: 8192,
        height: 7000,
    };

    #[test]
    fn the_world_is_a_square() {
        let [x, y] = world([0.0, 0.0]);
        assert!((x - 0.5).abs() < 1e-12 && (y - 0.5).abs() < 1e-12);
        let [x, y] = world([180.0, 89.0]);
        assert!((x - 1.0).abs() < 1e-12 && y.abs() < 1e-12);
    }

    /// OpenStreetMap's formula for tile numbers, at Manggar and zoom 10.
    #[test]
    fn tiles_lie_where_others_put_them() {
        let [x, y] = world([108.267, -2.883]);
        let (lon, lat) = (108.267_f64, (-2.883_f64).to_radians());
        let tile_x = (lon + 180.0) / 360.0 * 1024.0;
        let tile_y = (1.0 - (lat.tan() + 1.0 / lat.cos()).ln() / PI) / 2.0 * 1024.0;
        assert!((x * 1024.0 - tile_x).abs() < 1e-9);
        assert!((y * 1024.0 - tile_y).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn degrees_come_back(lon in -180.0..180.0f64, lat in -84.0..84.0f64) {
            let [lon2, lat2] = unproject(&MANGGAR, project(&MANGGAR, [lon, lat]));
            prop_assert!((lon - lon2).abs() < 1e-9 && (lat - lat2).abs() < 1e-9);
        }
    }
}
