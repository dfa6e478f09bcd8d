"use strict";
const TEXTS = {
  id: {
    title: "Hitung ulang",
    lead: "Perangkat Anda mengunduh seluruh surat suara yang tersegel, memeriksa setiap tanda tangannya, lalu menghitung ulang hasilnya. Anda tidak perlu memercayai server kami.",
    start: "Hitung ulang sekarang",
    again: "Hitung sekali lagi",
    folder: "Pilih folder arsip",
    hint: "Untuk arsip yang tersimpan di perangkat Anda, tidak diperlukan jaringan.",
    hint_file: "Pilih folder arsip yang memuat berkas ini. Tidak diperlukan jaringan, dan tidak ada yang dikirim ke mana pun.",
    steps: { log: "Tanda tangan log dan aturan pemungutan suara", ballots: "Setiap surat suara: tanda tangan, hak pilih, dan tidak ganda", result: "Hasil yang diumumkan", openings: "Isi surat suara dan perolehan suara" },
    left: (minutes, seconds) => minutes ? `Sisa waktu sekitar ${minutes} menit` : `Sisa waktu sekitar ${seconds} detik`,
    left_unknown: "Sedang memeriksa…",
    good: "Hasilnya cocok",
    good_text: ballots => `${ballots} surat suara yang sah dihitung ulang di perangkat ini. Hasilnya sama persis dengan yang diumumkan.`,
    not_done: { result: "Belum ada hasil yang diumumkan", openings: "Tidak dibuka untuk umum: isi surat suara dan perolehan suara", sample: "Hanya diperiksa dengan undian: isi surat suara dan perolehan suara" },
    good_sealed: "Surat suara lengkap; perolehan suara tidak dapat dihitung di sini",
    good_sealed_text: ballots => `${ballots} surat suara terbukti sah dan terhitung satu kali. Isinya hanya dibuka untuk auditor, yaitu pihak yang ditunjuk penyelenggara. Auditor dapat menerimanya sejak masa sanggah dan menghitung perolehan suara sendiri. Tanyakan kepada penyelenggara siapa auditornya dan apa hasilnya.`,
    good_sample_text: (ballots, drawn) => `Siapa saja yang memilih sudah terbukti: ${ballots} surat suara sah, masing-masing terhitung satu kali. Isi ${drawn} surat suara yang diundi terbukti tidak berubah. Jumlah perolehan suara adalah hasil hitungan penyelenggara.`,
    good_early: "Log lengkap dan sah",
    good_early_text: "Belum ada hasil yang diumumkan untuk dibandingkan.",
    bad: "Hasilnya tidak cocok",
    bad_text: { file: "Ada berkas yang hilang atau rusak.", checkpoint: "Log ini tidak ditandatangani sebagaimana mestinya.", tree: "Isi log berbeda dari yang telah ditandatangani.", manifest: "Aturan pemungutan suara bukan yang tercatat di log.", roll: "Daftar kode suara bukan yang tercatat sebelum pemungutan suara.", entry: "Ada catatan penyelenggara yang tidak sah.", ballot: "Ada surat suara yang tidak sah.", result: "Hasil yang diumumkan bukan yang tercatat di log.", openings: "Isi surat suara tidak sesuai dengan segelnya." },
    bad_save: "Simpan halaman ini, lalu sampaikan kepada panitia dan auditor.",
    stopped: {
      early: ["Hasil belum diumumkan", "Hitung ulang dapat dilakukan setelah masa sanggah dimulai."],
      network: ["Jaringan terputus", "Pemeriksaan belum selesai. Silakan coba lagi."],
      page: ["Pemeriksaan berhenti", "Peramban ini tidak dapat menjalankan hitung ulang. Silakan coba dengan peramban lain."],
      none: ["Folder ini bukan arsip", "Pilih folder yang di dalamnya ada folder “log” dan berkas manifest.json."],
    },
    facts: { entries: "Catatan di log", ballots: "Surat suara sah", replaced: "Diganti oleh pemilihnya", void: "Dibatalkan" },
    back: "Kembali ke hasil", expert: "Untuk ahli",
    log: "Log", root: "Hash akar",
    witnesses: "Saksi", cosigned: (n, of) => `${n} dari ${of} ikut menandatangani`,
    page: "SHA-256 halaman ini, menurut aturan pemungutan suara", page_save: "Unduh halaman ini sebagai satu berkas",
    channels: { device: "perangkat sendiri", code: "kode suara di ponsel", kiosk: "tablet stan", paper: "surat suara kertas" },
    views: "Hitung dengan cara lain",
    views_same: (same, all) => `Juara tetap sama dalam ${same} dari ${all} cara hitung.`,
    view_all: "Semua surat suara",
    without_channel: name => `Tanpa ${name}`, without_booth: name => `Tanpa stan ${name}`,
    by_method: { approval: "Setiap inovasi yang diberi nilai mendapat satu suara", first_places: "Hanya pilihan pertama yang dihitung", borda: "Dengan poin menurut peringkat (Borda)", instant_runoff: "Dengan putaran eliminasi" },
    same: "juara sama", others: "juara berbeda",
    settled: { jury_mean: "Hasil seri di peringkat pertama diselesaikan dengan nilai rata-rata juri.", lot: "Hasil seri di peringkat pertama diselesaikan dengan undian." },
    ballots: count => `${count} surat suara`,
    rank: "No.", name: "Inovasi", votes: "Suara", tie: "seri", all_categories: "Semua kategori", more: count => `Tampilkan ${count} lainnya`,
    about: "Apa yang dibuktikan, dan apa yang tidak",
    about_how: "Yang dibuktikan: tidak ada surat suara yang ditambah, diubah, atau dihapus dari log; setiap surat suara ditandatangani oleh pemilihnya; setiap kode suara terdaftar sebelum pemungutan suara dan terhitung satu kali; hasilnya dihitung dengan benar.",
    about_not: "Yang tidak dibuktikan: pemungutan suara ini tidak melindungi pemilih dari orang yang mengawasi atau memaksanya saat memilih, dan tidak membuktikan bahwa satu perangkat dipakai oleh satu orang saja.",
    about_other: "Program lain yang menghitung hal yang sama: peta verify dan tools/verify.py. Keduanya ditulis terpisah, berdasarkan docs/PROTOCOL.md.",
    other: "English",
  },
  en: {
    title: "Recount",
    lead: "Your device downloads all sealed ballots, checks every signature and counts the result again. You do not have to trust our server.",
    start: "Recount now",
    again: "Count once more",
    folder: "Choose an archive folder",
    hint: "For an archive saved on your device, no network is needed.",
    hint_file: "Choose the archive folder that holds this file. No network is needed, and nothing is sent anywhere.",
    steps: { log: "The log's signature and the rules of the vote", ballots: "Every ballot: signed, entitled, and only once", result: "The published result", openings: "What the ballots hold, and the counts" },
    left: (minutes, seconds) => minutes ? `About ${minutes} min left` : `About ${seconds} s left`,
    left_unknown: "Checking…",
    good: "The result is right",
    good_text: ballots => `${ballots} valid ballots were counted again on this device. The result is exactly the published one.`,
    not_done: { result: "No result has been published yet", openings: "Not open to the public: what the ballots hold, and the counts", sample: "Checked by a drawn sample only: what the ballots hold, and the counts" },
    good_sealed: "The ballots are complete; the votes can't be counted here",
    good_sealed_text: ballots => `${ballots} ballots are proven valid and counted once. What they hold is opened to auditors only: to those whom the organiser names. From the objection period on they can get it, and count the votes themselves. Ask the organiser who they are and what they found.`,
    good_sample_text: (ballots, drawn) => `Who voted is proven: ${ballots} valid ballots, each counted once. ${drawn} drawn ballots are what they were. The totals are by the organiser's count.`,
    good_early: "The log is complete and valid",
    good_early_text: "No result has been published yet to compare with.",
    bad: "The result is not right",
    bad_text: { file: "A file is missing or damaged.", checkpoint: "This log is not signed as it should be.", tree: "The log holds something else than what was signed.", manifest: "The rules of the vote are not those in the log.", roll: "The list of voting codes is not the one fixed before the vote.", entry: "Something that the organiser wrote into the log is not valid.", ballot: "A ballot is not valid.", result: "The published result is not the one in the log.", openings: "What a ballot holds does not fit its seal." },
    bad_save: "Save this page and show it to the committee and the auditors.",
    stopped: {
      early: ["There is no result yet", "You can recount once the objection period has begun."],
      network: ["The network was cut", "The check is not finished. Please try again."],
      page: ["The check stopped", "This browser can't recount. Please try another one."],
      none: ["This folder is no archive", "Choose the folder that holds a folder “log” and the file manifest.json."],
    },
    facts: { entries: "Entries in the log", ballots: "Valid ballots", replaced: "Replaced by the voter", void: "Void" },
    back: "Back to the results", expert: "For experts",
    log: "Log", root: "Root hash",
    witnesses: "Witnesses", cosigned: (n, of) => `${n} of ${of} have cosigned`,
    page: "SHA-256 of this page, by the rules of the vote", page_save: "Download this page as one file",
    channels: { device: "own devices", code: "codes on phones", kiosk: "booth tablets", paper: "paper ballots" },
    views: "Count in another way",
    views_same: (same, all) => `The winners stay the same in ${same} of ${all} ways to count.`,
    view_all: "All ballots",
    without_channel: name => `Without ${name}`, without_booth: name => `Without booth ${name}`,
    by_method: { approval: "One vote for each innovation that has points", first_places: "Only first choices count", borda: "By points for each place (Borda)", instant_runoff: "By rounds, the last one leaves (instant run-off)" },
    same: "same winners", others: "other winners",
    settled: { jury_mean: "The tie for the first place was settled by the jury's means.", lot: "The tie for the first place was settled by lot." },
    ballots: count => `${count} ballots`,
    rank: "No.", name: "Innovation", votes: "Votes", tie: "tie", all_categories: "All categories", more: count => `Show ${count} more`,
    about: "What this proves, and what it does not",
    about_how: "Proven: no ballot was added to, changed in or removed from the log; each was signed by its voter; each voting code was registered before the vote and counts once; the result is counted correctly.",
    about_not: "Not proven: this vote does not protect a voter from someone who watches or coerces them, and it does not prove that one device was used by one person only.",
    about_other: "Other programs that count the same: peta verify and tools/verify.py, written apart from each other, from docs/PROTOCOL.md.",
    other: "Bahasa Indonesia",
  },
};
const STEPS = ["log", "ballots", "result", "openings"], SHOWN = 10;
/** @type {(id: string) => any} */
const $ = id => document.getElementById(id);
const IS_FILE = location.protocol === "file:";
// Served by the product beside the log, or lying in the archive itself.
const BASE = new URL(/\/verify$/.test(location.pathname) ? "/archive/" : "./", location.href).href;
let language = /(^|[?&])lang=en\b/.test(location.search) ? "en" : "id";
try { language = localStorage.getItem("peta/language") === "en" ? "en" : language; } catch {}
/** What worker.js tells; of its report, see src/report.rs.
 * @typedef {{ step: string | null, done: number, of: number, found: any, fault: { about: string, text: string } | null, view: number }} State */
