use proptest::prelude::{Strategy, prop_assert, proptest};

use super::*;

const FRAME: Frame = Frame {
    origin: [0.8, 0.5],
    scale: 2_600_000.0,
    width: 8192,
    height: 6000,
};
const PHONE: [f64; 2] = [360.0, 640.0];

fn limits() -> Limits {
    Limits::new(&FRAME, PHONE, 2.0)
}

fn near(a: [f64; 2], b: [f64; 2]) -> bool {
    (a[0] - b[0]).abs() < 1e-6 && (a[1] - b[1]).abs() < 1e-6
}

fn viewports() -> impl Strategy<Value = Viewport> {
    (0.0..8192.0f64, 0.0..6000.0f64, 0.05..2.0f64).prop_map(|(x, y, scale)| Viewport {
        centre: [x, y],
        scale,
        size: PHONE,
    })
}

proptest! {
    #[test]
    fn units_come_back(view in viewports(), x in -100.0..9000.0f64, y in -100.0..9000.0f64) {
        prop_assert!(near(view.to_units(view.to_screen([x, y])), [x, y]));
    }

    #[test]
    fn zooming_keeps_the_pointer_s_place(
        view in viewports(), x in 0.0..360.0f64, y in 0.0..640.0f64, factor in 0.2..5.0f64,
    ) {
        let zoomed = view.zoomed([x, y], factor, &limits());
        prop_assert!(near(zoomed.to_units([x, y]), view.to_units([x, y])));
        let [least, most] = limits().scales;
        prop_assert!(zoomed.scale >= least && zoomed.scale <= most);
    }

    #[test]
    fn a_pinch_keeps_what_lies_between_the_fingers(
        view in viewports(),
        a in 0.0..360.0f64, b in 0.0..360.0f64, c in 0.0..360.0f64, d in 0.0..360.0f64,
    ) {
        let from = [[a, 100.0], [b, 300.0]];
        let to = [[c, 120.0], [d, 480.0]];
        let pinched = view.pinched(from, to, &limits());
        prop_assert!(near(pinched.to_units(middle(to)), view.to_units(middle(from))));
    }

    #[test]
    fn clamped_twice_is_clamped_once(view in viewports(), dx in -9e3..9e3f64, dy in -9e3..9e3f64) {
        let once = view.panned([dx, dy]).clamped(&limits());
        prop_assert!(limits().world.contains(once.centre));
        prop_assert!(once == once.clamped(&limits()));
    }

    #[test]
    fn a_flight_ends_where_it_should(from in viewports(), to in viewports(), t in 0.0..1.0f64) {
        prop_assert!(near(from.towards(to, 0.0).centre, from.centre));
        prop_assert!(near(from.towards(to, 1.0).centre, to.centre));
        let step = from.towards(to, t);
        prop_assert!(step.scale >= from.scale.min(to.scale) * 0.999_999);
        prop_assert!(step.scale <= from.scale.max(to.scale) * 1.000_001);
    }
}

#[test]
fn dragging_to_the_right_shows_what_lies_west() {
    let view = Viewport {
        centre: [100.0, 100.0],
        scale: 0.5,
        size: PHONE,
    };
    assert!(near(view.panned([10.0, 0.0]).centre, [80.0, 100.0]));
}

#[test]
fn what_is_fitted_is_seen_with_room_around() {
    let bounds = Bounds {
        west: 1000.0,
        north: 500.0,
        east: 3000.0,
        south: 1500.0,
    };
    let view = Viewport::fit(bounds, PHONE, 24.0);
    assert!(near(view.to_screen([1000.0, 1000.0]), [24.0, 320.0]));
    assert!(near(view.to_screen([3000.0, 1000.0]), [336.0, 320.0]));
}

#[test]
fn a_single_point_can_be_fitted() {
    let view = Viewport::fit(Bounds::of([[5.0, 6.0]]), PHONE, 24.0).clamped(&limits());
    assert!(near(view.centre, [5.0, 6.0]));
    assert!((view.scale - limits().scales[1]).abs() < 1e-12);
}

#[test]
fn web_zoom_is_that_of_tiles() {
    let scale = Viewport::scale_of_web_zoom(&FRAME, 10.0);
    let view = Viewport {
        centre: [0.0, 0.0],
        scale,
        size: PHONE,
    };
    assert!((view.web_zoom(&FRAME) - 10.0).abs() < 1e-12);
    // At zoom 10 the world is 1,024 tiles of 256 pixels wide.
    assert!((scale * FRAME.scale - 262_144.0).abs() < 1e-6);
}
