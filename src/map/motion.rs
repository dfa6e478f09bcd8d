//! What moves the drawing over time: flights, inertia, and coming to rest.

use std::time::Duration;

use atlas::viewport::{Glide, Viewport};
use leptos::prelude::*;

use super::{
    gesture::{Hand, Release, wheel_factor},
    node,
    scene::Scene,
};
use crate::reactive::StoredValue;

/// How long a flight takes, milliseconds.
const FLIGHT: f64 = 240.0;
/// After the last turn of the wheel, the drawing is worked out again.
const SETTLE: Duration = Duration::from_millis(140);

/// Between two pieces of work in advance.
const PREPARE: Duration = Duration::from_millis(20);

enum Going {
    Nowhere,
    Flight {
        from: Viewport,
        to: Viewport,
        since: f64,
    },
    Glide {
        from: Viewport,
        glide: Glide,
        since: f64,
    },
}

/// The drawing with the hand on it.
struct Floor {
    scene: Scene,
    hand: Hand,
    going: Going,
    /// A frame has been asked for.
    pending: bool,
    /// Others know where it rests.
    is_told: bool,
    settling: Option<TimeoutHandle>,
    /// A moment to prepare in has been asked for.
    preparing: bool,
}

/// A handle to the drawing on the page; empty until it is mounted.
#[derive(Clone, Copy)]
pub struct Motion {
    floor: StoredValue<Option<Floor>>,
    /// Told each time that the drawing has come to rest.
    on_rest: Callback<Motion>,
}

impl Motion {
    pub fn new(on_rest: Callback<Self>) -> Self {
        Self {
            floor: StoredValue::new(None),
            on_rest,
        }
    }

    pub fn mount(self, scene: Scene) {
        self.floor.set_value(Some(Floor {
            scene,
            hand: Hand::default(),
            going: Going::Nowhere,
            pending: false,
            is_told: true,
            settling: None,
            preparing: false,
        }));
    }

    /// False once the map has left the page: what it told others is gone too.
    pub fn is_on_page(self) -> bool {
        self.with(|_| ()).is_some()
    }

    /// Does something with the drawing, once there is one.
    pub fn with<T>(self, act: impl FnOnce(&mut Scene) -> T) -> Option<T> {
        self.on_floor(|floor| act(&mut floor.scene))
    }

    fn on_floor<T>(self, act: impl FnOnce(&mut Floor) -> T) -> Option<T> {
        self.floor
            .try_update_value(|floor| floor.as_mut().map(act))
            .flatten()
    }

    pub fn press(self, id: i32, at: [f64; 2]) {
        self.on_floor(|floor| {
            // A finger on a drawing that glides stops it.
            floor.going = Going::Nowhere;
            floor.hand.press(id, at);
        });
    }

    /// Whether the pointer now drags the drawing.
    pub fn drag(self, id: i32, at: [f64; 2]) -> bool {
        let moved = self.on_floor(|floor| {
            let scene = &mut floor.scene;
            let next = floor
                .hand
                .drag(id, at, node::clock(), scene.viewport, &scene.limits);
            if let Some(next) = next {
                scene.viewport = next;
            }
            (next.is_some(), floor.hand.has_dragged())
        });
        if let Some((true, _)) = moved {
            self.ask_for_frame();
        }
        moved.is_some_and(|(_, dragged)| dragged)
    }

    pub fn release(self, id: i32, at: [f64; 2]) {
        let now = node::clock();
        let release = self.on_floor(|floor| floor.hand.release(id, at, now));
        match release {
            Some(Release::Drag(Some(glide))) if !node::is_still() => {
                self.on_floor(|floor| {
                    let from = floor.scene.viewport;
                    floor.going = Going::Glide {
                        from,
                        glide,
                        since: now,
                    };
                });
                self.ask_for_frame();
            }
            Some(Release::Drag(_)) => self.rest(),
            Some(Release::DoubleTap(at)) => self.zoom(Some(at), 2.0),
            Some(Release::Rest) | None => {}
        }
    }

    pub fn cancel(self) {
        self.on_floor(|floor| floor.hand.cancel());
        self.rest();
    }

    /// The pointer is no longer down, and nobody told.
    pub fn let_go(self) {
        if self.on_floor(|floor| floor.hand.is_down()) == Some(true) {
            self.cancel();
        }
    }

    /// Whether the click that comes now is the second of a double tap.
    pub fn has_double_tapped(self) -> bool {
        self.on_floor(|floor| floor.hand.has_double_tapped())
            .unwrap_or(false)
    }

    /// Whether the click that comes now ends a drag.
    pub fn has_dragged(self) -> bool {
        self.on_floor(|floor| floor.hand.has_dragged())
            .unwrap_or(false)
    }

    pub fn wheel(self, at: [f64; 2], delta: f64, mode: u32, fine: bool) {
        self.on_floor(|floor| {
            floor.going = Going::Nowhere;
            let scene = &mut floor.scene;
            let factor = wheel_factor(delta, mode, fine);
            scene.viewport = scene
                .viewport
                .zoomed(at, factor, &scene.limits)
                .clamped(&scene.limits);
        });
        self.ask_for_frame();
        self.rest_soon();
    }

