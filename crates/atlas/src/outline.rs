//! Outlines in drawing units, and the SVG paths that they travel as.

use wire::AreaShape;

/// Whole drawing units; the last point is joined to the first.
pub type Ring = Vec<[i32; 2]>;

/// Rings as an SVG path of relative lines, as few characters as it can have:
/// `M1 2l3-4 5 6z`. Rings of fewer than two points are left out.
pub fn path(rings: &[Ring]) -> String {
    let mut text = String::new();
    for ring in rings {
        let [first, rest @ ..] = &ring[..] else {
            continue;
        };
        if rest.is_empty() {
            continue;
        }
        text.push('M');
        number(&mut text, first[0]);
        number(&mut text, first[1]);
        text.push('l');
        let mut last = first;
        for point in rest {
            number(&mut text, point[0] - last[0]);
            number(&mut text, point[1] - last[1]);
            last = point;
        }
        text.push('z');
    }
    text
}

/// Appends a number, after a space where it would run into the one before.
fn number(text: &mut String, value: i32) {
    if value >= 0 && text.as_bytes().last().is_some_and(u8::is_ascii_digit) {
        text.push(' ');
    }
    text.push_str(&value.to_string());
}

/// The rings of a path that `path` has made; of any other text, nothing.
pub fn rings(path: &str) -> Option<Vec<Ring>> {
    let mut rings = Vec::new();
    for part in path.split('M').skip(1) {
        let (start, lines) = part.strip_suffix('z')?.split_once('l')?;
        let mut ring: Ring = pairs(start)?;
        let [[mut x, mut y]] = ring[..] else {
            return None;
        };
        for [dx, dy] in pairs(lines)? {
            (x, y) = (x.checked_add(dx)?, y.checked_add(dy)?);
            ring.push([x, y]);
        }
        rings.push(ring);
    }
    Some(rings)
}

fn pairs(text: &str) -> Option<Ring> {
    let mut numbers = Vec::new();
    for word in text.split(' ') {
        let cuts = word
            .char_indices()
            .filter(|&(i, c)| c == '-' && i > 0)
            .map(|(i, _)| i);
        let mut from = 0;
        for to in cuts.chain([word.len()]) {
            numbers.push(word[from..to].parse::<i32>().ok()?);
            from = to;
        }
    }
    let (pairs, rest) = numbers.as_chunks::<2>();
    rest.is_empty().then(|| pairs.to_vec())
}

/// Whether a point in drawing units lies in the area (even-odd rule).
pub fn contains(area: &AreaShape, [x, y]: [f64; 2]) -> bool {
    let [west, north, east, south] = area.bounds.map(f64::from);
    if x < west || x > east || y < north || y > south {
        return false;
    }
    let Some(rings) = rings(&area.path) else {
        return false;
    };
    let rings = rings
        .iter()
        .map(|ring| ring.iter().map(|point| point.map(f64::from)));
    rings.fold(false, |inside, ring| inside ^ crosses(ring, [x, y]))
}

/// Whether a line from the point to the east crosses the ring an odd number
/// of times.
pub fn crosses(ring: impl Iterator<Item = [f64; 2]> + Clone, [x, y]: [f64; 2]) -> bool {
    let Some(mut last) = ring.clone().last() else {
        return false;
    };
    let mut odd = false;
    for point in ring {
        let ([x0, y0], [x1, y1]) = (last, point);
        if (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 {
            odd = !odd;
        }
        last = point;
    }
    odd
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use wire::Level;

    use super::*;

    #[test]
    fn a_path_has_no_needless_character() {
        let rings = vec![
            vec![[10, -2], [13, -6], [18, 0]],
            vec![[1, 2], [1, 3], [0, 3]],
        ];
        assert_eq!(path(&rings), "M10-2l3-4 5 6zM1 2l0 1-1 0z");
    }

    #[test]
    fn other_paths_are_not_guessed_at() {
        for text in [
            "M1 2L3 4z",
            "M1 2l3z",
            "M1 2l3 4",
            "M1 2l3 4 5z",
            "Ma 2l3 4z",
            "M1 2 3 4l1 1z",
        ] {
            assert_eq!(rings(text), None, "{text}");
        }
    }

    #[test]
    fn a_hole_is_outside() {
        let square = |from: i32, to: i32| vec![[from, from], [to, from], [to, to], [from, to]];
        let area = AreaShape {
            code: "1".into(),
            name: String::new(),
            level: Level::District,
            parent: None,
            path: path(&[square(0, 10), square(4, 6)]),
            bounds: [0, 0, 10, 10],
            label: [2, 2],
        };
        assert!(contains(&area, [2.0, 2.0]));
        assert!(!contains(&area, [5.0, 5.0]));
        assert!(!contains(&area, [11.0, 5.0]));
    }

    proptest! {
        #[test]
        fn rings_come_back(
            rings in proptest::collection::vec(
                proptest::collection::vec([-9000..9000i32, -9000..9000i32], 2..9), 0..4),
        ) {
            prop_assert_eq!(super::rings(&path(&rings)), Some(rings));
        }

        #[test]
        fn no_text_is_too_strange(text in any::<String>()) {
            let _ = super::rings(&text);
        }
    }
}
