import { words } from "./words.js";

const WORD = /\p{Nd}+(?:\.\p{Nd}+)+|[\p{L}\p{M}\p{N}]+(?:['’ʼ‐‑-][\p{L}\p{M}\p{N}]+)*/gu;
const BEFORE = 60; // characters before the first match, and in all
const LENGTH = 160;
const NONE = /** @type {Set<string>} */ (new Set());

/**
 * Where the words that match stand in a text.
 * @param {string} text
 * @param {Set<string>} matched as the index has them
 * @returns {[number, number, string][]} from, to, the word
 */
function hits(text, matched) {
  /** @type {[number, number, string][]} */
  const found = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const hit = words(word, NONE).find((part) => matched.has(part));
    if (hit) found.push([index, index + word.length, hit]);
  }
  return found;
}

/**
 * A text with the words that match marked.
 * @param {string} text
 * @param {Set<string>} matched
 * @returns {(Node | string)[]}
 */
export function marked(text, matched) {
  /** @type {(Node | string)[]} */
  const parts = [];
  let done = 0;
  for (const [from, to] of hits(text, matched)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    parts.push(text.slice(done, from), mark);
    done = to;
  }
  return [...parts, text.slice(done)];
}

/**
 * The stretch of a text that has most of the words, marked; its start where there are none.
 * @param {string} text
 * @param {Set<string>} matched
 * @returns {(Node | string)[]}
 */
export function excerpt(text, matched) {
  if (!text) return [];
  const found = hits(text, matched);
  let best = 0;
  let most = 0;
  found.forEach(([from], at) => {
    const inside = new Set();
    for (let next = at; next < found.length && found[next][1] <= from + LENGTH - BEFORE; next += 1) inside.add(found[next][2]);
    if (inside.size > most) [most, best] = [inside.size, at];
  });
  let from = found.length ? Math.max(0, found[best][0] - BEFORE) : 0;
  const sentence = text.slice(from, found.length ? found[best][0] : 0).search(/[.?!]\s/);
  if (from > 0) from = sentence >= 0 ? from + sentence + 2 : text.indexOf(" ", from) + 1;
  let to = Math.min(text.length, from + LENGTH);
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
  return [from > 0 && sentence < 0 ? "… " : "", ...marked(text.slice(from, to), matched), to < text.length ? " …" : ""];
}
