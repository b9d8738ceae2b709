// Finding projects in the data of the search page, without a page: what a question asks for, and who has it.
//
// A question is taken apart into parts, each a word or a phrase that stands for a subject (search-words.js). A part is met
// by rows whose words begin as it does or have its stem, and by those that speak of its subject in other words. What
// meets all parts comes first, and alone if there is enough of it. Rows are the projects, then councils, then what is
// wanted and offered.

import { Words, wordsOf } from "./search-words.js";

const MOST_ASKED = 20; // words; more than that is a text that somebody pasted
const ENOUGH = 5; // projects that meet everything; with fewer, those that meet most of it come after them
const LEAST_SHARE = 3; // these meet a third of it at least, by the weight of its parts
const NEIGHBOURS = 6; // words to try instead, where nothing was found
const FEW = 3; // councils that a word of the question names; a word that more of them have means none of them

// How well a row meets a part: by its title, else by its text; once more if the very words stand in it.
const TITLE_WORD = 8;
const TITLE_BEGINNING = 6;
const TITLE_SUBJECT = 6;
const TEXT_WORD = 4;
const TEXT_BEGINNING = 3;
const TEXT_SUBJECT = 2;
const VERY_WORDS = 1;
// How much a part counts: a subject by what it is worth in the vocabulary, a word the more the rarer it is.
const SUBJECT_WEIGHT = 2;
const MOST_WEIGHT = 4;
const LONGEST_TITLE = 63; // words; among equals the shorter title says more about what was asked
const WHOLE = 1 << 12; // more than any sum of levels: what meets everything comes first

const [BEGINS, SAME] = [1, 2];

// Lists of row numbers, one for each of some names; in the data they stand as counts and steps.
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

  size(name) {
    return this.ends[name] - (name ? this.ends[name - 1] : 0);
  }
}

export class Index {
  constructor(data) {
    const { index } = data;
    this.size = data.title.length;
    this.councils = [this.size, this.size + data.councils.id.length];
    this.openings = [this.councils[1], this.councils[1] + data.openings.place.length];
    this.rows = this.openings[1];
    this.title = new Lists(index.title);
    this.text = new Lists(index.text);
    this.subjectTitle = new Lists(index.subjects.title);
    this.subjectText = new Lists(index.subjects.text);
    this.words = new Words(index.language, index.words, (word) => this.title.size(word) + this.text.size(word));
    this.length = Uint8Array.from(data.title, (title) => Math.min(title.split(" ").length, LONGEST_TITLE));
    this.facets = Object.entries(data.facets).map(([name, { values, labels, of }]) =>
      ({ name, values, labels, of: new Lists(of) }));
  }

  // Return `{hits, whole, counts, missed, councils, openings, mended, near}`: numbers of projects, best first; how many of
  // the first meet everything; for each facet how many there would be for each of its values; whether only what is chosen
  // keeps everything away; numbers of councils and of openings; the question as it was understood where it had to be mended;
  // words to try where nothing was found.
  // `chosen` has for each facet the set of chosen values, as numbers.
  find(question, chosen) {
    const { words, mended } = this.words.mend(wordsOf(question).slice(0, MOST_ASKED));
    const parts = this.meetable(this.words.parts(words));
    const { scores, whole } = this.score(parts);
    const { hits, counts, missed } = this.narrow(scores, chosen);
    return {
      hits, counts, missed,
      whole: hits.reduce((sum, i) => sum + whole[i], 0),
      councils: this.named(parts, whole),
      openings: parts.length ? range(this.openings).filter((i) => whole[i]).map((i) => i - this.openings[0]) : [],
      mended: mended ? words.join(" ") : "",
      near: hits.length || missed ? [] : this.near(parts),
    };
  }

  // Return the parts with what each row has of them: `levels`, `size` (how many projects have it) and, where these are
  // few, `halves`: the words of a phrase that stand for subjects of their own, which take the place of a phrase that no
  // project meets, and the subjects that its own are within; each with its `levels`.
  meetable(parts) {
    const weighed = (part) => {
      const levels = this.levels(part);
      let size = 0;
      for (let i = 0; i < this.size; i++) if (levels[i]) size++;
      return { ...part, levels, size, halves: [] };
    };
    return parts.map(weighed).flatMap((part) => {
      if (part.size >= ENOUGH) return [part];
      const words = part.words.length > 1 ? this.words.apart(part).filter(({ subjects }) => subjects.length) : [];
      if (words.length && !part.size) return words.map(weighed);
      const wider = this.words.wider(part);
      return [{ ...part, halves: [...words, ...(wider.subjects.length ? [wider] : [])].map(weighed) }];
    });
  }

