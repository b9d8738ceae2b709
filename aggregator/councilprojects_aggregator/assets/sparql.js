// The page on which one asks the graph in SPARQL. Engine and data are loaded when a question is first run, in a worker.
//
// Whatever comes back was written by strangers: it becomes text, and a link only where it is an address of the web.

const SHOWN = 200; // rows on the page; the file has all of them
const LONGEST = 60; // characters of what stands where a mistake is

const form = document.querySelector("#sparql");
const stop = document.querySelector("#stop");
const run = document.querySelector("#run");
const state = document.querySelector("#state");
const trouble = document.querySelector("#trouble");
const results = document.querySelector("#results");
const file = document.querySelector("#file");
const share = document.querySelector("#share");
const language = document.documentElement.lang || "en-GB";
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);

// The one script that a worker may be made of. Browsers that know no Trusted Types take the plain address.
const WORKER = new URL("./sparql-worker.js", import.meta.url).href;
const address = globalThis.trustedTypes?.createPolicy("sparql", { createScriptURL: () => WORKER }).createScriptURL("") ?? WORKER;

let worker, table;

function start() {
  form.hidden = false;
  document.querySelector("#plain").hidden = true;
  form.elements.start.addEventListener("change", choose);
  form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
  stop.addEventListener("click", () => { end(); tell(state.dataset.stopped); run.focus(); });
  file.addEventListener("click", save);
  form.elements.question.addEventListener("input", link);
  addEventListener("hashchange", fromAddress);
  fromAddress();
  document.documentElement.dataset.sparql = "ready";
}

function choose() {
  form.elements.question.value = document.getElementById(form.elements.start.value).textContent;
  link();
}

// The question stands in the address, so that it can be sent to somebody. It is never run unasked.
function fromAddress() {
  const question = new URLSearchParams(location.hash.slice(1)).get("q");
  if (question === null) return choose();
  form.elements.question.value = question;
  link();
}

function link() {
  const hash = "#" + new URLSearchParams({ q: form.elements.question.value });
  share.setAttribute("href", hash);
  for (const other of document.querySelectorAll(".cp-language a")) other.hash = hash;
}

function ask() {
  if (!stop.hidden) return;
  trouble.hidden = true;
  results.hidden = true;
  form.elements.question.removeAttribute("aria-invalid");
  tell(state.dataset.loading);
  history.replaceState(null, "", share.getAttribute("href"));
  busy(true);
  worker ??= made();
  worker.postMessage({ question: form.elements.question.value, graph: new URL(form.dataset.graph, location.href).href });
}

function made() {
  const one = new Worker(address, { type: "module" });
  one.addEventListener("message", ({ data }) => {
    if (data.state) tell(state.dataset[data.state]);
    if (data.answer) show(data.answer);
    if (data.error) complain(data);
  });
  // Where the worker itself cannot be loaded, or breaks.
  one.addEventListener("error", (event) => { event.preventDefault(); complain({ error: "unread" }); });
  return one;
}

function busy(yes) {
  stop.hidden = !yes;
  run.setAttribute("aria-disabled", String(yes));
  form.setAttribute("aria-busy", String(yes));
}

function end() {
  worker?.terminate();
  worker = undefined;
  busy(false);
}

function tell(words) {
  state.textContent = words;
}

function complain({ error, detail, found }) {
  // After running out of memory, or half loaded, an engine is of no use.
  if (error === "large" || error === "unread") end();
  busy(false);
  tell("");
  trouble.querySelector("[data-what]").textContent = trouble.dataset[error];
  const said = trouble.querySelector("[data-detail]");
  said.textContent = error !== "faulty" ? "" : found ? placed(found) : detail;
  said.hidden = said.textContent === "";
  trouble.hidden = false;
  if (error !== "unread") form.elements.question.setAttribute("aria-invalid", "true");
  form.elements.question.setAttribute("aria-describedby", "trouble");
  trouble.focus();
}

function placed({ line, column, kind, found }) {
  const sentences = JSON.parse(trouble.dataset.sentences);
  const address = JSON.parse(trouble.dataset.prefixes)[found] ?? "https://…";
  const fill = (sentence, values) => sentence.replaceAll(/\{(\w+)\}/g, (_, name) => values[name]);
  return fill(sentences.place, { line, column, sentence: fill(sentences[kind], { found: readable({ value: found }).slice(0, LONGEST), address }) });
}

function show(answer) {
  busy(false);
  table = answer;
  const { rows, columns } = answer;
  const { none, counts, first } = state.dataset;
  const words = rows.length === 0 ? none
    : JSON.parse(counts)[plurals.select(rows.length)].replace("{count}", numbers.format(rows.length));
  tell(rows.length > SHOWN ? `${words} ${first.replace("{count}", numbers.format(SHOWN))}` : words);
  results.hidden = rows.length === 0;
  results.querySelector("thead tr").replaceChildren(...columns.map((name) => cell("th", name.replaceAll("_", " "))));
  results.querySelector("tbody").replaceChildren(...rows.slice(0, SHOWN).map((row) => {
    const line = document.createElement("tr");
    line.className = "govuk-table__row";
    line.append(...row.map((term) => cell("td", term)));
    return line;
  }));
}

function cell(kind, content) {
  const one = document.createElement(kind);
  one.className = kind === "th" ? "govuk-table__header" : "govuk-table__cell";
  if (kind === "th") one.scope = "col";
  const text = document.createElement(content?.type === "uri" && isWeb(content.value) ? "a" : "bdi");
  text.textContent = typeof content === "string" ? content : content ? readable(content) : "";
  if (text.localName === "a") Object.assign(text, { href: content.value, className: "govuk-link", rel: "nofollow noopener ugc", dir: "auto" });
  if (content?.["xml:lang"]) text.lang = content["xml:lang"];
  one.append(text);
  return one;
}

// Bidirectional overrides would turn the rest of a cell round.
const readable = ({ type, value }) => (type === "bnode" ? "_:" : "") + value.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");

function isWeb(value) {
  return /^https?:\/\//i.test(value) && URL.canParse(value);
}

// RFC 4180. What begins as a formula does gets an apostrophe, or a spreadsheet would run it.
function csv({ columns, rows }) {
  const quoted = (value) => `"${value.replace(/^[=+\-@\t\r](?![\d.]+$)/, "'$&").replaceAll('"', '""')}"`;
  return [columns, ...rows.map((row) => row.map((term) => term?.value ?? ""))].map((line) => line.map(quoted).join(",") + "\r\n").join("");
}

function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", csv(table)], { type: "text/csv;charset=utf-8" }));
  link.download = "answer.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

start();
