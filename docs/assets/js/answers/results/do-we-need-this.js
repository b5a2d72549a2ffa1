// Whether one agency may be enough, by where an issue lies between one plain request and a
// tangle of needs, and what is moving people. A sorting, not a score.

import { nothing, section } from "./words.js";

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../data.js").About} About
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 * @typedef {import("../show.js").Section} Section
 */

/** Each of these alone puts an issue at the far end: the sources name them beside it. */
const ALONE = ["catastrophe", "lost-picture"];

/**
 * Where an issue lies: "open" until more than half of its items have a plain answer, at one
 * end where all say no, at the other where three in four say yes, else between.
 * @param {State["answers"]} answers
 * @param {string[]} items of the first group
 * @returns {"open" | "one-agency" | "grey-middle" | "several-agencies"}
 */
export function lies(answers, items) {
  if (ALONE.some((item) => answers[item] === "yes")) return "several-agencies";
  const known = items.filter((item) => ["yes", "partly", "no"].includes(answers[item]));
  if (known.length * 2 <= items.length) return "open";
  const line = items.filter((item) => !ALONE.includes(item));
  if (line.filter((item) => answers[item] === "yes").length * 4 >= line.length * 3) return "several-agencies";
  return known.every((item) => answers[item] === "no") ? "one-agency" : "grey-middle";
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @param {(item: string) => About} lookup
 * @returns {Description}
 */
export function result(state, data, lookup) {
  const [needs, triggers] = data.groups.map((group) => group.items);
  const all = [...needs, ...triggers].filter((item) => state.answers[item]);
  if (!all.length) return nothing(data);
  const where = lies(state.answers, needs);
  const so = (/** @type {string} */ item) => ["yes", "partly"].includes(state.answers[item]);
  const moving = triggers.filter(so);
  /** @param {string[]} items */
  const entries = (items) => items.map((item) => {
    const { name, ask, links = [] } = lookup(item);
    return { title: name, ask, links, note: state.notes[item] };
  });
  /** @type {Section[]} */
  const sections = [{
    title: data.groups[0].title, texts: [data.texts[where]],
    facts: where === "grey-middle" ? [{ label: data.facts.figure.name, items: data.facts.figure.items }] : [],
    entries: entries(needs.filter(so)),
  }];
  if (where === "one-agency" && moving.length) sections.push(section(data, "at-odds"));
  if (moving.length) sections.push({ ...section(data, "triggers"), entries: entries(moving) }, section(data, "not-enough"));
  else if (triggers.some((item) => state.answers[item])) sections.push(section(data, "no-trigger"));
  if (where === "grey-middle" || where === "several-agencies") sections.push(section(data, "how-closely"));
  const unknown = all.filter((item) => state.answers[item] === "dont-know");
  if (unknown.length) sections.push({ ...section(data, "unknown"), entries: entries(unknown) });
  return { summary: `${data.texts[where].title}.`, sections };
}
