import { asked, slipped, stem, swapped } from "./words.js";

/**
 * @typedef {import("./library.js").Library} Library
 * @typedef {{ id: number, score: number, matched: Set<string> }} Answer
 * @typedef {{ term: string, weight: number, loose: boolean }} Form a word of the index to look for; loosely: as a beginning, with a slip
 * @typedef {{ words: Form[][], weight: number }} Way words that count together, each in all its forms
 */

const BOOST = { title: 3, words: 2.2, page: 0.6, text: 1 };
const LENGTH = { k: 1.2, b: 0.6, d: 0.5 }; // BM25+: how much a text's length counts
const FAMILY = 0.8; // another form of the word
const SYNONYM = 0.8; // what the guide calls it
const SWAPPED = 0.7; // two neighbouring letters the wrong way round
const HALVES = 0.7; // “frontline” as front line
const LOOSE = { prefix: 0.45, fuzzy: 0.35 };
const BEGINNING = 3; // letters that the beginning of a word must have
const SECOND = 0.25; // what a second way to find the same adds
const NAMED = 0.5; // the least rank at which a name that fits counts more
const CROWD = 0.8; // for each result of the same page that stands higher, after two

/**
 * What answers a question, best first.
 * @param {Library} library
 * @param {string} question
 * @returns {Answer[]}
 */
export function answer(library, question) {
  const lists = concepts(library, question).map(({ ways, share }) => ({ list: found(library, ways), share })).filter(({ list }) => list.size);
  const all = lists.reduce((sum, { share }) => sum + share, 0);
  /** @type {Map<number, Answer & { hits: number }>} */
  const sum = new Map();
  for (const { list, share } of lists) {
    for (const [id, { score, matched }] of list) {
      const there = sum.get(id) ?? { id, score: 0, matched: new Set(), hits: 0 };
      there.score += score * share ** 0.5;
      there.hits += share;
      for (const term of matched) there.matched.add(term);
      sum.set(id, there);
    }
  }
  const named = (/** @type {string} */ text) => asked(text).filter((word) => !library.stop.has(word)).join(" ");
  const phrase = named(question);
  for (const result of sum.values()) {
    const rank = library.kinds[library.places[result.id].kind][1];
    result.score *= (result.hits / all) ** 1.5 * rank;
    const title = named(library.entries[result.id].title);
    if (phrase && title === phrase && rank >= 1) result.score *= 2;
    else if (all > 1 && rank >= NAMED && ` ${title} `.includes(` ${phrase} `)) result.score *= 1.3;
    result.score = Math.round(result.score * 1e6) / 1e6; // sums in another order are the same
  }
  return spread(library, [...sum.values()].sort(better));
}

/**
 * @param {Answer} one
 * @param {Answer} other
 */
function better(one, other) {
  return other.score - one.score || one.id - other.id;
}

/**
 * What a question is about: word by word, or phrases that editors have listed; for each
 * the ways to find it.
 * @param {Library} library
 * @param {string} question
 * @returns {{ ways: Way[], share: number }[]} `share`: how many of its words
 */
function concepts(library, question) {
  const given = asked(question);
  const stems = given.map(stem);
  /** @type {{ ways: Way[], share: number }[]} */
  const wanted = [];
  let from = 0;
  while (from < given.length) {
    const [length, means] = understood(library, given, stems, from);
    const said = given.slice(from, from + Math.max(1, length));
    const content = said.filter((word) => !library.stop.has(word));
    /** @type {Way[]} */
    const ways = means.map((phrase) => ({ words: phrase.split(" ").map((word) => forms(library, word)), weight: SYNONYM }));
    if (content.length) ways.push({ words: content.map((word) => typed(library, word)), weight: 1 });
    if (said.length === 1 && ways.length) ways.push(...joined(library, given, from));
    if (ways.length) wanted.push({ ways, share: Math.max(1, content.length) });
    from += said.length;
  }
  if (!wanted.length && given.length) wanted.push({ ways: [{ words: given.map((word) => typed(library, word)), weight: 1 }], share: 1 });
  return wanted;
}

/**
 * The longest listed phrase that the question has at a place, and what it means.
 * @param {Library} library
 * @param {string[]} given
 * @param {string[]} stems
 * @param {number} from
 * @returns {[number, string[]]}
 */