    /// Flies `factor` times as close, about a pixel or the middle.
    pub fn zoom(self, about: Option<[f64; 2]>, factor: f64) {
        let to = self.with(|scene| {
            let at = about.unwrap_or_else(|| scene.viewport.size.map(|side| side / 2.0));
            scene
                .viewport
                .zoomed(at, factor, &scene.limits)
                .clamped(&scene.limits)
        });
        if let Some(to) = to {
            self.fly(to);
        }
    }

    /// Flies by pixels.
    pub fn pan(self, by: [f64; 2]) {
        let to = self.with(|scene| scene.viewport.panned(by).clamped(&scene.limits));
        if let Some(to) = to {
            self.fly(to);
        }
    }

    /// Flies to another viewport, or is there at once where no motion is wanted.
    pub fn fly(self, to: Viewport) {
        let still = node::is_still();
        self.on_floor(|floor| {
            if still {
                floor.scene.viewport = to;
                floor.going = Going::Nowhere;
            } else {
                let from = floor.scene.viewport;
                floor.going = Going::Flight {
                    from,
                    to,
                    since: node::clock(),
                };
            }
        });
        if still {
            self.rest();
        } else {
            self.ask_for_frame();
        }
    }

    /// Works the drawing out again, and says that it has come to rest; nothing
    /// once the map has left the page, which a timer may outlive.
    pub fn rest(self) {
        let drawn = self.on_floor(|floor| {
            floor.going = Going::Nowhere;
            if let Some(settling) = floor.settling.take() {
                settling.clear();
            }
            floor.scene.draw();
            floor.is_told = false;
        });
        if drawn.is_some() {
            self.ask_for_frame();
        }
    }

    /// While the drawing rests, works out what the next zooms will need, a
    /// little at a time.
    fn prepare_soon(self) {
        let ask = self.on_floor(|floor| !core::mem::replace(&mut floor.preparing, true));
        if ask == Some(true) {
            set_timeout(move || self.prepare(), PREPARE);
        }
    }

    fn prepare(self) {
        let goes_on = self.on_floor(|floor| {
            floor.preparing = false;
            let rests = matches!(floor.going, Going::Nowhere) && !floor.pending;
            rests && !floor.hand.is_down() && floor.scene.prepare()
        });
        if goes_on == Some(true) {
            self.prepare_soon();
        }
    }

    /// The same in a moment: what comes in quick succession is worked out once.
    /// What moves by itself then goes on, and rests at its end.
    pub fn rest_soon(self) {
        let settle = move || {
            let goes = self.on_floor(|floor| {
                let goes = !matches!(floor.going, Going::Nowhere);
                if goes {
                    floor.scene.draw();
                }
                goes
            });
            if goes == Some(false) {
                self.rest();
            }
        };
        let settling = set_timeout_with_handle(settle, SETTLE).ok();
        self.on_floor(|floor| {
            if let Some(before) = core::mem::replace(&mut floor.settling, settling) {
                before.clear();
            }
        });
    }

    fn ask_for_frame(self) {
        let ask = self.on_floor(|floor| !core::mem::replace(&mut floor.pending, true));
        if ask == Some(true) {
            request_animation_frame(move || self.frame());
        }
    }

    fn frame(self) {
        let now = node::clock();
        let next = self.on_floor(|floor| {
            floor.pending = false;
            let (viewport, arrived) = step(&floor.going, now, floor.scene.viewport);
            floor.scene.viewport = match floor.going {
                Going::Glide { .. } => viewport.clamped(&floor.scene.limits),
                _ => viewport,
            };
            if arrived {
                return Next::Rest;
            }
            floor.scene.follow();
            if !matches!(floor.going, Going::Nowhere) {
                Next::Frame
            } else if core::mem::replace(&mut floor.is_told, true) {
                Next::Nothing
            } else {
                Next::Tell
            }
        });
        match next {
            Some(Next::Rest) => self.rest(),
            Some(Next::Frame) => self.ask_for_frame(),
            // In another frame than the drawing: address and board take as long.
            Some(Next::Tell) => {
                self.on_rest.run(self);
                self.prepare_soon();
            }
            Some(Next::Nothing) | None => {}
        }
    }
}

/// What comes after a frame.
enum Next {
    Frame,
    Rest,
    Tell,
    Nothing,
}

/// Where the drawing is at a time, and whether it has arrived.
fn step(going: &Going, now: f64, viewport: Viewport) -> (Viewport, bool) {
    match going {
        Going::Nowhere => (viewport, false),
        Going::Flight { from, to, since } => {
            let t = ((now - since) / FLIGHT).clamp(0.0, 1.0);
            // Starts at once and comes to rest softly.
            let eased = 1.0 - (1.0 - t) * (1.0 - t) * (1.0 - t);
            if t >= 1.0 {
                (*to, true)
            } else {
                (from.towards(*to, eased), false)
            }
        }
        Going::Glide { from, glide, since } => {
            let elapsed = now - since;
            (from.panned(glide.offset(elapsed)), glide.is_over(elapsed))
        }
    }
}
