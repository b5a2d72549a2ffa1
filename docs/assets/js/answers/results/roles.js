// Which roles somebody plays and which nobody does. Names are this device’s own: they stand
// in what is shown and in nothing that is handed on.

import { names, nothing, section, told } from "./words.js";

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../data.js").About} About
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 * @typedef {import("../show.js").Section} Section
 */

/** The role that is not one of the three without which nothing else can follow. */
const CLIENT = "active-client";

/**
 * The people who were named for more than one role.
 * @param {[role: string, text: string][]} people names parted by commas, “and” or lines
 */
export function twice(people) {
  /** @type {Map<string, {name: string, roles: Set<string>}>} */
  const found = new Map();
  for (const [role, text] of people) {
    for (const name of text.split(/[,;&\n]|\band\b/).map((part) => part.trim()).filter(Boolean)) {
      const key = name.toLowerCase();
      found.set(key, { name: found.get(key)?.name ?? name, roles: new Set([...(found.get(key)?.roles ?? []), role]) });
    }
  }
  return [...found.values()].filter((person) => person.roles.size > 1).map((person) => person.name);
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @param {(item: string) => About} lookup
 * @returns {Description}
 */
export function result(state, data, lookup) {
  const roles = data.groups.flatMap((group) => group.items);
  const by = Object.fromEntries(data.scale.map((answer) => [answer, roles.filter((role) => state.answers[role] === answer)]));
  const { someone, "no-one": noOne, "dont-know": unknown } = by;
  if (!someone.length && !noOne.length && !unknown.length) return nothing(data);
  const who = (/** @type {string} */ role) => state.names[`name-${role}`]?.trim() ?? "";
  /** @param {string} role @param {string} answer @returns {Section} */
  const one = (role, answer) => ({
    title: `${data.facts[role].name}: ${data.choices[answer].label.toLowerCase()}`,
    texts: answer === "no-one" ? [data.texts[role]] : [],
    facts: [{ label: "Who", items: who(role) ? [who(role)] : [], own: true }, { label: "What people in this role do", items: data.facts[role].items }],
    ask: lookup(role).ask,
    ...told(data, role),
  });
  const sections = noOne.map((role) => one(role, "no-one"));
  if (noOne.some((role) => role !== CLIENT)) sections.push(section(data, "trio-missing"));
  if (unknown.length) {
    sections.push({ ...section(data, "dont-know"), entries: unknown.map((role) => {
      const { name, text, href } = data.facts[role];
      return { title: name, text, href, ask: lookup(role).ask };
    }) });
  }
  sections.push(...someone.map((role) => one(role, "someone")));
  const both = twice(roles.map((role) => [role, who(role)]));
  if (both.length) sections.push({ ...section(data, "twice"), facts: [{ label: "Who", items: both, own: true }] });
  sections.push(section(data, "not-persons", ...(someone.length === roles.length ? ["all-there"] : [])));
  const summary = data.scale.filter((answer) => by[answer].length)
    .map((answer) => `${data.choices[answer].label}: ${names(by[answer].map((role) => data.facts[role].name))}.`).join(" ");
  return { summary, sections };
}