/** @type {State} */
let state = { step: null, done: 0, of: 0, found: null, fault: null, view: -1 };
/** @type {Worker | null} */
let worker = null;
let begun = 0;

const number = value => new Intl.NumberFormat(language).format(value);
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function start(files) {
  worker?.terminate();
  const script = $("worker").textContent;
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const hired = worker = new Worker(address);
  URL.revokeObjectURL(address);
  state = { step: "log", done: 0, of: 0, found: null, fault: null, view: -1 };
  begun = performance.now();
  hired.onmessage = ({ data }) => {
    Object.assign(state, data);
    draw();
    if (data.found || data.fault) { hired.terminate(); $("verdict").focus(); }
  };
  hired.onerror = event => { state.fault = { about: "page", text: event.message || "" }; draw(); };
  const program = $("program").textContent.trim();
  hired.postMessage({ program, script, base: files ? undefined : BASE, files });
  draw();
}

// The files of the folder that was chosen, by their path in the archive.
function chosen(list) {
  const paths = Array.from(list, file => [file.webkitRelativePath || file.name, file]);
  const mark = paths.find(([path]) => /(^|\/)log\/checkpoint$/.test(path));
  if (!mark) { state = { ...state, step: null, found: null, fault: { about: "none", text: "" } }; draw(); return; }
  const front = mark[0].slice(0, -"log/checkpoint".length);
  start(new Map(paths.filter(([path]) => path.startsWith(front)).map(([path, file]) => [path.slice(front.length), file])));
}

