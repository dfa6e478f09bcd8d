// The app without a network: docs/ARCHITECTURE.md, docs/adr/0014.
//
// Each version of the site has a cache of its own, which holds all that its
// pages need. A page names its files by their hashes, so a page of one version
// never meets the files of another; that is why a new version may take over
// while an old page is open. Counts, receipts and the time are not in any of
// the lists below, so they are neither kept nor answered from here.

// The server puts version and lists in the place of the word.
const { version, shells, data, more } = SITE;

const CACHE = "peta-";
const NAME = CACHE + version;
const LISTED = new Set([...shells.flatMap((it) => [it.path, ...it.files]), ...data, ...more]);
const HASHED = /[-_.][0-9a-f]{16}[-_.]/;
const PROFILE = /^\/api\/v1\/innovations\/[^/?]+$/;
/** Kept once all lists are: pages look for it. */
const WHOLE = "/sw.js?whole";
const MEDIA = /^\/media\/[^/?]+$/;
/** How long the network may be silent where data are kept, in milliseconds; pages say their own. */
const PATIENCE = 4000;
/** How long the worker may go on loading; the next page goes on from there. */
const STINT = 60_000;
/** How often it is looked for a new version at most. */
const LOOK = 30_000;

/** Each answer of our server says of what version it is, and of what revision. */
const stamp = (response) => response.headers.get("peta") ?? "";
const isOurs = (response) => stamp(response) !== "";
const isOfNow = (response) => stamp(response).startsWith(version + "-");
/** Whole, from our server as it is now: only such an answer is kept. */
const isWorthKeeping = (response) =>
  response.status === 200 && response.type === "basic" && !response.redirected && isOfNow(response);

const serves = (shell, path) => shell.pages.includes(path) || (shell.under && path.startsWith(shell.under));
const sleep = (time) => new Promise((wake) => setTimeout(wake, time));
const windows = () => clients.matchAll({ includeUncontrolled: true, type: "window" });
const caught = (promise) => promise.catch(() => {});

addEventListener("install", (/** @type {ExtendableEvent} */ event) => event.waitUntil(install()));
addEventListener("activate", (/** @type {ExtendableEvent} */ event) => event.waitUntil(activate()));
addEventListener("message", (/** @type {ExtendableMessageEvent} */ event) => event.waitUntil(caught(started(event))));
addEventListener("fetch", answer);

// ---- Keeping ----------------------------------------------------------------

/** What a page cannot do without. The page comes last: a cache that has it is whole. */
async function install() {
  const open = (await windows()).map((it) => new URL(it.url).pathname);
  for (const shell of shells) {
    const isWanted =
      shell === shells[0] || open.some((path) => serves(shell, path)) || (await caches.match(shell.path));
    if (isWanted) await keepShell(shell);
  }
  await caught(keepAll(data));
  // A page that is open stays as it is; see above.
  await skipWaiting();
}

async function activate() {
  await clients.claim();
  const open = await windows();
  // The page compares it with its own, and offers to load the new one.
  for (const page of open) page.postMessage(version);
  if (open.length === 0) await sweep();
}

/** A page has started, and says of what version it is. */
async function started({ data: theirs, source }) {
  if (theirs !== version) {
    // The page may be the newer of the two: then the next worker is on its way.
    await caught(registration.update());
    if (!registration.installing && !registration.waiting) source.postMessage(version);
  }
  const path = new URL(source.url).pathname;
  const open = await windows();
  if (theirs === version && open.every((it) => it.id === source.id)) await sweep();
  const shell = shells.find((it) => serves(it, path));
  if (shell) await keepShell(shell);
  await goOn();
}

/** No page needs the older versions any more. */
async function sweep() {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE) && name !== NAME) await caches.delete(name);
  }
}

async function keepShell(shell) {
  const cache = await caches.open(NAME);
  if (await cache.match(shell.path)) return;
  for (const file of shell.files) await keep(cache, file);
  await keep(cache, shell.path);
  if (!(await cache.match(shell.path))) throw new Error(`${shell.path} was not to be had`);
}

/** Whether all of them are kept now. */
async function keepAll(paths) {
  const cache = await caches.open(NAME);
  const have = new Set((await cache.keys()).map(({ url }) => url.slice(location.origin.length)));
  const end = Date.now() + STINT;
  for (const path of paths.filter((it) => !have.has(it))) {
    const begun = Date.now();
    if (begun > end) return false;
    await keep(cache, path);
    // Half of the line stays free for the person.
    await sleep(Date.now() - begun);
  }
  return true;
}

let isBusy = false;

/** Loads what is still missing, file by file, where nobody pays for it dearly. */
async function goOn() {
  if (isBusy || navigator.connection?.saveData) return;
  isBusy = true;
  try {
    if (await keepAll([...data, ...more])) await (await caches.open(NAME)).put(WHOLE, new Response());
  } finally {
    isBusy = false;
  }
}

