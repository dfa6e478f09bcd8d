//! How far two points are apart.

/// Mean radius of the earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;

/// Metres between two points, each longitude and latitude in degrees.
///
/// Equirectangular: right to 0.1 % over the few hundred kilometres of a
/// province, and cheap enough to sort by.
pub fn metres(a: [f64; 2], b: [f64; 2]) -> f64 {
    let [east, north] = [b[0] - a[0], b[1] - a[1]];
    let east = if east > 180.0 {
        east - 360.0
    } else if east < -180.0 {
        east + 360.0
    } else {
        east
    };
    let east = east * cosine(f64::midpoint(a[1], b[1]).to_radians());
    RADIUS * (east * east + north * north).sqrt().to_radians()
}

/// The cosine of a latitude in radians, right to 5e-7: Taylor's series, as the
/// standard library's is 6 KB for the browser to fetch.
fn cosine(latitude: f64) -> f64 {
    let square = latitude * latitude;
    let term = |above: f64, factors: f64| 1.0 - square / factors * above;
    [90.0, 56.0, 30.0, 12.0, 2.0].into_iter().fold(1.0, term)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cosine_is_right_at_every_latitude() {
        for degrees in -90..=90 {
            let latitude = f64::from(degrees).to_radians();
            assert!(
                (cosine(latitude) - latitude.cos()).abs() < 5e-7,
                "{degrees}"
            );
        }
    }

    fn haversine(a: [f64; 2], b: [f64; 2]) -> f64 {
        let [lon_a, lat_a] = a.map(f64::to_radians);
        let [lon_b, lat_b] = b.map(f64::to_radians);
        let h = ((lat_b - lat_a) / 2.0).sin().powi(2)
            + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a) / 2.0).sin().powi(2);
        2.0 * RADIUS * h.sqrt().asin()
    }

    #[test]
    fn agrees_with_the_great_circle_over_a_province() {
        let manggar = [108.27, -2.85];
        for other in [
            [107.63, -2.74],
            [108.27, -2.84],
            [106.11, -2.13],
            [109.9, -1.2],
        ] {
            let exact = haversine(manggar, other);
            assert!(
                (metres(manggar, other) - exact).abs() < exact * 0.001,
                "{other:?}"
            );
        }
    }

    #[test]
    fn the_date_line_is_no_distance() {
        assert!(metres([179.999, 0.0], [-179.999, 0.0]) < 300.0);
    }
}