// What could not be checked is not ticked: which step, and in which words.
function notDone(step, t) {
  const { found } = state;
  if (!found) return "";
  if (step === "result") return found.has_result ? "" : t.not_done.result;
  return step !== "openings" || found.contests ? "" : found.sample == null ? t.not_done.openings : t.not_done.sample;
}

function drawWork(t) {
  $("work").hidden = !state.step;
  if (!state.step) return;
  const over = state.found || state.fault, now = STEPS.indexOf(state.step);
  $("steps").replaceChildren(...STEPS.map((step, at) => element("li", {
    className: notDone(step, t) ? "none" : state.found || at < now ? "done" : at > now ? "" : state.fault ? "bad" : "now",
    textContent: notDone(step, t) || t.steps[step],
  })));
  // Signatures are nearly all of the work.
  const part = state.of ? state.done / state.of : 0;
  const share = over ? 1 : [0, 0.02 + 0.88 * part, 0.9, 0.9 + 0.1 * part][now];
  $("bar").hidden = $("left").hidden = Boolean(over);
  $("fill").style.width = `${100 * share}%`;
  $("bar").setAttribute("aria-valuenow", Math.round(100 * share));
  const spent = (performance.now() - begun) / 1000;
  const left = share > 0.05 ? Math.ceil(spent / share - spent) : 0;
  $("left").textContent = left ? t.left(left >= 90 ? Math.round(left / 60) : 0, left) : t.left_unknown;
}

