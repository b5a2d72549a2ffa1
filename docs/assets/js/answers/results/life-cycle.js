// The stages that a group resembles by what was ticked, often more than one; the zone
// between two of them, the jumps, and the moves that the sources suggest. Nothing is scored.

import { names, nothing, section } from "./words.js";

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 * @typedef {import("../show.js").Section} Section
 *
 * @typedef {object} Seen
 * @property {string} stage
 * @property {string[]} signs items that were ticked
 * @property {boolean} clear half of its signs or more
 */

/** How many signs of each of its two stages put a group between them. */
const BETWEEN = 2;

/**
 * The stages of which anything was ticked, in their order.
 * @param {State} state
 * @param {ToolData} data
 * @returns {Seen[]}
 */
export function seenStages(state, data) {
  return data.groups.map((group) => {
    const signs = group.items.filter((item) => state.answers[item] === "seen");
    return { stage: group.id, signs, clear: signs.length * 2 >= group.items.length };
  }).filter((seen) => seen.signs.length > 0);
}

/**
 * The zones and jumps that concern a group, by the id of their fact.
 * @param {Seen[]} stages
 * @param {ToolData} data
 */
export function crossings(stages, data) {
  const clear = stages.filter((seen) => seen.clear).map((seen) => seen.stage);
  const many = (/** @type {string} */ stage) => stages.find((seen) => seen.stage === stage)?.signs.length ?? 0;
  return Object.keys(data.facts).filter((id) => {
    const [start, end] = data.facts[id].stages ?? [];
    if (id.startsWith("zone-")) return Math.min(many(start), many(end)) >= BETWEEN;
    return id.startsWith("jump-") && (start === "any" ? clear.some((stage) => stage !== end) : clear.includes(start));
  });
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @returns {Description}
 */
export function result(state, data) {
  const stages = seenStages(state, data);
  if (!stages.length) return nothing(data);
  const clear = stages.filter((seen) => seen.clear);
  const traces = stages.filter((seen) => !seen.clear);
  const signs = (/** @type {Seen} */ seen) => seen.signs.map((item) => data.items[item].name);
  /** @type {Section[]} */
  const sections = clear.map((seen) => {
    const { name, text = "", items, ask, href } = data.facts[seen.stage];
    return {
      title: name, texts: [text], ask, links: [[name, href]],
      facts: [
        { label: "What you ticked", items: signs(seen) },
        { label: "What partners can do", items },
        { label: data.texts[seen.stage].title ?? "", said: data.texts[seen.stage] },
      ],
    };
  });
  for (const id of crossings(stages, data)) {
    const { name, text = "", href } = data.facts[id];
    sections.push({ title: name, texts: [text], links: [[name, href]] });
  }
  if (traces.length) {
    sections.push({
      ...section(data, clear.length ? "traces" : "few"),
      entries: traces.map((seen) => {
        const { name, ask, href } = data.facts[seen.stage];
        return { title: name, text: `${signs(seen).join(". ")}.`, href, ask };
      }),
    });
  }
  if (state.notes.else) sections.push({ title: data.texts.else.title ?? "", texts: [state.notes.else] });
  const summary = clear.length ? `What you ticked resembles ${names(clear.map((seen) => data.facts[seen.stage].name))}. ${data.texts[clear.length > 1 ? "several" : "one"].text}` : data.texts.few.text;
  return { summary, sections };
}