  // Return for each row how well it meets the parts, 0 where it does not, and whether it meets all of them.
  score(parts) {
    const [scores, weights] = [new Uint32Array(this.rows), new Uint32Array(this.rows)];
    const whole = new Uint8Array(this.rows).fill(1);
    if (!parts.length) return { scores: scores.fill(1), whole };
    let all = 0;
    for (const { levels, size, worth, halves } of parts) {
      const weight = worth ? SUBJECT_WEIGHT * worth
        : Math.min(MOST_WEIGHT, 32 - Math.clz32(Math.floor(this.size / Math.max(size, 1))));
      if (size) all += weight;
      for (let i = 0; i < this.rows; i++) {
        if (levels[i]) {
          scores[i] += weight * levels[i];
          weights[i] += weight;
          continue;
        }
        whole[i] = 0;
        const half = halves.reduce((best, one) => Math.max(best, one.levels[i]), 0);
        scores[i] += half;
        if (half) weights[i] += weight / 2;
      }
    }
    const found = whole.subarray(0, this.size).reduce((sum, one) => sum + one, 0);
    const best = weights.subarray(0, this.size).reduce((most, one) => Math.max(most, one), 0);
    const needed = Math.min(best, all / LEAST_SHARE);
    for (let i = 0; i < this.rows; i++) {
      if (i < this.size && (whole[i] || (found < ENOUGH && weights[i] >= needed && scores[i]))) {
        scores[i] = (whole[i] * WHOLE + scores[i]) * (LONGEST_TITLE + 1) + LONGEST_TITLE - this.length[i];
      } else scores[i] = 0;
    }
    return { scores, whole };
  }

  levels({ words, subjects, literal, begins }) {
    const [title, anywhere] = this.places(literal ? words[0] : "", begins);
    for (const word of words.slice(1)) {
      const [inTitle, inAny] = this.places(word, begins);
      for (let i = 0; i < this.rows; i++) {
        if (inTitle[i] < title[i]) title[i] = inTitle[i];
        if (inAny[i] < anywhere[i]) anywhere[i] = inAny[i];
      }
    }
    const levels = new Uint8Array(this.rows);
    const raise = (numbers, level) => { for (const i of numbers) if (levels[i] < level) levels[i] = level; };
    for (const subject of subjects) {
      raise(this.subjectText.of(subject), TEXT_SUBJECT);
      raise(this.subjectTitle.of(subject), TITLE_SUBJECT);
    }
    for (let i = 0; i < this.rows; i++) {
      const level = [0, TITLE_BEGINNING, TITLE_WORD][title[i]] || [0, TEXT_BEGINNING, TEXT_WORD][anywhere[i]];
      if (level > levels[i]) levels[i] = level;
      if (anywhere[i] === SAME && levels[i] >= TITLE_SUBJECT) levels[i] += VERY_WORDS;
    }
    return levels;
  }

  // Return for each row whether a word is in its title, and whether it is anywhere in it: not, a beginning, or the same.
  places(word, begins) {
    const [title, anywhere] = [new Uint8Array(this.rows), new Uint8Array(this.rows)];
    const { begin, same } = word ? this.words.alike(word) : { begin: [], same: [] };
    for (const [found, how] of [[begins ? begin : [], BEGINS], [same, SAME]]) {
      for (const one of found) {
        for (const i of this.text.of(one)) anywhere[i] = how;
        for (const i of this.title.of(one)) title[i] = anywhere[i] = how;
      }
    }
    return [title, anywhere];
  }

  // Return the councils that the question asks for: those whose names meet all of it; else those that a word of it names,
  // if that word names only few.
  named(parts, whole) {
    if (!parts.length) return [];
    const all = range(this.councils);
    let found = all.filter((i) => whole[i]);
    for (const { words, levels, subjects } of found.length ? [] : parts) {
      if (subjects.length || words.length > 1) continue;
      const these = all.filter((i) => levels[i] > TITLE_WORD);
      if (these.length <= FEW) found = [...new Set([...found, ...these])];
    }
    return found.map((i) => i - this.councils[0]);
  }

  near(parts) {
    const unmet = parts.filter(({ size, known }) => !size && !known).flatMap(({ words }) => words);
    return [...new Set(unmet.flatMap((word) => this.words.neighbours(word, NEIGHBOURS)))].slice(0, NEIGHBOURS);
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
    const hits = ordered(scores, missed);
    return { hits, counts, missed: !hits.length && scores.subarray(0, this.size).some((score) => score > 0) };
  }
}

// Projects stand in the data with those first that were confirmed last; that order stays among equals.
function ordered(scores, missed) {
  const byScore = new Map();
  missed.forEach((not, i) => {
    if (!scores[i] || not) return;
    if (!byScore.has(scores[i])) byScore.set(scores[i], []);
    byScore.get(scores[i]).push(i);
  });
  return [...byScore].sort(([one], [other]) => other - one).flatMap(([, hits]) => hits);
}

const range = ([from, to]) => Array.from({ length: to - from }, (_, i) => from + i);
