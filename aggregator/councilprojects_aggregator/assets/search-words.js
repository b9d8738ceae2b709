// The words of a question, without a page: what they stem from, which phrases they make, and which were mistyped.
//
// What words mean (stems, phrases that stand for subjects, words that tell nothing) comes with the data of the search,
// made by the same code that compares projects: writers/site/search_index.py.

const WORD = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;
const LONGEST_WORD = 45;
const SHORTEST_MENDED = 4; // of shorter words, too many are one letter apart
const SHORTEST_TWICE_MENDED = 8;
const SHORTEST_HALF = 3;
const SHORTEST_BEGINNING = 3;
const ALIKE_AT_FIRST = 4; // letters

export const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

export const wordsOf = (text) =>
  (fold(text).match(WORD) ?? []).map((word) => [...word.replace(/['’]/g, "")].slice(0, LONGEST_WORD).join(""));

export class Words {
  // `words` are those of all rows, in the order of their UTF-16 units; `sizeOf` gives how many rows have one of them.
  constructor({ suffixes, shortestStem, stops, capitals, phrases, within, worth, spelt }, words, sizeOf) {
    Object.assign(this, { suffixes, shortestStem, within, worth, words, sizeOf });
    this.spelt = new Set(spelt);
    this.stops = new Set(stops);
    this.capitals = new Set(capitals);
    this.phrases = new Map(Object.entries(phrases));
    this.longestPhrase = Math.max(1, ...[...this.phrases.keys()].map((phrase) => phrase.split(" ").length));
  }

  stem(word) {
    for (const [suffix, rest] of word.endsWith("ss") ? [] : this.suffixes) {
      if (word.endsWith(suffix) && [...word].length - suffix.length >= this.shortestStem) {
        word = word.slice(0, word.length - suffix.length) + rest;
        break;
      }
    }
    return word.endsWith("e") && [...word].length > this.shortestStem + 1 ? word.slice(0, -1) : word;
  }

  // Return the parts of a question, each a phrase that stands for subjects or a word. Words that tell nothing are left out
  // unless there is nothing else.
  parts(words) {
    const stems = words.map((word) => this.stem(word));
    const parts = [];
    for (let i = 0; i < words.length;) {
      const length = this.phraseAt(stems, i);
      parts.push(this.part(words.slice(i, i + length), i + length === words.length));
      i += length;
    }
    return told(parts);
  }

  // Return the words of a part as parts of their own, again without those that tell nothing.
  apart({ words, last }) {
    return told(words.map((word, i) => this.part([word], last && i === words.length - 1)));
  }

  // Return a part: `{words, known, subjects, worth, told, literal, begins, last}`. Whether its words themselves count where they
  // stand (“SEND” is a subject, “send” another word), and longer words that begin so (not if it is a known phrase, nor
  // of one or two letters unless they are the last, which somebody may still be typing).
  part(words, last) {
    const stems = words.map((word) => this.stem(word));
    const known = this.phrases.has(stems.join(" "));
    const subjects = this.phrases.get(stems.join(" ")) ?? [];
    return {
      words, last, known, subjects,
      worth: Math.max(0, ...subjects.map((subject) => this.worth[subject])),
      told: known || !this.stops.has(stems[0]),
      literal: words.length > 1 || !this.capitals.has(stems[0]),
      begins: !known && (last || [...words[0]].length >= SHORTEST_BEGINNING),
    };
  }

  // Return what a part is within, as a part: those who ask for missed bins may like to see what there is about waste.
  wider(part) {
    const subjects = new Set();
    for (const subject of part.subjects) {
      for (let wider = this.within[subject]; wider >= 0; wider = this.within[wider]) subjects.add(wider);
    }
    return { ...part, subjects: [...subjects].filter((one) => !part.subjects.includes(one)), literal: false, words: [] };
  }

  phraseAt(stems, start) {
    for (let length = Math.min(this.longestPhrase, stems.length - start); length > 1; length--) {
      if (this.phrases.has(stems.slice(start, start + length).join(" "))) return length;
    }
    return 1;
  }

  // Return the numbers of the words that begin with `word`, and among them and others those of its stem: `{begin, same}`.
  // All that share a stem share their first letters, for no ending is taken off before them.
  alike(word) {
    const [stem, first] = [this.stem(word), [...word].slice(0, this.shortestStem).join("")];
    const isSame = (one) => this.stem(this.words[one]) === stem;
    if (first === word) {
      const begin = this.beginning(word);
      return { begin, same: begin.filter(isSame) };
    }
    const near = this.beginning(first);
    return { begin: near.filter((one) => this.words[one].startsWith(word)), same: near.filter(isSame) };
  }

  beginning(start) {
    const found = [];
    for (let one = this.placeOf(start); one < this.words.length && this.words[one].startsWith(start); one++) found.push(one);
    return found;
  }

  // Return where `word` stands or would stand.
  placeOf(word) {
    let [low, high] = [0, this.words.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.words[middle] < word) low = middle + 1; else high = middle;
    }
    return low;
  }

  // Return the words with those mended that find nothing: put together with a neighbour, cut in two, or a letter or two
  // put right. What cannot be mended stays.
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
    const { begin, same } = this.alike(words[i]);
    if (begin.length || same.length) return true;
    const stems = words.map((word) => this.stem(word));
    if (this.stops.has(stems[i]) || this.spelt.has(words[i])) return true;
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

  // Return the word that was probably meant: one letter more, less, other or swapped, of long words two; of several that
  // are as near, the one of most rows, then the first of the alphabet. Words of subjects count as well.
  nearest(word) {
    if (word.length < SHORTEST_MENDED || /\p{N}/u.test(word)) return "";
    return this.nearestWithin(word, 1) || (word.length < SHORTEST_TWICE_MENDED ? "" : this.nearestWithin(word, 2));
  }

  nearestWithin(word, most) {
    let [best, rows] = ["", -1];
    const consider = (one, size) => {
      if (Math.abs(one.length - word.length) > most || (most > 1 && one[0] !== word[0])) return;
      if ((size > rows || (size === rows && one < best)) && edits(one, word, most) <= most) [best, rows] = [one, size];
    };
    this.words.forEach((one, i) => consider(one, this.sizeOf(i)));
    for (const one of this.spelt) consider(one, 0);
    return best;
  }

  // Return up to `most` words that begin as `word` does, those of most rows first.
  neighbours(word, most) {
    const start = [...word].slice(0, ALIKE_AT_FIRST).join("");
    if (start.length < ALIKE_AT_FIRST) return [];
    return this.beginning(start).filter((one) => !this.stops.has(this.stem(this.words[one])))
      .sort((a, b) => this.sizeOf(b) - this.sizeOf(a) || a - b).slice(0, most).map((one) => this.words[one]);
  }
}

function told(parts) {
  const some = parts.filter((part) => part.told);
  return some.length ? some : parts;
}

// Return the optimal string alignment distance of two words (a letter more, less or other, or two neighbours swapped); or
// more than `most`, as soon as that is certain.
function edits(one, other, most) {
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
}
