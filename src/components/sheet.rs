//! The sheet over the map on a phone: three stops, by thumb, by button, by key.
//! Where there is room for both, it is the column beside the map.

use leptos::prelude::*;

use super::{Icon, button, icon};
use crate::{
    i18n::t,
    platform::{
        document,
        dom::{Element, Event, el},
    },
    reactive::{RwSignal, StoredValue},
    state::{Session, Stop},
};

/// A drag under way.
#[derive(Clone, Copy)]
struct Drag {
    /// Where the pointer and the sheet's edge were.
    from: f64,
    height: f64,
    /// How far the pointer has gone up, in CSS pixels.
    moved: f64,
}

/// Shorter than this is a tap, in CSS pixels.
const TAP: f64 = 6.0;

pub fn sheet(content: Element) -> Element {
    let session = expect_context::<Session>();
    let drag = RwSignal::new(None::<Drag>);
    let grip = button("c-sheet__grip")
        .live_attr("aria-label", move || {
            Some(t(match session.stop.get() {
                Stop::Peek => "sheet.peek",
                Stop::Half => "sheet.half",
                Stop::Full => "sheet.full",
            }))
        })
        .child(el("span", "c-sheet__bar"))
        .child(el("span", "c-sheet__chevron").child(icon(Icon::More)));
    el("div", "c-sheet")
        .class_if("is-dragged", move || {
            drag.get().is_some_and(|drag| drag.moved.abs() >= TAP)
        })
        .live_attr("data-stop", move || {
            Some(session.stop.get().as_str().into())
        })
        .live_style("--drag", move || {
            let height = drag
                .get()
                .map_or(0.0, |drag| (drag.height + drag.moved).max(48.0));
            #[expect(clippy::cast_possible_truncation, reason = "pixels of a screen")]
            let whole = height as i32;
            [whole.to_string().as_str(), "px"].concat()
        })
        .child(handled(grip, session, drag))
        .child(el("div", "c-sheet__content").child(content))
}

/// The grip listens to thumb, click and arrow keys.
fn handled(grip: Element, session: Session, drag: RwSignal<Option<Drag>>) -> Element {
    let dragged = StoredValue::new(false);
    let step = move |up: bool| session.stop.update(|stop| *stop = next(*stop, up));
    let on_down = move |event: Event| {
        document::capture_pointer(&event);
        let from = document::pointer_height(&event);
        let height = share_of(session.stop.get_untracked()) * document::viewport_height();
        dragged.set_value(false);
        drag.set(Some(Drag {
            from,
            height,
            moved: 0.0,
        }));
    };
    let on_move = move |event: Event| {
        if let Some(under_way) = drag.get_untracked() {
            let moved = under_way.from - document::pointer_height(&event);
            drag.set(Some(Drag { moved, ..under_way }));
        }
    };
    let on_up = move |_| {
        let Some(ended) = drag.get_untracked() else {
            return;
        };
        drag.set(None);
        if ended.moved.abs() >= TAP {
            dragged.set_value(true);
            let share = (ended.height + ended.moved) / document::viewport_height();
            // A drag goes at least one stop in its direction.
            let nearest = nearest(share);
            if nearest == session.stop.get_untracked() {
                step(ended.moved > 0.0);
            } else {
                session.stop.set(nearest);
            }
        }
    };
    let on_press = move || {
        // The click that ends a drag is not one.
        if !dragged.get_value() {
            session.stop.update(|stop| {
                *stop = if *stop == Stop::Full {
                    Stop::Half
                } else {
                    next(*stop, true)
                };
            });
        }
        dragged.set_value(false);
    };
    let on_key = move |event: Event| {
        let up = match document::key(&event).as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        event.prevent_default();
        step(up);
    };
    grip.on("pointerdown", on_down)
        .on("pointermove", on_move)
        .on("pointerup", on_up)
        .on("pointercancel", on_up)
        .on("keydown", on_key)
        .press(on_press)
}

fn next(stop: Stop, up: bool) -> Stop {
    match (stop, up) {
        (Stop::Peek, true) | (Stop::Full, false) => Stop::Half,
        (Stop::Half | Stop::Full, true) => Stop::Full,
        (Stop::Peek | Stop::Half, false) => Stop::Peek,
    }
}

/// The share of the viewport's height, about as `style/layout.css` has it.
const fn share_of(stop: Stop) -> f64 {
    match stop {
        Stop::Peek => 0.15,
        Stop::Half => 0.48,
        Stop::Full => 0.85,
    }
}

fn nearest(share: f64) -> Stop {
    let mut best = Stop::Peek;
    for stop in Stop::ALL {
        if (share_of(stop) - share).abs() < (share_of(best) - share).abs() {
            best = stop;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_end_at_the_ends() {
        assert_eq!(next(Stop::Peek, true), Stop::Half);
        assert_eq!(next(Stop::Half, true), Stop::Full);
        assert_eq!(next(Stop::Full, true), Stop::Full);
        assert_eq!(next(Stop::Full, false), Stop::Half);
        assert_eq!(next(Stop::Peek, false), Stop::Peek);
    }

    #[test]
    fn a_drag_ends_at_the_nearest_stop() {
        assert_eq!(nearest(0.0), Stop::Peek);
        assert_eq!(nearest(0.5), Stop::Half);
        assert_eq!(nearest(0.95), Stop::Full);
    }
}
