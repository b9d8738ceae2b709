// The search on the list of all projects. Without it the page is a plain list, and becomes one again where this fails.
//
// The field and the newest projects are there at once, what was asked for as soon as the data is (search-data.js).
// What is found, and in which order: search-index.js. A facet's counts tell what one would get by choosing there too:
// projects that match everything else. The whole question stands in the address.

import { everything } from "./search-data.js";
import { item, link, made, speak } from "./search-elements.js";
import { Index } from "./search-index.js";

const PAGE = 20; // as many as can be looked over without losing one's place
const PAUSE = 150; // milliseconds without a key before the list changes under somebody who types
const LISTED = 50; // values of one facet; a longer list is found faster by typing
const COUNCILS = 5; // by name, before the results
const OPENINGS = 10; // the noticeboard has all

const form = document.querySelector("#search");
const list = document.querySelector("#results");
const status = document.querySelector("#count");
const understood = document.querySelector("#understood");
const more = document.querySelector("#more");
const blank = document.querySelector("#result");
const box = document.querySelector("#choice");
const narrow = document.querySelector("#narrow");
const wide = matchMedia("(min-width: 48.0625em)"); // as in site.css
const loading = document.querySelector("#loading");
const language = document.documentElement.lang || "en-GB";
const numbers = new Intl.NumberFormat(language);
const plurals = new Intl.PluralRules(language);

let data, said, twins, index, chosen, shown, hits, counts, timer;
let untouched = true; // the list is that which the page came with

async function start() {
  show(true);
  status.textContent = loading.dataset.loading;
  form.elements.q.value = words();
  if (isAsked()) list.replaceChildren();
  listen();
  [data, said] = await everything;
  if (!data || !said) {
    show(false);
    loading.textContent = loading.dataset.broken;
    return;
  }
  index = new Index(data);
  twins = said.twins && new Set(said.twins);
  if (said.facets) index.facets.forEach((facet) => Object.assign(facet, said.facets[facet.name]));
  labels();
  readFacets();
  clearTimeout(timer);
  ask(form.elements.q.value !== words());
  document.documentElement.dataset.search = "ready";
}

// The search, or the list of everything, which needs no script.
function show(search) {
  form.hidden = !search;
  document.querySelector("#plain").hidden = search;
}

// The words that the address asks for.
function words() {
  return new URLSearchParams(location.search).get("q") ?? "";
}

// Whether anything is asked for, by the address or by who types before the data has come.
function isAsked() {
  return form.elements.q.value !== "" || location.search !== "";
}

function listen() {
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
  addEventListener("popstate", () => {
    form.elements.q.value = words();
    if (!index) return;
    readFacets();
    ask(false);
  });
  more.addEventListener("click", showMore);
  document.querySelector("#drop").addEventListener("click", drop);
}

// What a result shows of its phase and its work: the number of the value, or -1.
function labels() {
  for (const facet of index.facets.filter(({ name }) => name === "phase" || name === "status")) {
    facet.first = new Int16Array(index.size).fill(-1);
    facet.values.forEach((_, value) => { for (const i of facet.of.of(value)) facet.first[i] = value; });
  }
}

function readFacets() {
  const asked = new URLSearchParams(location.search);
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
  if (!index) return;
  const facet = index.facets.find(({ name }) => name === details.dataset.facet);
  const boxes = details.querySelector("[data-boxes]");
  const there = new Set([...boxes.querySelectorAll("input")].map((input) => input.value));
  const size = (value) => facet.of.of(value).length;
  const every = facet.order ?? facet.values.map((_, value) => value);
  const first = new Set([...every].sort((a, b) => size(b) - size(a) || a - b).slice(0, LISTED));
  boxes.append(...every
    .filter((value) => (first.has(value) || wanted.includes(facet.values[value])) && !there.has(facet.values[value]))
    .map((value) => choice(facet, value)));
  details.querySelector("[data-others]").hidden = every.length <= LISTED;
  if (counts) tellCounts();
}

function choice({ name, values, labels, english }, value) {
  const item = box.content.cloneNode(true);
  const [input, label] = [item.querySelector("input"), item.querySelector("label")];
  Object.assign(input, { id: `${name}-${values[value]}`, name, value: values[value] });
  label.htmlFor = input.id;
  label.querySelector("bdi").textContent = labels[value];
  speak(label.querySelector("bdi"), english?.includes(value) ? "en" : "");
  return item;
}

function ask(remember) {
  if (!index) return;
  chosen = index.facets.map(({ name, values }) => {
    const checked = form.querySelectorAll(`input[name="${name}"]:checked`);
    return new Set([...checked].map((input) => values.indexOf(input.value)));
  });
  const found = index.find(form.elements.q.value, chosen);
  ({ hits, counts } = found);
  tell(found);
  tellCouncils(found.councils);
  tellOpenings(found.openings);
  tellCounts();
  relist();
  const asked = "?" + new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  if (remember) history.replaceState(null, "", asked);
  for (const other of document.querySelectorAll(".cp-language a")) other.search = asked;
}

