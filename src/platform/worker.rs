//! Web workers: programs beside the page, which they do not hold up. How they
//! speak: `crates/lens`.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageEvent;

/// A worker that takes one job after the other. It ends when it is dropped.
pub struct Worker(web_sys::Worker);

impl Worker {
    /// Comes back once it takes jobs; none where it could not be loaded.
    pub async fn start(script: &str) -> Option<Self> {
        let worker = Self(web_sys::Worker::new(script).ok()?);
        let said = worker.hear(|| Some(())).await?;
        let is_ready = get(&said, "ready")?.as_bool()?;
        is_ready.then_some(worker)
    }

    async fn ask(&self, job: &[(&str, &str)]) -> Option<Answer> {
        self.send(&message(
            job.iter().map(|(name, value)| (*name, (*value).into())),
        ))
        .await
    }

    /// The text of the QR code in a grey picture, a byte a pixel, if there is one.
    #[cfg(feature = "staff")]
    pub async fn look(&self, picture: &super::camera::Picture) -> Option<String> {
        let job = message([
            ("width", picture.width.into()),
            ("height", picture.height.into()),
            (
                "pixels",
                js_sys::Uint8Array::from(picture.pixels.as_slice()).into(),
            ),
        ]);
        self.send(&job).await?.text("text")
    }

    async fn send(&self, job: &Object) -> Option<Answer> {
        let said = self.hear(|| self.0.post_message(job).ok()).await?;
        Some(Answer(said))
    }

    /// The next thing that it says, after `ask` has asked it.
    async fn hear(&self, ask: impl FnOnce() -> Option<()>) -> Option<JsValue> {
        let heard = Promise::new(&mut |resolve, reject| {
            self.0.set_onmessage(Some(&resolve));
            self.0.set_onerror(Some(&reject));
        });
        ask()?;
        let event: MessageEvent = JsFuture::from(heard).await.ok()?.unchecked_into();
        Some(event.data())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.0.terminate();
    }
}

/// What a worker said to a job.
pub struct Answer(JsValue);

impl Answer {
    /// The text under this name, if there is one.
    pub fn text(&self, name: &str) -> Option<String> {
        get(&self.0, name)?.as_string()
    }
}

/// Starts the worker at `script` for one job. None where it could not be loaded.
pub async fn ask(script: &str, job: &[(&str, &str)]) -> Option<Answer> {
    Worker::start(script).await?.ask(job).await
}

fn message<'a>(parts: impl IntoIterator<Item = (&'a str, JsValue)>) -> Object {
    let message = Object::new();
    for (name, value) in parts {
        Reflect::set(&message, &name.into(), &value).ok();
    }
    message
}

fn get(value: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(value, &name.into()).ok()
}
