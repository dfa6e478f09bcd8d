//! Order along the Z-order curve (Morton 1966): neighbours in the plane are
//! mostly neighbours in the row.

use super::level::Spot;

/// Points with their keys, ascending; equal keys by the points' order.
pub(super) fn sorted(points: &[[f64; 2]], origin: [f64; 2], side: f64) -> Vec<Spot> {
    // Sorting whole numbers is quicker, and smaller in WASM, than structs.
    let mut order: Vec<u64> = points
        .iter()
        .enumerate()
        .map(|(i, &[x, y])| {
            let key = key(grid(x - origin[0], side), grid(y - origin[1], side));
            u64::from(key) << 32 | i as u64
        })
        .collect();
    wire::sort(&mut order);
    order
        .into_iter()
        .map(|packed| {
            let (key, point) = ((packed >> 32) as u32, packed as u32);
            Spot {
                key,
                point,
                at: points[point as usize],
            }
        })
        .collect()
}

/// 0 to 65,535.
fn grid(offset: f64, side: f64) -> u16 {
    // A float that is cast saturates, so the far edge stays inside.
    (offset / side * 65_536.0) as u16
}

/// The bits of x and y by turns, x lowest.
pub(super) fn key(x: u16, y: u16) -> u32 {
    spread(x) | spread(y) << 1
}

/// Undoes `key`.
pub(super) fn place(key: u32) -> (u16, u16) {
    (gather(key), gather(key >> 1))
}

fn spread(value: u16) -> u32 {
    let mut v = u32::from(value);
    v = (v | v << 8) & 0x00ff_00ff;
    v = (v | v << 4) & 0x0f0f_0f0f;
    v = (v | v << 2) & 0x3333_3333;
    (v | v << 1) & 0x5555_5555
}

fn gather(key: u32) -> u16 {
    let mut v = key & 0x5555_5555;
    v = (v | v >> 1) & 0x3333_3333;
    v = (v | v >> 2) & 0x0f0f_0f0f;
    v = (v | v >> 4) & 0x00ff_00ff;
    ((v | v >> 8) & 0xffff) as u16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::*;

    #[test]
    fn the_curve_is_a_z() {
        let z = [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0)];
        assert_eq!(z.map(|(x, y)| key(x, y)), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn the_edges_stay_on_the_grid() {
        assert_eq!(
            [grid(0.0, 7.0), grid(7.0, 7.0), grid(-1e-9, 7.0)],
            [0, 65_535, 0]
        );
    }

    proptest! {
        #[test]
        fn places_come_back(x in any::<u16>(), y in any::<u16>()) {
            prop_assert_eq!(place(key(x, y)), (x, y));
        }
    }
}
