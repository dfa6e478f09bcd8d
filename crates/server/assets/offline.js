// The page's half of the worker (sw.js). Loaded once the app has run for a
// while, so that it weighs nothing before a visitor can pick.

(async () => {
  const version = document.getElementById("peta-boot")?.dataset.v;
  const container = navigator.serviceWorker;
  if (!container) return;
  // The worker says of what version it is, where that is another one: the app
  // listens for this event, and offers to load the page again.
  container.onmessage = ({ data }) => data !== version && dispatchEvent(new Event("peta-new"));
  await container.register("/sw.js");
  (await container.ready).active?.postMessage(version);
  // Private windows and lost networks: all goes on as it would without.
})().catch(() => {});
