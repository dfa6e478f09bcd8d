//! The sheet over the map on a phone: three stops, by thumb, by button, by key.
//! Where there is room for both, it is the column beside the map.

use leptos::{ev, prelude::*};

use super::{Icon, icon};
use crate::{
    i18n::t,
    platform::document,
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

#[component]
pub fn Sheet(children: Children) -> impl IntoView {
    let session = expect_context::<Session>();
    let drag = RwSignal::new(None::<Drag>);
    let dragged = StoredValue::new(false);
    let step = move |up: bool| session.stop.update(|stop| *stop = next(*stop, up));

    let on_down = move |event: ev::PointerEvent| {
        document::capture_pointer(&event);
        let from = f64::from(event.client_y());
        let height = share_of(session.stop.get_untracked()) * document::viewport_height();
        dragged.set_value(false);
        drag.set(Some(Drag {
            from,
            height,
            moved: 0.0,
        }));
    };
    let on_move = move |event: ev::PointerEvent| {
        if drag.with_untracked(Option::is_some) {
            drag.update(|drag| {
                if let Some(drag) = drag {
                    drag.moved = drag.from - f64::from(event.client_y());
                }
            });
        }
    };
    let on_up = move |_: ev::PointerEvent| {
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
    let on_press = move |_| {
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
    let on_key = move |event: ev::KeyboardEvent| {
        let up = match event.key().as_str() {
            "ArrowUp" => true,
            "ArrowDown" => false,
            _ => return,
        };
        event.prevent_default();
        step(up);
    };
    let label = move || {
        t(match session.stop.get() {
            Stop::Peek => "sheet.peek",
            Stop::Half => "sheet.half",
            Stop::Full => "sheet.full",
        })
    };
    let height = move || {
        drag.get().map(|drag| {
            let height = (drag.height + drag.moved).max(48.0);
            [height.round().to_string().as_str(), "px"].concat()
        })
    };
    view! {
        <div
            class="c-sheet"
            class:is-dragged=move || drag.get().is_some_and(|drag| drag.moved.abs() >= TAP)
            data-stop=move || session.stop.get().as_str()
            style:--drag=height
        >
            <button
                type="button"
                class="c-sheet__grip"
                aria-label=label
                on:pointerdown=on_down
                on:pointermove=on_move
                on:pointerup=on_up
                on:pointercancel=on_up
                on:click=on_press
                on:keydown=on_key
            >
                <span class="c-sheet__bar"></span>
                <span class="c-sheet__chevron">{icon(Icon::More)}</span>
            </button>
            <div class="c-sheet__content">{children()}</div>
        </div>
    }
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
