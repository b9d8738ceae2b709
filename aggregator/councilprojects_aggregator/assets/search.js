// The search on the list of all projects. Without it the page is a plain list, and stays one where this fails.
//
// What is found, and in which order: search-index.js. A facet's counts tell what one would get by choosing there too:
// projects that match everything else. The whole question stands in the address.

import { Index } from "./search-index.js";

const PAGE = 20; // as many as can be looked over without losing one's place
const PAUSE = 150; // milliseconds without a key before the list changes under somebody who types
const LISTED = 50; // values of one facet; a longer list is found faster by typing

const form = document.querySelector("#search");
const list = document.querySelector("#results");
const status = document.querySelector("#count");
const understood = document.querySelector("#understood");
const more = document.querySelector("#more");
const blank = document.querySelector("#result");
const box = document.querySelector("#choice");
const narrow = document.querySelector("#narrow");
const wide = matchMedia("(min-width: 48.0625em)"); // as in site.css
const numbers = new Intl.NumberFormat(document.documentElement.lang || "en-GB");

let data, index, chosen, shown, hits, counts, timer;

async function start() {
  const answer = await fetch(form.dataset.source);
  if (!answer.ok) return;
  data = await answer.json();
  index = new Index(data);
  labels();
  readAddress();
  form.hidden = false;
  document.querySelector("#plain").hidden = true;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => ask(true), PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    ask(true);
  });
  form.addEventListener("reset", () => {
    // The fields are emptied after this event.
    timer = setTimeout(() => ask(true), 0);
  });
  for (const facet of form.querySelectorAll("details[data-facet]")) facet.addEventListener("toggle", () => fill(facet));
  // Beside the results there is room for them; above, on a phone, they would hide what was found.
  narrow.open = wide.matches;
  wide.addEventListener("change", () => { narrow.open = wide.matches; });
  addEventListener("popstate", () => { readAddress(); ask(false); });
  more.addEventListener("click", showMore);
  ask(false);
  document.documentElement.dataset.search = "ready";
}

// What a result shows of its phase and its work: the number of the value, or -1.
function labels() {
  for (const facet of index.facets.filter(({ name }) => name === "phase" || name === "status")) {
    facet.first = new Int16Array(index.size).fill(-1);
    facet.values.forEach((_, value) => { for (const i of facet.of.of(value)) facet.first[i] = value; });
  }
}

function readAddress() {
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  for (const details of form.querySelectorAll("details[data-facet]")) {
    const wanted = asked.getAll(details.dataset.facet);
    if (!wanted.length && !details.open) continue;
    fill(details, wanted);
    for (const input of details.querySelectorAll("input")) input.checked = wanted.includes(input.value);
    details.open = details.open || details.querySelector("input:checked") !== null;
  }
}

// Make the boxes of a facet when they are first looked at: the most frequent values, and what the address asks for.
function fill(details, wanted = []) {
  const facet = index.facets.find(({ name }) => name === details.dataset.facet);
  const boxes = details.querySelector("[data-boxes]");
  const there = new Set([...boxes.querySelectorAll("input")].map((input) => input.value));
  const size = (value) => facet.of.of(value).length;
  const every = facet.values.map((_, value) => value);
  const first = new Set([...every].sort((a, b) => size(b) - size(a) || a - b).slice(0, LISTED));
  boxes.append(...every
    .filter((value) => (first.has(value) || wanted.includes(facet.values[value])) && !there.has(facet.values[value]))
    .map((value) => choice(facet, value)));
  details.querySelector("[data-others]").hidden = every.length <= LISTED;
  if (counts) tellCounts();
}

function choice({ name, values, labels }, value) {
  const item = box.content.cloneNode(true);
  const [input, label] = [item.querySelector("input"), item.querySelector("label")];
  Object.assign(input, { id: `${name}-${values[value]}`, name, value: values[value] });
  label.htmlFor = input.id;
  label.querySelector("bdi").textContent = labels[value];
  return item;
}

function ask(remember) {
  chosen = index.facets.map(({ name, values }) => {
    const checked = form.querySelectorAll(`input[name="${name}"]:checked`);
    return new Set([...checked].map((input) => values.indexOf(input.value)));
  });
  const found = index.find(form.elements.q.value, chosen);
  ({ hits, counts } = found);
  tell(found);
  tellCounts();
  shown = 0;
  list.replaceChildren();
  append();
  if (remember) {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", "?" + asked);
  }
}

function tell({ mended, some }) {
  const { none, one, many } = status.dataset;
  status.textContent = hits.length === 0 ? none : hits.length === 1 ? one : many.replace("{count}", numbers.format(hits.length));
  const sentences = [];
  if (mended) sentences.push(understood.dataset.mended.replace("{words}", mended));
  if (some && hits.length) sentences.push(understood.dataset.some);
  understood.textContent = sentences.join(" ");
  understood.hidden = sentences.length === 0;
}

function tellCounts() {
  index.facets.forEach(({ name, values }, f) => {
    const details = form.querySelector(`details[data-facet="${name}"]`);
    if (!details) return;
    const mark = details.querySelector("[data-chosen]");
    mark.textContent = chosen[f].size ? mark.dataset.chosen.replace("{count}", chosen[f].size) : "";
    for (const input of details.querySelectorAll("input")) {
      const count = counts[f][values.indexOf(input.value)];
      input.nextElementSibling.querySelector("[data-count]").textContent = `(${numbers.format(count)})`;
    }
  });
}

function append() {
  const next = hits.slice(shown, shown + PAGE);
  list.append(...next.map(result));
  shown += next.length;
  more.hidden = shown >= hits.length;
}

function showMore() {
  const first = shown;
  append();
  list.children[first].querySelector("a").focus();
}

const picked = ({ values, of }, i) => values[of[i]];

function result(i) {
  const item = blank.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  const title = part("title");
  title.setAttribute("href", data.path[i]);
  title.firstElementChild.textContent = data.title[i];
  speak(title, picked(data.titleLang, i));
  part("council").firstElementChild.textContent = picked(data.council, i);
  part("summary").textContent = data.summary[i];
  speak(part("summary"), picked(data.summaryLang, i));
  part("freshness").textContent = picked(data.freshness, i);
  for (const { name, values, labels, first } of index.facets.filter((facet) => facet.first)) {
    const tag = part(name);
    tag.hidden = first[i] < 0;
    if (!tag.hidden) tag.textContent = labels[first[i]];
    if (!tag.hidden && name === "phase") tag.classList.add("cp-tag--" + values[first[i]]);
  }
  return item;
}

function speak(element, language) {
  if (language) element.setAttribute("lang", language);
}

start();
