// The search on the list of all projects. Without it the page is a plain list, and stays one where this fails.
//
// Every word typed must begin a word of the project; those in the title come first. A facet's counts tell what one
// would get by choosing there too: projects that match everything else. The whole question stands in the address.
"use strict";

const PAGE = 20; // as many as can be looked over without losing one's place
const PAUSE = 150; // milliseconds without a key before the list changes under somebody who types
const TITLE_FIRST = 3;

const form = document.querySelector("#search");
const list = document.querySelector("#results");
const status = document.querySelector("#count");
const more = document.querySelector("#more");
const blank = document.querySelector("#result");

const plain = (text) =>
  " " + text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

let data, everything, titles, columns, shown, hits;
let timer;

async function start() {
  const answer = await fetch(form.dataset.source);
  if (!answer.ok) return;
  data = await answer.json();
  titles = data.title.map(plain);
  everything = data.title.map((title, i) =>
    plain([title, data.councils[data.council[i]], data.summary[i], data.words[i]].join(" ")));
  columns = Object.entries(data.facets).map(([name, facet]) => ({ name, ...facet }));
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
    timer = setTimeout(() => { openChosen(); ask(true); }, 0);
  });
  addEventListener("popstate", () => { readAddress(); ask(false); });
  more.addEventListener("click", showMore);
  ask(false);
  document.documentElement.dataset.search = "ready";
}

function readAddress() {
  const asked = new URLSearchParams(location.search);
  form.elements.q.value = asked.get("q") ?? "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    box.checked = asked.getAll(box.name).includes(box.value);
  }
  openChosen();
}

function openChosen() {
  for (const facet of form.querySelectorAll("details")) {
    facet.open = facet.open || facet.querySelector("input:checked") !== null;
  }
}

function ask(remember) {
  const words = plain(form.elements.q.value).trim().split(" ").filter(Boolean).map((word) => " " + word);
  const chosen = columns.map(({ name, values }) => {
    const checked = form.querySelectorAll(`input[name="${name}"]:checked`);
    return new Set([...checked].map((box) => values.indexOf(box.value)));
  });
  const found = find(words, chosen);
  hits = found.hits;
  tell(found.counts);
  shown = 0;
  list.replaceChildren();
  append();
  if (remember) {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    history.replaceState(null, "", "?" + asked);
  }
}

function find(words, chosen) {
  const counts = columns.map(({ values }) => values.map(() => 0));
  const scored = [];
  for (let i = 0; i < everything.length; i++) {
    if (!words.every((word) => everything[i].includes(word))) continue;
    const missed = columns.flatMap(({ of }, f) =>
      chosen[f].size && !of[i].some((value) => chosen[f].has(value)) ? [f] : []);
    columns.forEach(({ of }, f) => {
      if (missed.every((other) => other === f)) for (const value of of[i]) counts[f][value]++;
    });
    if (missed.length) continue;
    const score = words.filter((word) => titles[i].includes(word)).length * TITLE_FIRST;
    scored.push([score, i]);
  }
  const newest = (i) => data.reviewed[i];
  scored.sort(([a, i], [b, j]) => b - a || (newest(i) < newest(j) ? 1 : newest(i) > newest(j) ? -1 : i - j));
  return { hits: scored.map(([, i]) => i), counts };
}

function tell(counts) {
  const { none, one, many } = status.dataset;
  const number = hits.length.toLocaleString("en-GB");
  status.textContent = hits.length === 0 ? none : hits.length === 1 ? one : many.replace("{count}", number);
  columns.forEach(({ name, values }, f) => {
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) {
      const place = values.indexOf(box.value);
      const label = box.nextElementSibling.querySelector("[data-count]");
      label.textContent = `(${place < 0 ? 0 : counts[f][place]})`;
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

function result(i) {
  const item = blank.content.cloneNode(true);
  const part = (name) => item.querySelector(`[data-part="${name}"]`);
  const title = part("title");
  title.setAttribute("href", data.path[i]);
  title.firstElementChild.textContent = data.title[i];
  speak(title, data.titleLang[i]);
  part("council").firstElementChild.textContent = data.councils[data.council[i]];
  part("summary").textContent = data.summary[i];
  speak(part("summary"), data.summaryLang[i]);
  part("freshness").textContent = data.freshness[i];
  for (const name of ["phase", "status"]) {
    const { values, labels, of } = data.facets[name];
    const tag = part(name);
    tag.hidden = of[i].length === 0;
    if (!tag.hidden) tag.textContent = labels[of[i][0]];
    if (!tag.hidden && name === "phase") tag.classList.add("cp-tag--" + values[of[i][0]]);
  }
  return item;
}

function speak(element, language) {
  if (language) element.setAttribute("lang", language);
}

start();
