// Appended to the script of wasm-bindgen. Takes one message: the program, and
// where the files are; answers with progress, then with what was found. Or it is
// told to help: then it answers for each bundle which ballots are signed.
let session, read, helpers = [], said = 0;

// Where nobody listens: what is given away to it is gone.
const { port1: nobody, port2: closed } = new MessageChannel();
closed.close();

function fault(error) {
  try { return JSON.parse(error.message); } catch { return { about: "page", text: String(error && error.message || error) }; }
}

function decoded(base64) {
  const text = atob(base64), bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

// Some ten times a second: whoever looks sees no more, and each time costs the page.
function say(step, done, of) {
  const now = performance.now();
  if (done && now - said < 100) return;
  said = now;
  postMessage({ step, done, of });
}

function reader({ base, files }) {
  if (files) return async path => { const file = files.get(path); return file ? new Uint8Array(await file.arrayBuffer()) : null; };
  // Requests are used again: what a browser keeps of each new one is as large as
  // the file, and a thousand files come.
  const idle = [];
  const get = path => new Promise((resolve, reject) => {
    const request = idle.pop() || new XMLHttpRequest();
    request.open("GET", base + path);
    request.responseType = "arraybuffer";
    request.setRequestHeader("Cache-Control", "no-cache");
    request.onload = () => { resolve([request.status, request.response]); idle.push(request); };
    request.onerror = request.onabort = () => reject(new Error(path));
    request.send();
  });
  return async path => {
    for (let left = 3; ; left--) {
      try {
        const [status, body] = await get(path);
        if (status === 404) return null;
        if (status === 200) return new Uint8Array(body);
        throw new Error(path + ": " + status);
      } catch (error) {
        if (left === 0) throw new Error(JSON.stringify({ about: "network", text: String(/** @type {Error} */ (error).message) }));
        await new Promise(resolve => setTimeout(resolve, 700));
      }
    }
  };
}

async function must(path) {
  const bytes = await read(path);
  if (bytes) return bytes;
  throw new Error(JSON.stringify({ about: "file", text: path + " is missing" }));
}

// A worker for each processor, up to eight; none where the browser does not let
// a worker start others.
function hire({ program, script }) {
  const count = Math.min(navigator.hardwareConcurrency || 2, 8);
  if (!self.Worker || count < 2) return;
  // A page in a file has no origin: what it made is not ours, only what we make.
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    for (let at = 0; at < count; at++) helpers.push(helper(new Worker(address), program));
  } catch {
    helpers = [];
  }
}

function helper(worker, program) {
  const waiting = [];
  worker.onmessage = ({ data }) => {
    const [resolve, reject] = waiting.shift();
    if (data.fault) reject(new Error(JSON.stringify(data.fault)));
    else resolve([data.bytes, data.signed]);
  };
  worker.onerror = event => {
    for (const [, reject] of waiting.splice(0)) reject(new Error(event.message || "a worker stopped"));
  };
  worker.postMessage({ program, helps: true });
  const ask = (path, bytes) => new Promise((resolve, reject) => {
    waiting.push([resolve, reject]);
    // There and back without a copy.
    worker.postMessage({ path, bytes }, [bytes.buffer]);
  });
  return { waiting, ask, end: () => worker.terminate() };
}

// A file with what is to be known of its signatures.
async function signed(path, bytes) {
  if (!path.startsWith("log/")) return [bytes, new Uint8Array()];
  if (!helpers.length) return [bytes, wasm_bindgen.signatures(path, bytes)];
  return helpers.reduce((a, b) => b.waiting.length < a.waiting.length ? b : a).ask(path, bytes);
}

// Each file once and in order, some of them ahead.
async function each(paths, take) {
  const coming = [], ahead = 6 + 2 * helpers.length;
  const fetched = async path => signed(path, await must(path));
  for (let next = 0, done = 0; done < paths.length; done++) {
    while (next < paths.length && coming.length < ahead) {
      const path = paths[next++], file = fetched(path);
      file.catch(() => {});
      coming.push([path, file]);
    }
    const [path, file] = coming.shift(), [bytes, marks] = await file;
    take(path, bytes, marks, done);
    // Its memory goes at once: a collector would let tens of megabytes lie.
    nobody.postMessage(null, [bytes.buffer]);
  }
}

// Which entry it is, as far as the tiles of hashes tell.
async function located(error, paths) {
  for (const path of paths) {
    const hashes = await read(path.replace("entries", "0"));
    const bytes = await read(path);
    const found = hashes && bytes && wasm_bindgen.altered(path, bytes, hashes);
    if (found) throw new Error(found);
  }
  throw error;
}

function asks_jury(manifest) {
  try { return JSON.parse(new TextDecoder().decode(manifest)).tie_rule === "jury_mean"; } catch { return false; }
}

async function small() {
  // The result first: a newer one may come between, and then both come again.
  const result = await read("result.json");
  const key = await must("log/key"), checkpoint = await must("log/checkpoint");
  const manifest = await must("manifest.json");
  const roll = await read("roll.json");
  // Asked for only where there may be one: what is missing is noisy.
  const jury = asks_jury(manifest) && await read("jury.json");
  if (!roll && !result) throw new Error(JSON.stringify({ about: "early", text: "result.json is not there yet" }));
  if (!roll) await must("roll.json");
  return [key, checkpoint, manifest, roll, result || new Uint8Array(), jury || new Uint8Array(), new Uint8Array()];
}

async function recount(team) {
  if (!helpers.length) hire(team);
  say("log", 0, 0);
  session = wasm_bindgen.Session.start(...await small());
  const bundles = session.files();
  say("ballots", 0, bundles.length);
  try {
    await each(bundles, (path, bytes, signed, done) => { session.take(path, bytes, signed); say("ballots", done + 1, bundles.length); });
    for (const it of helpers.splice(0)) it.end();
    var mayOpen = session.turn();
  } catch (error) {
    const { about } = fault(error);
    if (about !== "tree" && about !== "file") throw error;
    await located(error, bundles);
  }
  say("result", 0, 0);
  const files = session.files();
  let sealed = mayOpen;
  if (mayOpen) {
    const first = await read(files[0]);
    sealed = !first && !await read(files[files.length - 1]);
  }
  say("openings", 0, sealed ? 0 : files.length);
  if (!sealed) await each(files, (path, bytes, signed, done) => { session.take(path, bytes, signed); say("openings", done + 1, files.length); });
  const sample = sealed && session.may_have_sample() && await read("sample");
  return session.end(sealed, sample || new Uint8Array());
}

let begun;

onmessage = async ({ data }) => {
  if (data.helps) { begun = wasm_bindgen({ module_or_path: data.program }); return; }
  if (data.path) {
    const { path, bytes } = data;
    try { await begun; postMessage({ bytes, signed: wasm_bindgen.signatures(path, bytes) }, [bytes.buffer]); } catch (error) { postMessage({ fault: fault(error) }); }
    return;
  }
  try {
    // Compiled once, for all workers.
    const program = await WebAssembly.compile(decoded(data.program));
    await wasm_bindgen({ module_or_path: program });
    const team = { program, script: data.script };
    read = reader(data);
    let found;
    try {
      found = await recount(team);
    } catch (error) {
      // A live log may have grown between two of the small files.
      if (data.files || !["result", "file"].includes(fault(error).about)) throw error;
      found = await recount(team);
    }
    postMessage({ found: JSON.parse(found) });
  } catch (error) {
    postMessage({ fault: fault(error) });
  }
};
