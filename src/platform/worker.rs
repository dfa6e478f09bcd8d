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
