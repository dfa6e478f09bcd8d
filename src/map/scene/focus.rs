//! Which thing on the map the arrow keys reach next.

/// A direction on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Direction {
    /// What an arrow key says.
    pub fn of_key(key: &str) -> Option<Self> {
        match key {
            "ArrowLeft" => Some(Self::Left),
            "ArrowRight" => Some(Self::Right),
            "ArrowUp" => Some(Self::Up),
            "ArrowDown" => Some(Self::Down),
            _ => None,
        }
    }

    /// One step that way: x to the right, y down.
    pub const fn step(self) -> [f64; 2] {
        match self {
            Self::Left => [-1.0, 0.0],
            Self::Right => [1.0, 0.0],
            Self::Up => [0.0, -1.0],
            Self::Down => [0.0, 1.0],
        }
    }
}

/// The nearest of `places` that lies more that way than aside; its index.
pub fn next(from: [f64; 2], direction: Direction, places: &[[f64; 2]]) -> Option<usize> {
    let [dx, dy] = direction.step();
    let mut best: Option<(usize, f64)> = None;
    for (i, [x, y]) in places.iter().enumerate() {
        let (x, y) = (x - from[0], y - from[1]);
        let along = x * dx + y * dy;
        let aside = (x * dy - y * dx).abs();
        if along < 0.5 {
            continue;
        }
        // What lies straight ahead comes before what is near but off the way.
        let cost = along + 2.0 * aside;
        if best.is_none_or(|(_, least)| cost < least) {
            best = Some((i, cost));
        }
    }
    best.map(|(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_ahead_comes_before_off_the_way() {
        let places = [[10.0, 30.0], [40.0, 0.0], [-5.0, 0.0]];
        assert_eq!(next([0.0, 0.0], Direction::Right, &places), Some(1));
        assert_eq!(next([0.0, 0.0], Direction::Left, &places), Some(2));
        assert_eq!(next([0.0, 0.0], Direction::Down, &places), Some(0));
    }

    #[test]
    fn at_the_edge_there_is_nothing_more() {
        assert_eq!(next([0.0, 0.0], Direction::Up, &[[5.0, 5.0]]), None);
        assert_eq!(next([0.0, 0.0], Direction::Up, &[]), None);
    }

    #[test]
    fn every_place_is_reached_by_some_arrow() {
        let places: Vec<[f64; 2]> = (0..24)
            .map(|i| [f64::from(i * 37 % 100), f64::from(i * 61 % 90)])
            .collect();
        let mut reached = vec![false; places.len()];
        let mut open = vec![0];
        while let Some(at) = open.pop() {
            if core::mem::replace(&mut reached[at], true) {
                continue;
            }
            for direction in [
                Direction::Left,
                Direction::Right,
                Direction::Up,
                Direction::Down,
            ] {
                open.extend(next(places[at], direction, &places));
            }
        }
        assert!(reached.iter().all(|it| *it), "{reached:?}");
    }
}
