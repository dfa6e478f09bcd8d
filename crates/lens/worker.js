// Starts a worker: its src/lib.rs says how a page speaks with it. The build puts
// the worker's own program in the place of this one.
wasm_bindgen({ module_or_path: "/WORKER_bg.wasm" }).then(
  () => {
    onmessage = (message) => postMessage(wasm_bindgen.work(message.data));
    postMessage({ ready: true });
  },
  () => postMessage({ ready: false }),
);