function drawVerdict(t) {
  const box = $("verdict"), { found, fault } = state;
  box.hidden = !found && !fault;
  let title, text, more = [];
  if (found) {
    const ballots = number(found.ballots);
    [title, text] = !found.has_result ? [t.good_early, t.good_early_text]
      : found.contests ? [t.good, t.good_text(ballots)]
      : [t.good_sealed, found.sample == null ? t.good_sealed_text(ballots) : t.good_sample_text(ballots, number(found.sample))];
  } else if (!fault) {
    return;
  } else if (t.stopped[fault.about]) {
    [title, text] = t.stopped[fault.about];
  } else {
    [title, text] = [t.bad, t.bad_text[fault.about] || ""];
    more = [element("p", {}, element("code", { textContent: fault.text })), element("p", { textContent: t.bad_save })];
  }
  box.className = !found ? "bad" : found.contests ? "good" : "part";
  box.replaceChildren(element("strong", { textContent: title }), element("p", { textContent: text }), ...more);
}

function drawViews(t) {
  const { found } = state, box = $("views");
  if (!found.views.length) { box.replaceChildren(); return; }
  const choice = (at, name, note, others) => element("label", {},
    element("input", { type: "radio", name: "view", checked: state.view === at, onchange: () => { state.view = at; drawContests(t); } }),
    element("span", { textContent: name }), element("small", { className: others ? "others" : "", textContent: note }));
  const rows = found.views.map((view, at) => choice(at,
    view.channel ? t.without_channel(t.channels[view.channel]) : view.booth ? t.without_booth(view.booth) : t.by_method[view.method],
    view.same_winners ? t.same : t.others, !view.same_winners));
  const same = found.views.filter(view => view.same_winners).length;
  box.replaceChildren(element("fieldset", {}, element("legend", { textContent: t.views }),
    element("p", { className: "soft", textContent: t.views_same(number(same), number(found.views.length)) }),
    element("div", { className: "choices" }, choice(-1, t.view_all, t.ballots(number(found.ballots)), false), ...rows)));
}

