import MiniSearch from "minisearch";
import { asked, stem, words } from "./words.js";

/**
 * @typedef {[number[], string[], number[], string[]]} Columns of entries: page, anchor, kind, title
 *
 * @typedef {object} Packed an index
 * @property {string} terms packed() in macros/search.py
 * @property {number[][]} lengths how many words each field of each entry has
 *
 * @typedef {object} Names
 * @property {[string, string][]} pages address and title
 * @property {[string, number][]} kinds what a result calls itself, and its rank
 * @property {Columns} entries
 * @property {[string[], string[]][]} synonyms what people type, what the guide says
 * @property {string} stop the words that count for nothing
 * @typedef {Packed & Names} First what macros/search.py writes for the first answers
 *
 * @typedef {object} Rest
 * @property {Columns} entries those that did not come first
 * @property {[number, string][]} words other names of entries
 * @property {[number, string][]} texts
 * @typedef {Packed & Rest} Second what it writes for the full answers
 *
 * @typedef {{ id: number, title: string, words: string, page: string, text: string }} Entry
 */

export const FIELDS = ["title", "words", "page", "text"];

/** Everything that can be found, and the index over it: first the names, later all words. */
export class Library {
  /** @param {First} first */
  constructor(first) {
    this.pages = first.pages;
    this.directory = !first.pages.some(([page]) => page.endsWith(".html"));
    this.kinds = first.kinds;
    /** @type {{ page: number, anchor: string, kind: number }[]} */
    this.places = [];
    /** @type {Entry[]} */
    this.entries = [];
    this.add(first.entries);
    this.stop = new Set(first.stop.split(" "));
    this.synonyms = understood(first.synonyms);
    this.longest = Math.max(0, ...[...this.synonyms.exact.keys()].map((typed) => typed.split(" ").length));
    this.whole = false;
    this.index = this.loaded(first);
  }

  /** @param {Columns} columns */
  add([pages, anchors, kinds, titles]) {
    pages.forEach((page, at) => {
      this.places.push({ page, anchor: anchors[at], kind: kinds[at] });
      this.entries.push({ id: this.entries.length, title: titles[at], words: "", page: this.pages[page][1], text: "" });
    });
  }

  /** Take in the rest. @param {Second} second */
  complete(second) {
    this.add(second.entries);
    for (const [id, names] of second.words) this.entries[id].words = names;
    for (const [id, text] of second.texts) this.entries[id].text = text;
    this.index = this.loaded(second);
    this.whole = true;
  }

  /**
   * @param {Packed} made
   * @returns {MiniSearch<Entry>}
   */
  loaded(made) {
    return MiniSearch.loadJS(/** @type {any} */ (unpacked(made)), this.options());
  }

  /** The index that MiniSearch itself makes of what is here; the build's is the same, and ready sooner. */
  own() {
    /** @type {MiniSearch<Entry>} */
    const index = new MiniSearch(this.options());
    index.addAll(this.entries);
    return index;
  }

  options() {
    /** @type {Map<string, string[]>} */
    const titles = new Map(); // hundreds of entries share the title of their page
    const tokenize = (/** @type {string} */ text, /** @type {string | undefined} */ field) => {
      if (field !== "page") return words(text, this.stop);
      let found = titles.get(text);
      if (!found) titles.set(text, (found = words(text, this.stop)));
      return found;
    };
    return { fields: FIELDS, tokenize, processTerm: (/** @type {string} */ term) => term };
  }

  /**
   * A question that has words of the guide for those that it lacks, or nothing.
   * @param {string} question
   */
  near(question) {
    const near = asked(question).map((word) => {
      if (this.has(word) || this.stop.has(word)) return word;
      const all = [...this.terms.fuzzyGet(word, word.length > 5 ? 2 : 1)];
      return all.sort((one, other) => one[1][1] - other[1][1])[0]?.[0];
    });
    return near.every(Boolean) && near.some((word) => !this.stop.has(word)) ? near.join(" ") : "";
  }

  /**
   * Does a word stand in the guide?
   * @param {string} word
   */
  has(word) {
    return this.terms.has(word);
  }

  /**
   * The words of the guide that are forms of a word.
   * @param {string} word
   * @returns {string[]}
   */
  family(word) {
    const root = stem(word);
    // Stemming changes the last letter at most: families, famili-, family.
    const begins = root.length > 3 ? root.slice(0, -1) : root;
    return [...this.terms.atPrefix(begins).keys()].filter((term) => stem(term) === root).sort();
  }

  /** MiniSearch's own map of words. */
  get terms() {
    return /** @type {{ _index: import("minisearch/SearchableMap").default }} */ (/** @type {unknown} */ (this.index))._index;
  }
}

/**
 * What people type, word for word and by its stems, and what the guide calls it.
 * @param {[string[], string[]][]} synonyms
 */
function understood(synonyms) {
  /** @type {Map<string, string[]>} */
  const exact = new Map();
  /** @type {Map<string, string[]>} */
  const stemmed = new Map();
  for (const [typed, means] of synonyms) {
    for (const phrase of typed) {
      for (const [map, key] of /** @type {[Map<string, string[]>, string][]} */ ([[exact, phrase], [stemmed, phrase.split(" ").map(stem).join(" ")]])) {
        map.set(key, [...new Set([...(map.get(key) ?? []), ...means])]);
      }
    }
  }
  return { exact, stemmed };
}

/**
 * The index as MiniSearch loads it: its toJSON, serialisation version 2.
 * @param {Packed} made
 */
export function unpacked({ terms, lengths }) {
  const index = [];
  let before = "";
  for (const line of terms.split("\n")) {
    const [head, ...lists] = line.split("|");
    const term = before.slice(0, parseInt(head[0], 36)) + head.slice(1);
    /** @type {Record<number, Record<number, number>>} */
    const fields = {};
    lists.forEach((list, field) => {
      if (!list) return;
      /** @type {Record<number, number>} */
      const counts = (fields[field] = {});
      let entry = 0;
      for (const item of list.split(" ")) {
        const [distance, count] = item.split(",");
        entry += parseInt(distance, 36);
        counts[entry] = count ? parseInt(count, 36) : 1;
      }
    });
    index.push([term, fields]);
    before = term;
  }
  const averages = FIELDS.map((_, field) => lengths.reduce((average, of, count) => (average * count + of[field]) / (count + 1), 0));
  return {
    documentCount: lengths.length,
    nextId: lengths.length,
    documentIds: Object.fromEntries(lengths.map((_, id) => [id, id])),
    fieldIds: Object.fromEntries(FIELDS.map((name, id) => [name, id])),
    fieldLength: Object.fromEntries(lengths.entries()),
    averageFieldLength: averages,
    storedFields: {},
    dirtCount: 0,
    index,
    serializationVersion: 2,
  };
}