/** Puts a file into this version's cache: the one that an older version has, if it is the same. */
async function keep(cache, path) {
  const old = (await cache.match(path)) ?? (await caches.match(path));
  if (old && HASHED.test(path)) return cache.put(path, old);
  const tag = old?.headers.get("etag");
  const response = await fetch(path, {
    cache: HASHED.test(path) ? "default" : "no-cache",
    headers: tag ? { "if-none-match": tag } : {},
  });
  if (response.status === 304 && isOfNow(response)) {
    return put(cache, path, old, stamp(response));
  }
  if (isWorthKeeping(response)) return put(cache, path, response, stamp(response));
  // A file that is not there is left out; anything else is a bad time to go on.
  if (!isOfNow(response) || response.status !== 404) throw new Error(`${path}: ${response.status}`);
}

/** What is kept says nothing of the time, nor of how it came over the wire. */
async function put(cache, path, response, of) {
  if (HASHED.test(path)) return cache.put(path, response);
  const headers = new Headers(response.headers);
  for (const name of ["server-timing", "content-encoding", "content-length", "vary"]) headers.delete(name);
  headers.set("peta", of);
  return cache.put(path, new Response(await response.blob(), { headers }));
}

// ---- Answering --------------------------------------------------------------

/** The server has another version by now: what is kept may be older than the page. */
let isBehind = false;
let lookedAt = 0;
let isRenewing = false;

function answer(event) {
  const { request } = event;
  const url = new URL(request.url);
  const isPlain = !request.headers.has("authorization") && !request.headers.has("range");
  if (request.method !== "GET" || url.origin !== location.origin || !isPlain) return;
  const path = url.pathname + url.search;
  const shell = shells.find((it) => serves(it, url.pathname));
  if (request.mode === "navigate") {
    if (shell) event.respondWith(page(event, shell, url));
  } else if (HASHED.test(path)) {
    event.respondWith(file(event, path));
  } else if (MEDIA.test(path)) {
    event.respondWith(picture(event, path));
  } else if (LISTED.has(path) || PROFILE.test(path)) {
    event.respondWith(content(event, path));
  } else if (path === "/api/v1/clock") {
    event.respondWith(watched(event));
  }
}

/** The network first; what is kept, where it fails or says nothing. */
async function page(event, shell, { pathname, search }) {
  // Only pages that hold no counts, and no address but a language.
  const key = pathname === shell.path && /^(\?lang=[\w-]+)?$/.test(search) ? pathname + search : "";
  const kept = (await newest(shell.path + search)) ?? (await newest(shell.path));
  return first(event, kept, shell.patience, key, (it) => it.status >= 500);
}

/** Its name says what is in it: any version's will do. */
async function file(event, path) {
  return (await caches.match(path)) ?? fetch(event.request);
}

/** What is kept, unless the page may be newer than that. */
async function content(event, path) {
  const kept = await (await caches.open(NAME)).match(path);
  if (kept && !isBehind) return kept;
  return first(event, kept ?? (await newest(path)), PATIENCE, path, (it) => !isOurs(it) || it.status >= 500);
}

/** What is kept at once; the next one who looks sees the new one, if there is one. */
async function picture(event, path) {
  const kept = await (await caches.open(NAME)).match(path);
  if (!kept || isBehind) return content(event, path);
  event.waitUntil(caught(again(path)));
  return kept;
}

/** The clock tells with each answer whether there is something new. */
async function watched(event) {
  const response = await fetch(event.request);
  event.waitUntil(caught(note(response)));
  event.waitUntil(caught(goOn()));
  return response;
}

/** The network's answer, or what is kept in its place. A good answer is kept under `key`. */
async function first(event, kept, patience, key, isBad) {
  const network = fetch(event.request).then((response) => {
    event.waitUntil(caught(note(response)));
    if (key && isWorthKeeping(response)) {
      const copy = response.clone();
      event.waitUntil(caught(caches.open(NAME).then((cache) => put(cache, key, copy, stamp(copy)))));
    }
    return response;
  });
  if (!kept) return network;
  event.waitUntil(caught(network));
  const better = await Promise.race([caught(network), sleep(patience)]);
  return better && !isBad(better) ? better : kept;
}

/** From the newest version that is whole; a cache in the making has no first page yet. */
async function newest(path) {
  for (const name of (await caches.keys()).reverse()) {
    if (!name.startsWith(CACHE)) continue;
    const cache = await caches.open(name);
    const kept = (await cache.match(shells[0].path)) && (await cache.match(path));
    if (kept) return kept;
  }
}

/** Looks for a new worker, or asks again for what a new phase has changed. */
async function note(response) {
  if (!isOurs(response)) return;
  isBehind = !isOfNow(response);
  if (isBehind) {
    if (Date.now() - lookedAt < LOOK) return;
    lookedAt = Date.now();
    await registration.update();
    return;
  }
  const cache = await caches.open(NAME);
  const kept = await cache.match(shells[0].path);
  if (!kept || stamp(kept) === stamp(response) || isRenewing) return;
  isRenewing = true;
  try {
    // The first page last: as long as its stamp is the old one, this is not done.
    const pages = shells.map((it) => it.path).reverse();
    for (const path of ["/api/v1/edition", "/api/v1/manifest", ...pages]) {
      if (path === "/api/v1/manifest" || (await cache.match(path))) await again(path);
    }
  } finally {
    isRenewing = false;
  }
}

async function again(path) {
  await keep(await caches.open(NAME), path);
}