function understood(library, given, stems, from) {
  const longest = Math.min(library.longest, given.length - from);
  for (let length = longest; length > 0; length -= 1) {
    const to = from + length;
    const means = library.synonyms.exact.get(given.slice(from, to).join(" ")) ?? library.synonyms.stemmed.get(stems.slice(from, to).join(" "));
    if (means) return [length, means];
  }
  const word = given[from];
  if (word.length > 3 && !library.has(word) && !library.family(word).length) {
    for (const [typed, means] of library.synonyms.exact) if (typed[0] === word[0] && slipped(word, typed)) return [1, means];
  }
  return [0, []];
}

/**
 * A word as somebody typed it, perhaps not to its end and with a slip.
 * @param {Library} library
 * @param {string} word
 * @returns {Form[]}
 */
function typed(library, word) {
  const ways = [{ term: word, weight: 1, loose: true }, ...forms(library, word).filter(({ term }) => term !== word)];
  if (library.has(word)) {
    // “angle” is a word, and perhaps angel was meant.
    for (const term of swapped(word)) if (word.length > 3 && library.has(term)) ways.push({ term, weight: SWAPPED * 0.6, loose: false });
    return ways;
  }
  for (const term of swapped(word)) if (word.length > 3) ways.push(...forms(library, term).map((form) => ({ ...form, weight: form.weight * SWAPPED })));
  for (let at = 3; at <= word.length - 3; at += 1) {
    const halves = [word.slice(0, at), word.slice(at)];
    if (halves.every((half) => library.has(half))) ways.push(...halves.map((term) => ({ term, weight: HALVES / 2, loose: false })));
  }
  return ways;
}

/**
 * “task force” may be written Taskforce.
 * @param {Library} library
 * @param {string[]} given
 * @param {number} at
 * @returns {Way[]}
 */
function joined(library, given, at) {
  const pairs = [at > 0 ? given[at - 1] + given[at] : "", at + 1 < given.length ? given[at] + given[at + 1] : ""];
  return pairs.filter((pair) => library.has(pair)).map((term) => ({ words: [forms(library, term)], weight: 1 }));
}

/**
 * A word in every form that stands in the guide.
 * @param {Library} library
 * @param {string} word
 * @returns {Form[]}
 */
function forms(library, word) {
  const family = library.family(word);
  return family.map((term) => ({ term, weight: term === word ? 1 : FAMILY, loose: false }));
}

/**
 * What has one of the ways; the best counts, others add a little.
 * @param {Library} library
 * @param {Way[]} ways
 */
function found(library, ways) {
  /** @type {Map<number, { score: number, matched: string[] }>} */
  const all = new Map();
  for (const { words, weight } of ways) {
    /** @type {Map<number, { score: number, matched: string[], hits: number }>} */
    const together = new Map();
    for (const word of words) {
      for (const [id, { score, matched }] of looked(library, word)) {
        const there = together.get(id);
        if (!there) together.set(id, { score, matched, hits: 1 });
        else together.set(id, { score: there.score + score, matched: [...there.matched, ...matched], hits: there.hits + 1 });
      }
    }
    for (const [id, { score, matched, hits }] of together) {
      const counts = (score * weight * (hits / words.length) ** 2) / words.length ** 0.5;
      const there = all.get(id);
      if (there) all.set(id, { score: Math.max(there.score, counts) + SECOND * Math.min(there.score, counts), matched: [...there.matched, ...matched] });
      else all.set(id, { score: counts, matched });
    }
  }
  return all;
}

/**
 * What has a word in one of its forms.
 * @param {Library} library
 * @param {Form[]} word
 */
function looked(library, word) {
  /** @type {Map<number, { score: number, matched: string[] }>} */
  const all = new Map();
  for (const { term, weight, loose } of word) {
    const results = library.index.search(term, {
      boost: BOOST, bm25: LENGTH, weights: LOOSE, boostTerm: () => weight, tokenize: (text) => [text],
      prefix: loose && term.length >= BEGINNING, fuzzy: loose && term.length > 3 && !library.has(term) ? 1 : false,
    });
    for (const { id, score, match } of results) {
      const there = all.get(id);
      const matched = Object.keys(match);
      if (there) all.set(id, { score: Math.max(there.score, score) + SECOND * Math.min(there.score, score), matched: [...there.matched, ...matched] });
      else all.set(id, { score, matched });
    }
  }
  return all;
}

/**
 * One page must not crowd out the others.
 * @param {Library} library
 * @param {Answer[]} answers
 */
function spread(library, answers) {
  /** @type {Map<number, number>} */
  const seen = new Map();
  for (const result of answers) {
    const { page } = library.places[result.id];
    const higher = seen.get(page) ?? 0;
    seen.set(page, higher + 1);
    result.score *= CROWD ** Math.max(0, higher - 1);
  }
  return answers.sort(better);
}
