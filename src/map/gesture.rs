//! Fingers and pointers: what they do to the viewport. Pure: no nodes, no clock.

use atlas::{
    math,
    viewport::{Glide, Limits, Sample, Viewport},
};

/// Shorter than this is a tap, CSS pixels.
const TAP: f64 = 6.0;
/// Two taps within this time and distance are a double tap: ms, CSS pixels.
const DOUBLE: (f64, f64) = (300.0, 30.0);
/// How many samples of a drag are kept for its inertia.
const SAMPLES: usize = 12;

#[derive(Clone, Copy, Debug)]
struct Finger {
    id: i32,
    from: [f64; 2],
    at: [f64; 2],
}

/// Pointers that are down, and what they have done so far.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    fingers: Vec<Finger>,
    samples: Vec<Sample>,
    dragged: bool,
    doubled: bool,
    last_tap: Option<Sample>,
}

/// What the end of a touch means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Release {
    /// Other fingers are still down, or nothing has moved.
    Rest,
    /// A drag ended; the drawing may glide on.
    Drag(Option<Glide>),
    /// The second of two quick taps at one place.
    DoubleTap([f64; 2]),
}

impl Hand {
    /// A pointer comes down. More than two are ignored.
    pub fn press(&mut self, id: i32, at: [f64; 2]) {
        if self.fingers.is_empty() {
            self.dragged = false;
            self.doubled = false;
            self.samples.clear();
        }
        if self.fingers.len() < 2 && self.fingers.iter().all(|finger| finger.id != id) {
            self.fingers.push(Finger { id, from: at, at });
        }
        self.samples.clear();
    }

    /// A pointer moves; the viewport that follows it, if it is one of ours and has moved enough.
    pub fn drag(
        &mut self,
        id: i32,
        at: [f64; 2],
        time: f64,
        viewport: Viewport,
        limits: &Limits,
    ) -> Option<Viewport> {
        let moving = self.fingers.iter().position(|finger| finger.id == id)?;
        let before = self.fingers[moving].at;
        if !self.dragged && self.fingers.len() == 1 {
            let from = self.fingers[moving].from;
            if (at[0] - from[0]).hypot(at[1] - from[1]) < TAP {
                return None;
            }
            self.dragged = true;
            // The drawing starts where the finger is now: it doesn't jump.
            self.fingers[moving].at = at;
            return None;
        }
        self.dragged = true;
        let was: Vec<[f64; 2]> = self.fingers.iter().map(|finger| finger.at).collect();
        self.fingers[moving].at = at;
        let now: Vec<[f64; 2]> = self.fingers.iter().map(|finger| finger.at).collect();
        let next = if let ([a, b], [c, d]) = (was.as_slice(), now.as_slice()) {
            viewport.pinched([*a, *b], [*c, *d], limits)
        } else {
            if self.samples.len() == SAMPLES {
                self.samples.remove(0);
            }
            self.samples.push(Sample {
                at: time,
                point: at,
            });
            viewport.panned([at[0] - before[0], at[1] - before[1]])
        };
        Some(next.clamped(limits))
    }

    /// A pointer goes up.
    pub fn release(&mut self, id: i32, at: [f64; 2], time: f64) -> Release {
        let fingers = self.fingers.len();
        self.fingers.retain(|finger| finger.id != id);
        if fingers == 0 || !self.fingers.is_empty() || fingers == self.fingers.len() {
            self.samples.clear();
            return Release::Rest;
        }
        if self.dragged {
            let glide = if fingers == 1 {
                Glide::from_samples(&self.samples, time)
            } else {
                None
            };
            return Release::Drag(glide);
        }
        let double = self.last_tap.is_some_and(|tap| {
            let [x, y] = tap.point;
            time - tap.at < DOUBLE.0 && (at[0] - x).hypot(at[1] - y) < DOUBLE.1
        });
        if double {
            self.last_tap = None;
            self.doubled = true;
            return Release::DoubleTap(at);
        }
        self.last_tap = Some(Sample {
            at: time,
            point: at,
        });
        Release::Rest
    }

    /// The browser took the pointers away, for example to scroll.
    pub fn cancel(&mut self) {
        self.fingers.clear();
    }

    /// Whether a pointer is down.
    pub fn is_down(&self) -> bool {
        !self.fingers.is_empty()
    }

    /// Whether the tap that is ending was the second of two.
    pub fn has_double_tapped(&self) -> bool {
        self.doubled
    }

