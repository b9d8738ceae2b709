// Finding projects in the data of the search page, without a page: what a question asks for, and who has it.
//
// A question is taken apart into parts, each a word or a phrase that stands for a subject. A part is met by projects
// whose words begin as it does or have its stem, and by those that speak of its subject in other words. All parts must be
// met; titles come first. What the words mean (stems, subjects, words that tell nothing) comes with the data, made
// by the same code that compares projects: writers/site/search_index.py.

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const LONGEST_WORD = 45;
const MOST_ASKED = 20; // words; more than that is a text that somebody pasted
const SHORTEST_MENDED = 4; // of shorter words, too many are one letter apart
const SHORTEST_HALF = 3;

// How well a project meets a part; the sum decides the order.
const TITLE = 4;
const TITLE_SUBJECT = 3;
const TEXT = 2;
const TEXT_SUBJECT = 1;

export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export const wordsOf = (text) =>
  (fold(text).match(WORD) ?? []).map((word) => [...word.replace(/['’]/g, "")].slice(0, LONGEST_WORD).join(""));

// Lists of project numbers, one for each of some names; in the data they stand as counts and steps.
class Lists {
  constructor({ counts, steps }) {
    this.ends = new Uint32Array(counts.length);
    this.numbers = new Uint32Array(steps.length);
    let place = 0;
    counts.forEach((count, name) => {
      for (let number = 0, i = 0; i < count; i++, place++) this.numbers[place] = number += steps[place];
      this.ends[name] = place;
    });
  }

  of(name) {
    return this.numbers.subarray(name ? this.ends[name - 1] : 0, this.ends[name]);
  }
}

export class Index {
  constructor(data) {
    const { index } = data;
    this.size = data.title.length;
    this.words = index.words;
    this.title = new Lists(index.title);
    this.text = new Lists(index.text);
    this.subjectTitle = new Lists(index.subjects.title);
    this.subjectText = new Lists(index.subjects.text);
    this.language = index.language;
    this.stops = new Set(index.language.stops);
    this.phrases = new Map(Object.entries(index.language.phrases));
    this.longestPhrase = Math.max(1, ...[...this.phrases.keys()].map((phrase) => phrase.split(" ").length));
    this.facets = Object.entries(data.facets).map(([name, { values, labels, of }]) =>
      ({ name, values, labels, of: new Lists(of) }));
  }

  // Return `{hits, counts, mended, some}`: project numbers, best first; for each facet how many there would be for each of
  // its values; the question as it was understood where it had to be mended; whether only some parts could be met.
  // `chosen` has for each facet the set of chosen values, as numbers.
  find(question, chosen) {
    const { words, mended } = this.mend(wordsOf(question).slice(0, MOST_ASKED));
    const { scores, some } = this.score(this.parts(words));
    return { ...this.narrow(scores, chosen), mended: mended ? words.join(" ") : "", some };
  }

  stem(word) {
    const { suffixes, shortestStem } = this.language;
    for (const [suffix, rest] of word.endsWith("ss") ? [] : suffixes) {
      if (word.endsWith(suffix) && [...word].length - suffix.length >= shortestStem) {
        word = word.slice(0, word.length - suffix.length) + rest;
        break;
      }
    }
    return word.endsWith("e") && [...word].length > shortestStem + 1 ? word.slice(0, -1) : word;
  }

  // Return the parts of a question: `{words, subjects}`. Words that tell nothing are left out unless there is nothing else.
  parts(words) {
    const stems = words.map((word) => this.stem(word));
    const parts = [];
    for (let i = 0; i < words.length;) {
      const length = this.phraseAt(stems, i);
      const subjects = this.phrases.get(stems.slice(i, i + length).join(" ")) ?? [];
      parts.push({ words: words.slice(i, i + length), subjects, told: subjects.length > 0 || !this.stops.has(stems[i]) });
      i += length;
    }
    const told = parts.filter((part) => part.told);
    return told.length ? told : parts;
  }

  phraseAt(stems, start) {
    for (let length = Math.min(this.longestPhrase, stems.length - start); length > 1; length--) {
      if (this.phrases.has(stems.slice(start, start + length).join(" "))) return length;
    }
    return 1;
  }

  // Return for each project how well it meets the parts; 0 where it does not. Where none meets all parts, those that meet
  // most of them are taken, and `some` is true.
  score(parts) {
    const scores = new Uint16Array(this.size);
    if (!parts.length) return { scores: scores.fill(1), some: false };
    const met = new Uint8Array(this.size);
    for (const part of parts) {
      this.levels(part).forEach((level, i) => {
        if (level) { scores[i] += level; met[i]++; }
      });
    }
    const most = met.reduce((best, number) => Math.max(best, number), 0);
    met.forEach((number, i) => { if (number < most) scores[i] = 0; });
    return { scores, some: most > 0 && most < parts.length };
  }

  levels({ words, subjects }) {
    const each = words.map((word) => this.levelsOfWord(word));
    const levels = each.reduce((all, one) => all.map((level, i) => Math.min(level, one[i])));
    const raise = (numbers, level) => { for (const i of numbers) if (levels[i] < level) levels[i] = level; };
    for (const subject of subjects) {
      raise(this.subjectTitle.of(subject), TITLE_SUBJECT);
      raise(this.subjectText.of(subject), TEXT_SUBJECT);
    }
    return levels;
  }

  levelsOfWord(word) {
    const levels = new Uint8Array(this.size);
    const alike = this.alike(word);
    for (const one of alike) for (const i of this.text.of(one)) levels[i] = TEXT;
    for (const one of alike) for (const i of this.title.of(one)) levels[i] = TITLE;
    return levels;
  }

  // Return the numbers of the indexed words that begin with `word` or have its stem. All that share a stem share their
  // first letters, for no ending is taken off before them.
  alike(word) {
    const found = this.beginning(word);
    const [stem, first] = [this.stem(word), [...word].slice(0, this.language.shortestStem).join("")];
    if (first === word) return found;
    return [...found, ...this.beginning(first).filter((one) =>
      !this.words[one].startsWith(word) && this.stem(this.words[one]) === stem)];
  }

  beginning(start) {
    const found = [];
    for (let one = this.placeOf(start); one < this.words.length && this.words[one].startsWith(start); one++) found.push(one);
    return found;
  }

  // Return where `word` stands or would stand; the words are in the order of their UTF-16 units, as `<` has it.
  placeOf(word) {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Return the words with those mended that find nothing: put together with a neighbour, cut in two, or one letter put
  // right. What cannot be mended stays.
  mend(words) {
    const result = [...words];
    let mended = false;
    for (let i = 0; i < result.length; i++) {
      if (this.finds(result, i)) continue;
      const better = this.better(result, i);
      if (!better) continue;
      result.splice(better.from, better.instead, ...better.words);
      i = better.from + better.words.length - 1;
      mended = true;
    }
    return { words: result, mended };
  }

  finds(words, i) {
    if (this.alike(words[i]).length > 0) return true;
    const stems = words.map((word) => this.stem(word));
    if (this.stops.has(stems[i])) return true;
    for (let start = 0; start < words.length;) {
      const length = this.phraseAt(stems, start);
      if (start <= i && i < start + length) return this.phrases.has(stems.slice(start, start + length).join(" "));
      start += length;
    }
    return false;
  }

  better(words, i) {
    const together = (from) => from >= 0 && from + 1 < words.length && this.known(words[from] + words[from + 1])
      && { from, instead: 2, words: [words[from] + words[from + 1]] };
    const halves = () => {
      for (let at = SHORTEST_HALF; at <= words[i].length - SHORTEST_HALF; at++) {
        const both = [words[i].slice(0, at), words[i].slice(at)];
        if (both.every((half) => this.known(half))) return { from: i, instead: 1, words: both };
      }
      return null;
    };
    const near = () => {
      const nearest = this.nearest(words[i]);
      return nearest && { from: i, instead: 1, words: [nearest] };
    };
    return together(i - 1) || together(i) || halves() || near();
  }

  known(word) {
    return this.words[this.placeOf(word)] === word || this.phrases.has(this.stem(word));
  }

  // Return the word of most projects that is one letter more, less or other than `word`, or has two letters in the other
  // order; of several, the first of the alphabet.
  nearest(word) {
    if (word.length < SHORTEST_MENDED || /\p{N}/u.test(word)) return "";
    let [best, most] = ["", 0];
    this.words.forEach((one, i) => {
      if (Math.abs(one.length - word.length) > 1 || !oneEdit(one, word)) return;
      const projects = this.title.of(i).length + this.text.of(i).length;
      if (projects > most) [best, most] = [one, projects];
    });
    return best;
  }

  // Keep the projects that have what is chosen, and count for each facet those that have what is chosen in all others.
  narrow(scores, chosen) {
    const missed = new Uint8Array(this.size);
    const lastMissed = new Int8Array(this.size).fill(-1);
    this.facets.forEach(({ of }, f) => {
      if (!chosen[f].size) return;
      const having = new Uint8Array(this.size);
      for (const value of chosen[f]) for (const i of of.of(value)) having[i] = 1;
      having.forEach((has, i) => { if (!has) { missed[i]++; lastMissed[i] = f; } });
    });
    const counts = this.facets.map(({ values, of }, f) => values.map((_, value) => {
      let count = 0;
      for (const i of of.of(value)) if (scores[i] && (!missed[i] || (missed[i] === 1 && lastMissed[i] === f))) count++;
      return count;
    }));
    return { hits: ordered(scores, missed), counts };
  }
}

// Projects stand in the data with those first that were confirmed last; that order stays among equals.
function ordered(scores, missed) {
  const byScore = new Map();
  scores.forEach((score, i) => {
    if (!score || missed[i]) return;
    if (!byScore.has(score)) byScore.set(score, []);
    byScore.get(score).push(i);
  });
  return [...byScore].sort(([one], [other]) => other - one).flatMap(([, hits]) => hits);
}

function oneEdit(one, other) {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start++;
  const [a, b] = [one.slice(start), other.slice(start)];
  if (a.length === b.length) {
    return a.slice(1) === b.slice(1) || (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2));
  }
  return a.length > b.length ? a.slice(1) === b : a === b.slice(1);
}
