// Is the ballot in the public log, and has the log only grown? The app loads
// this at each visit of somebody who has voted, and again after each ballot and
// when the network comes back, so that nobody else pays for it. A web worker
// finds out (crates/monitor); what it found stands in `data-look` of the page,
// and the event `peta-look` says so to the app (src/state/ballot/look.rs).

((prefix) => {
  /** Entries are in the log about a second after their ballot; then with longer and longer pauses. */
  const PAUSE = 3000;
  /** Looks until the next visit, where the ballot is not in yet. */
  const MOST = 7;
  /** All that is no alarm; nothing is known by the last two. */
  const CALM = ["in", "soon", "unknown", "unreachable", "garbled"];

  // One look at a time: that of the last one who asked.
  const turn = {};
  window.petaLook = turn;
  const stored = () => JSON.parse(localStorage.getItem(prefix + "ballot") ?? "{}").stored?.receipt;
  const sleep = (time) => new Promise((wake) => setTimeout(wake, time));

  /** What a worker says to a job. */
  const ask = (job) =>
    new Promise((resolve, reject) => {
      const worker = new Worker("/monitor.js");
      const end = (act, value) => {
        worker.terminate();
        act(value);
      };
      worker.onerror = () => end(reject);
      worker.onmessage = ({ data }) => {
        if ("finding" in data) end(resolve, data);
        else if (data.ready) worker.postMessage(job);
        else end(reject);
      };
    });

  const look = async ({ ballot, promise }) => {
    const { now } = await (await fetch("/api/v1/clock")).json();
    const { finding, memory } = await ask({
      ballot,
      deadline: promise && String(promise.deadline),
      signature: promise?.signature,
      memory: localStorage.getItem(prefix + "log") ?? "",
      now: String(Math.floor(Date.parse(now) / 1000)),
    });
    if (memory) localStorage.setItem(prefix + "log", memory);
    return CALM.includes(finding) ? finding : "alarm";
  };

  const goOn = async () => {
    for (let looks = 0; looks < MOST; looks += 1) {
      await sleep(PAUSE * 2 ** looks);
      const receipt = window.petaLook === turn && navigator.onLine && stored();
      if (!receipt) return;
      const found = await look(receipt).catch(() => "unknown");
      // Meanwhile another ballot may have been cast, or a code given back.
      if (window.petaLook !== turn || stored()?.ballot !== receipt.ballot) return;
      document.documentElement.dataset.look = found;
      dispatchEvent(new Event("peta-look"));
      if (found === "in" || found === "alarm") return;
    }
  };
  goOn().catch(() => {});
})(/** @type {HTMLElement} */ (document.currentScript).dataset.keep);
