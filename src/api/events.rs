//! `GET /events`: what the server tells those who stay.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{EventSource, MessageEvent};

/// What comes out of the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Everything, as it stands now: the JSON of `wire::Live`.
    Snapshot(String),
    /// A sign of life: the JSON of `wire::Clock`.
    Clock(String),
    /// The stream ended, and the browser will not open it again by itself.
    Ended,
}

/// An open stream. It is closed when it is dropped.
pub struct Stream {
    source: EventSource,
    /// Kept as long as they may be called.
    _listeners: [Closure<dyn FnMut(web_sys::Event)>; 3],
}

impl Stream {
    /// Opens it; none where the browser has no such streams.
    pub fn open(on_event: impl Fn(Event) + Clone + 'static) -> Option<Self> {
        let source = EventSource::new("/api/v1/events").ok()?;
        let told = |make: fn(String) -> Event| {
            let on_event = on_event.clone();
            Closure::<dyn FnMut(_)>::new(move |event: web_sys::Event| {
                let data = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|it| it.data().as_string());
                if let Some(data) = data {
                    on_event(make(data));
                }
            })
        };
        let failed = {
            let (source, on_event) = (source.clone(), on_event.clone());
            Closure::<dyn FnMut(_)>::new(move |_| {
                if source.ready_state() == EventSource::CLOSED {
                    on_event(Event::Ended);
                }
            })
        };
        let listeners = [told(Event::Snapshot), told(Event::Clock), failed];
        for (name, listener) in ["snapshot", "clock", "error"].iter().zip(&listeners) {
            source
                .add_event_listener_with_callback(name, listener.as_ref().unchecked_ref())
                .ok()?;
        }
        Some(Self {
            source,
            _listeners: listeners,
        })
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.source.close();
    }
}