// The newest, which are there from the start, stay as they are, with whatever has focus among them.
function relist() {
  const kept = untouched && !isAsked() && list.children.length === Math.min(PAGE, hits.length);
  untouched = false;
  shown = kept ? list.children.length : 0;
  more.hidden = shown >= hits.length;
  if (kept) return;
  list.replaceChildren();
  append();
}

// A count in words, in the form that the language has for it.
function counted(element, count) {
  return JSON.parse(element.dataset.counts)[plurals.select(count)].replace("{count}", numbers.format(count));
}

function tell({ mended, whole, missed, near }) {
  status.textContent = hits.length ? counted(status, hits.length) : status.dataset.none;
  const { some, first } = understood.dataset;
  const sentences = [];
  if (mended) sentences.push(understood.dataset.mended.replace("{words}", mended));
  if (hits.length && !whole) sentences.push(some);
  if (whole && whole < hits.length) sentences.push(whole === 1 ? first : counted(understood, whole));
  understood.textContent = sentences.join(" ");
  understood.hidden = sentences.length === 0;
  const nothing = document.querySelector("#nothing");
  nothing.hidden = hits.length > 0;
  nothing.querySelector("#chosen").hidden = !missed;
  nothing.querySelector("#near").hidden = near.length === 0;
  nothing.querySelector("#near ul").replaceChildren(...near.map((word) => item(link("?" + new URLSearchParams({ q: word }), word))));
}

function drop() {
  for (const input of form.querySelectorAll("input:checked")) input.checked = false;
  ask(true);
  form.elements.q.focus();
}

function tellCouncils(found) {
  const { id, projects } = data.councils;
  const place = document.querySelector("#councils");
  place.hidden = found.length === 0;
  place.querySelector("ul").replaceChildren(...found.slice(0, COUNCILS).map((i) => {
    const one = item(link(`${form.dataset.councils}${id[i]}/`, ...text("councilName", i)));
    one.append(" ", made("span", `(${counted(status, projects[i])})`, "cp-quiet"));
    return one;
  }));
}

// An offer or a request stands on the page of whoever says it; of a project that may be in English alone.
function leading(where) {
  const path = /^projects\/(.*)#/.exec(where);
  const isHere = !twins || !path || twins.has(data.path.indexOf(path[1]));
  return `${form.dataset.root}${isHere ? "" : "../"}${where}`;
}

function tellOpenings(found) {
  const { place: where, wants } = data.openings;
  const place = document.querySelector("#openings");
  place.hidden = found.length === 0;
  place.querySelector("summary").textContent = counted(place, found.length);
  place.querySelector("ul").replaceChildren(...found.slice(0, OPENINGS).map((i) => {
    const one = item(made("strong", i < wants ? place.dataset.wanted : place.dataset.offered));
    const [words, lang] = text("openingText", i);
    const what = made("bdi", words);
    speak(what, lang);
    one.append(" ", link(leading(where[i]), ofFew("openingKind", i)), ", ");
    one.append(made("bdi", ofFew("openingCouncil", i)), ": ", what);
    return one;
  }));
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

// A text in the language of the page if there is one, and the language it is in if that is another.
function text(name, i) {
  const { values, of } = data[`${name}Lang`];
  const [words, tag] = said[name]?.[i] ?? [data[name][i], values[of[i]] || "en"];
  return [words, tag.split("-")[0] === language.split("-")[0] ? "" : tag];
}

function ofFew(name, i) {
  const { values, of } = data[name];
  return (said[name] ?? values)[of[i]];
}

function result(i) {
  const item = blank.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  const title = part("title");
  const [words, lang] = text("title", i);
  // What has no twin in the language of the page stands beside the folder of all that has.
  const isHere = !twins || twins.has(i);
  title.setAttribute("href", (isHere ? "" : "../../projects/") + data.path[i]);
  if (!isHere) title.setAttribute("hreflang", "en");
  title.firstElementChild.textContent = words;
  speak(title, lang);
  part("council").firstElementChild.textContent = ofFew("council", i);
  const [summary, its] = text("summary", i);
  part("summary").textContent = summary;
  speak(part("summary"), its);
  part("freshness").textContent = ofFew("freshness", i);
  for (const { name, values, labels, first } of index.facets.filter((facet) => facet.first)) {
    const tag = part(name);
    tag.hidden = first[i] < 0;
    if (!tag.hidden) tag.textContent = labels[first[i]];
    if (!tag.hidden && name === "phase") tag.classList.add("cp-tag--" + values[first[i]]);
  }
  return item;
}

start();
