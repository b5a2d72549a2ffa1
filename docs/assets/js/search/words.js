import { stemmer } from "stemmer";

// The browser's half of fold() and words() in macros/search.py: they split alike.
const WORD = /\p{Nd}+(?:\.\p{Nd}+)+|[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu;
const PLAIN = /^[ -~’–—“”]*$/; // nothing to take apart
/** @type {Map<string, string>} */
const stems = new Map();

/**
 * Small letters without macrons, other accents and apostrophes; all dashes within words alike.
 * @param {string} text
 */
export function fold(text) {
  const plain = PLAIN.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "");
  return plain.toLowerCase().replace(/['’‘ʼ]/g, "").replace(/[‐‑]/g, "-");
}

/**
 * The words to index: `co-design` counts as codesign and design, little words not at all.
 * @param {string} text
 * @param {Set<string>} stop
 * @returns {string[]}
 */
export function words(text, stop) {
  const found = [];
  for (const [whole] of fold(text).matchAll(WORD)) {
    const parts = whole.split("-");
    if (parts.length > 1 && parts.length < 5) found.push(parts.join(""));
    for (const part of parts) {
      if (!stop.has(part) && part.length > (parts.length > 1 ? 2 : 1)) found.push(part);
    }
  }
  return found;
}

/**
 * What a reader asks for, word by word; a word with hyphens is one.
 * @param {string} text
 * @returns {string[]}
 */
export function asked(text) {
  return [...fold(text).matchAll(WORD)].map(([whole]) => whole.replaceAll("-", ""));
}

/**
 * What words of one family share: collaborate, collaboration, collaborators.
 * @param {string} word
 */
export function stem(word) {
  let found = stems.get(word);
  if (found === undefined) stems.set(word, (found = stemmer(word)));
  return found;
}

/**
 * A word with two neighbouring letters swapped, the commonest slip of a quick hand.
 * @param {string} word
 */
export function swapped(word) {
  const found = [];
  for (let at = 0; at + 1 < word.length; at += 1) {
    if (word[at] !== word[at + 1]) found.push(word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2));
  }
  return found;
}

/**
 * Is one slip of the keyboard between two words: a letter too many, too few, another, or
 * two swapped?
 * @param {string} one
 * @param {string} other
 */
export function slipped(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const rest = (/** @type {string} */ word, /** @type {number} */ skip) => word.slice(at + skip);
  return rest(one, 1) === rest(other, 1) || rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1) ||
    (one[at] === other[at + 1] && one[at + 1] === other[at] && rest(one, 2) === rest(other, 2));
}