    /// Whether the touch that is ending was a drag, so that its click is none.
    pub fn has_dragged(&self) -> bool {
        self.dragged
    }
}

/// The factor that a turn of the wheel zooms by. `mode` is `WheelEvent.deltaMode`;
/// `fine` is a pinch on a trackpad, which browsers report as wheel with Ctrl.
pub fn wheel_factor(delta: f64, mode: u32, fine: bool) -> f64 {
    let pixels = match mode {
        1 => delta * 24.0,
        2 => delta * 400.0,
        _ => delta,
    };
    let speed = if fine { 0.01 } else { 0.0022 };
    math::exp((-pixels * speed).clamp(-0.9, 0.9))
}

#[cfg(test)]
mod tests {
    use atlas::Bounds;

    use super::*;

    const VIEW: Viewport = Viewport {
        centre: [500.0, 500.0],
        scale: 1.0,
        size: [400.0, 400.0],
    };
    const LIMITS: Limits = Limits {
        world: Bounds {
            west: 0.0,
            north: 0.0,
            east: 1000.0,
            south: 1000.0,
        },
        scales: [0.1, 10.0],
    };

    #[test]
    fn a_small_tremble_is_a_tap_and_two_taps_are_a_double_tap() {
        let mut hand = Hand::default();
        hand.press(1, [100.0, 100.0]);
        assert_eq!(hand.drag(1, [103.0, 101.0], 5.0, VIEW, &LIMITS), None);
        assert_eq!(hand.release(1, [103.0, 101.0], 50.0), Release::Rest);
        assert!(!hand.has_dragged());
        hand.press(1, [104.0, 100.0]);
        assert_eq!(
            hand.release(1, [104.0, 100.0], 200.0),
            Release::DoubleTap([104.0, 100.0])
        );
        assert!(hand.has_double_tapped());
        hand.press(1, [104.0, 100.0]);
        assert!(hand.is_down() && !hand.has_double_tapped());
        assert_eq!(hand.release(1, [104.0, 100.0], 300.0), Release::Rest);
    }

    #[test]
    fn the_drawing_moves_with_the_finger() {
        let mut hand = Hand::default();
        hand.press(1, [100.0, 100.0]);
        hand.drag(1, [110.0, 100.0], 0.0, VIEW, &LIMITS);
        let moved = hand.drag(1, [130.0, 90.0], 10.0, VIEW, &LIMITS).unwrap();
        let [x, y] = moved.centre;
        assert!((x - 480.0).abs() < 1e-9 && (y - 510.0).abs() < 1e-9);
        assert!(matches!(
            hand.release(1, [130.0, 90.0], 11.0),
            Release::Drag(_)
        ));
        assert!(hand.has_dragged());
    }

    #[test]
    fn two_fingers_zoom_about_their_middle() {
        let mut hand = Hand::default();
        hand.press(1, [100.0, 200.0]);
        hand.press(2, [200.0, 200.0]);
        let zoomed = hand.drag(2, [300.0, 200.0], 0.0, VIEW, &LIMITS).unwrap();
        assert!((zoomed.scale - 2.0).abs() < 1e-9);
        let middle = VIEW.to_units([150.0, 200.0]);
        let after = zoomed.to_screen(middle);
        assert!((after[0] - 200.0).abs() < 1e-9 && (after[1] - 200.0).abs() < 1e-9);
        assert_eq!(hand.release(1, [100.0, 200.0], 1.0), Release::Rest);
        assert_eq!(hand.release(2, [300.0, 200.0], 2.0), Release::Drag(None));
    }

    #[test]
    fn a_third_finger_and_strangers_change_nothing() {
        let mut hand = Hand::default();
        hand.press(1, [100.0, 200.0]);
        hand.press(2, [200.0, 200.0]);
        hand.press(3, [0.0, 0.0]);
        assert_eq!(hand.drag(3, [50.0, 50.0], 0.0, VIEW, &LIMITS), None);
        assert_eq!(hand.release(9, [0.0, 0.0], 0.0), Release::Rest);
        hand.cancel();
        assert_eq!(hand.drag(1, [0.0, 0.0], 0.0, VIEW, &LIMITS), None);
    }

    #[test]
    fn the_wheel_zooms_evenly_both_ways() {
        let product = wheel_factor(100.0, 0, false) * wheel_factor(-100.0, 0, false);
        assert!((product - 1.0).abs() < 1e-12);
        assert!(wheel_factor(-3.0, 1, false) > 1.0);
        assert!(wheel_factor(-1e9, 0, true).is_finite());
    }
}
