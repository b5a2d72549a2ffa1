// From members' codes to where they differ. Counts only: no total, no average.

import { codesIn, read } from "./code.js";

/**
 * @typedef {import("./code.js").ItemSet} ItemSet
 * @typedef {import("./code.js").Answers} Answers
 *
 * @typedef {object} Member
 * @property {string} code
 * @property {Answers} value
 *
 * @typedef {import("./code.js").Reason | "twice" | "other parts" | "no parts" | "full"} Why
 *
 * @typedef {object} Spread what members say of one item
 * @property {string} item
 * @property {Record<string, number>} counts how many chose each answer of the scale
 * @property {number} unsure how many do not know
 * @property {number} silent how many gave no answer or were not asked
 * @property {number} distance how far apart two members are, of all pairs, 0 to 1
 */

/** The least whose answers are shown, the number below which people can be told apart, the most. */
export const LEAST = 3;
export const FEW = 5;
export const MOST = 100;

/** What a choice is called that stands apart from the scale. */
export const UNSURE = "dont-know";

/**
 * Codes as they come in: who is in, and which were refused and why.
 * @param {Member[]} members those in already
 * @param {string} text what was pasted, opened or scanned
 * @param {ItemSet} set
 * @param {ItemSet[]} others
 * @param {number | null} [hash] of the parts that the leader named; null where some should be named and none are
 * @returns {{members: Member[], refused: {code: string, why: Why}[]}}
 */
export function collect(members, text, set, others, hash) {
  const all = [...members];
  /** @type {{code: string, why: Why}[]} */
  const refused = [];
  for (const code of codesIn(text)) {
    const found = read(code, set, others);
    if (!found.ok) refused.push({ code, why: found.reason });
    else if (hash === null) refused.push({ code, why: "no parts" });
    else if (hash !== undefined && found.value.hash !== hash) refused.push({ code, why: "other parts" });
    else if (all.some((member) => member.code === found.code)) refused.push({ code, why: "twice" });
    else if (all.length >= MOST) refused.push({ code, why: "full" });
    else all.push({ code: found.code, value: found.value });
  }
  return { members: all, refused };
}

/**
 * What all members say of every item that anyone was asked.
 * @param {Member[]} members
 * @param {(value: Answers) => string[]} itemsOf the items of a member's code, in its order
 * @param {(item: string) => {scale: string[], ordered: boolean}} scaleOf ids of an item's answers without the one
 *   for not knowing; ordered: are they a line, or just different?
 * @returns {Spread[]} in the order of first mention
 */
export function spreads(members, itemsOf, scaleOf) {
  /** @type {Map<string, Spread>} */
  const found = new Map();
  for (const { value } of members) {
    for (const item of itemsOf(value)) {
      if (!found.has(item)) found.set(item, { item, counts: Object.fromEntries(scaleOf(item).scale.map((choice) => [choice, 0])), unsure: 0, silent: 0, distance: 0 });
    }
  }
  for (const { value } of members) {
    const answers = new Map(itemsOf(value).map((item, place) => [item, value.answers[place]]));
    for (const spread of found.values()) {
      const answer = answers.get(spread.item) ?? null;
      if (answer === null) spread.silent += 1;
      else if (answer in spread.counts) spread.counts[answer] += 1;
      else spread.unsure += 1;
    }
  }
  for (const spread of found.values()) {
    const { scale, ordered } = scaleOf(spread.item);
    spread.distance = distance(scale.map((choice) => spread.counts[choice]), ordered);
  }
  return [...found.values()];
}

/**
 * How far apart two members are, over all pairs: 0 where all agree, 1 where all pairs stand
 * at opposite ends (an ordered scale) or differ (one without order).
 * @param {number[]} counts
 * @param {boolean} ordered
 */
function distance(counts, ordered) {
  const people = counts.reduce((sum, count) => sum + count, 0);
  const pairs = (people * (people - 1)) / 2;
  if (pairs === 0) return 0;
  let apart = 0;
  counts.forEach((count, place) => counts.slice(place + 1).forEach((other, next) => {
    apart += count * other * (ordered ? (next + 1) / (counts.length - 1) : 1);
  }));
  return apart / pairs;
}

/**
 * Where we differ most first; what was agreed, what only one could say and what nobody knows apart.
 * @param {Spread[]} all
 * @returns {{differ: Spread[], agreed: Spread[], single: Spread[], unknown: Spread[]}} each in its order; `all`'s order breaks ties
 */
export function sorted(all) {
  const many = (/** @type {Spread} */ spread) => Object.values(spread.counts).reduce((sum, count) => sum + count, 0);
  return {
    differ: all.filter((spread) => spread.distance > 0).sort((one, other) => other.distance - one.distance),
    agreed: all.filter((spread) => spread.distance === 0 && many(spread) > 1),
    single: all.filter((spread) => many(spread) === 1),
    unknown: all.filter((spread) => many(spread) === 0),
  };
}

/**
 * The same people in an order that says nothing of who came when.
 * @template Any
 * @param {Any[]} people
 * @param {(below: number) => number} pick a whole number from 0, below the one given
 * @returns {Any[]}
 */
export function shuffled(people, pick) {
  const mixed = [...people];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = pick(last + 1);
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