function table(rows, names, t, head) {
  const cells = row => {
    const name = element("td", { className: "name", textContent: names.get(row.number) || "" });
    if (row.tied) name.append(" ", element("span", { className: "tie", textContent: `(${t.tie})` }));
    return element("tr", { className: row.rank === 1 && row.votes ? "first" : "" },
      element("td", { textContent: number(row.rank) }), name, element("td", { textContent: number(row.votes) }));
  };
  const body = element("tbody", {}, ...rows.map(cells));
  return head ? element("table", {}, element("thead", {}, element("tr", {},
    ...[t.rank, t.name, t.votes].map(textContent => element("th", { scope: "col", textContent })))), body) : element("table", {}, body);
}

function drawContests(t) {
  const { found } = state, box = $("contests");
  const contests = state.view < 0 ? found.contests : found.views[state.view].contests;
  if (!contests) { box.replaceChildren(); return; }
  const names = new Map(found.innovations.map(it => [it.number, it.name]));
  box.replaceChildren(...contests.flatMap(contest => {
    const title = contest.category ? contest.category.replaceAll("_", " ") : t.all_categories;
    const made = [element("h2", { textContent: title[0].toUpperCase() + title.slice(1) }), table(contest.rows.slice(0, SHOWN), names, t, true)];
    if (contest.settled) made.splice(1, 0, element("p", { className: "soft", textContent: t.settled[contest.settled.by] }));
    const rest = contest.rows.slice(SHOWN);
    if (rest.length) made.push(element("details", { className: "rest" }, element("summary", { textContent: t.more(number(rest.length)) }), table(rest, names, t, false)));
    return made;
  }));
}

// The page as the rules of the vote name it, to keep where it is served.
function page(hash, t) {
  const made = element("span", {}, element("code", { textContent: hash }));
  if (!IS_FILE) made.append(element("br"), element("a", { href: `${BASE}verify.html`, download: "verify.html", textContent: t.page_save }));
  return made;
}

function drawFound(t) {
  const { found } = state;
  $("found").hidden = !found;
  if (!found) return;
  $("event").textContent = found.name[language] || found.name.id || Object.values(found.name)[0] || "";
  const fact = (name, value, wide) => element("div", { className: wide ? "wide" : "" }, element("dt", { textContent: name }), element("dd", {}, value));
  const code = textContent => element("code", { textContent });
  $("facts").replaceChildren(...Object.entries(t.facts).map(([key, name]) => fact(name, number(found[key]))),
    ...(found.witnesses ? [fact(t.witnesses, t.cosigned(found.cosigned, found.witnesses), true)] : []));
  $("exact").replaceChildren(fact(t.log, code(found.origin), true), fact(t.root, code(found.root), true),
    ...(found.verifier ? [fact(t.page, page(found.verifier, t), true)] : []));
  drawViews(t);
  drawContests(t);
}

function draw() {
  const t = TEXTS[language];
  document.documentElement.lang = language;
  document.title = t.title;
  for (const it of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-text]"))) it.textContent = t[it.dataset.text ?? ""];
  if (IS_FILE) { $("hint").textContent = t.hint_file; $("start").hidden = true; }
  if (state.found || state.fault) $("start").textContent = t.again;
  $("language").textContent = t.other;
  $("back").href = `/results?lang=${language}`;
  drawWork(t);
  drawVerdict(t);
  drawFound(t);
}

// Where the page lies in an archive there is nothing to go back to.
$("back").hidden = IS_FILE || !/\/verify$/.test(location.pathname);
$("start").onclick = () => start(null);
$("folder").onchange = event => { chosen(event.target.files); event.target.value = ""; };
$("language").onclick = () => {
  language = language === "id" ? "en" : "id";
  try { localStorage.setItem("peta/language", language); } catch {}
  draw();
};
draw();
