//! Web workers: programs beside the page, which they do not hold up.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

/// Starts the worker at `script`, hands it one job as soon as it is ready, and
/// gives the text that its answer has under `wanted`. None where it could not
/// be loaded, or has no such answer. How it speaks: `crates/lens`.
pub async fn ask(script: &str, job: &[(&str, &str)], wanted: &str) -> Option<String> {
    let worker = Worker::new(script).ok()?;
    let message = Object::new();
    for (name, value) in job {
        Reflect::set(&message, &(*name).into(), &(*value).into()).ok();
    }
    let mut listener = None;
    let answer = Promise::new(&mut |resolve, reject| {
        worker.set_onerror(Some(&reject));
        let page = worker.clone();
        let message = message.clone();
        let heard = move |event: MessageEvent| {
            let said = event.data();
            match get(&said, "ready").as_ref().and_then(JsValue::as_bool) {
                Some(true) => page.post_message(&message).ok(),
                Some(false) => reject.call0(&JsValue::UNDEFINED).ok().map(drop),
                None => resolve.call1(&JsValue::UNDEFINED, &said).ok().map(drop),
            };
        };
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(heard);
        worker.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        listener = Some(closure);
    });
    let answer = JsFuture::from(answer).await;
    worker.terminate();
    drop(listener);
    get(&answer.ok()?, wanted)?.as_string()
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}

/// A worker that reads picture after picture.
#[cfg(feature = "staff")]
pub struct Readers(Worker);

#[cfg(feature = "staff")]
impl Readers {
    /// None where it could not be loaded.
    pub async fn start(script: &str) -> Option<Self> {
        let worker = Worker::new(script).ok()?;
        let said = told(&worker, || Some(())).await?;
        let ready = get(&said, "ready").is_some_and(|it| it.is_truthy());
        ready.then_some(Self(worker))
    }

    /// The text of a QR code in a grey picture, if there is one.
    pub async fn decode(&self, width: u32, height: u32, pixels: &[u8]) -> Option<String> {
        let message = Object::new();
        let pixels = js_sys::Uint8Array::from(pixels);
        for (name, value) in [
            ("job", JsValue::from("decode")),
            ("width", width.into()),
            ("height", height.into()),
            ("pixels", pixels.into()),
        ] {
            Reflect::set(&message, &name.into(), &value).ok();
        }
        let said = told(&self.0, || self.0.post_message(&message).ok()).await?;
        get(&said, "text")?.as_string()
    }
}

#[cfg(feature = "staff")]
impl Drop for Readers {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// The next thing that the worker says, after `ask` has asked it.
#[cfg(feature = "staff")]
async fn told(worker: &Worker, ask: impl FnOnce() -> Option<()>) -> Option<JsValue> {
    let heard = Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
    });
    ask()?;
    let event: MessageEvent = JsFuture::from(heard).await.ok()?.unchecked_into();
    Some(event.data())
}
