// Starts the worker: src/lib.rs says how a page speaks with it.
wasm_bindgen({ module_or_path: "/lens_bg.wasm" }).then(
  () => {
    onmessage = (message) => postMessage(wasm_bindgen.work(message.data));
    postMessage({ ready: true });
  },
  () => postMessage({ ready: false }),
);
