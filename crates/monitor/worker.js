// Starts the worker and fetches for it: src/lib.rs says how a page speaks with it.
// The build puts this behind the worker's own program.
const read = async (path) => {
  const control = new AbortController();
  const patience = setTimeout(() => control.abort(), 20_000);
  try {
    const answer = await fetch(path, { cache: "no-cache", signal: control.signal });
    return [answer.status, new Uint8Array(await answer.arrayBuffer())];
  } catch {
    return [0, new Uint8Array()];
  } finally {
    clearTimeout(patience);
  }
};
wasm_bindgen({ module_or_path: "/WORKER_bg.wasm" }).then(
  () => {
    onmessage = async (message) => {
      const job = new wasm_bindgen.Job(message.data);
      for (let path = job.want(); path; path = job.want()) job.give(...(await read(path)));
      postMessage(job.answer());
      job.free();
    };
    postMessage({ ready: true });
  },
  () => postMessage({ ready: false }),
);
