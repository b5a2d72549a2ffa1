// A person's answers to take away: as text, as a table, as data. Names are in none of them.

import { csv, whole } from "./hand-on.js";
import { itemsIn } from "./data.js";
import { linesOf } from "./facts.js";

/**
 * @typedef {import("./data.js").ToolData} ToolData
 * @typedef {import("./data.js").About} About
 * @typedef {import("./state.js").State} State
 * @typedef {import("./show.js").Description} Description
 */

/** Today, as people write it. */
const today = () => new Date().toLocaleDateString("en-NZ", { day: "numeric", month: "long", year: "numeric" });

/**
 * @param {ToolData} data
 * @param {Description} description
 */
export function asText(data, description) {
  const lines = [data.title, today(), whole(data.page), "", description.summary];
  for (const section of description.sections) {
    lines.push("", section.title.toUpperCase(), ...linesOf(section));
    for (const entry of section.entries ?? []) {
      lines.push("", `- ${entry.title}`);
      if (entry.ask) lines.push(`  ${entry.ask}`);
      if (entry.text) lines.push(`  ${entry.text}`);
      if (entry.note) lines.push(`  Note: ${entry.note.replaceAll("\n", "\n  ")}`);
      for (const [text, href] of [...(entry.seen ?? []), ...(entry.links ?? [])]) lines.push(`  ${text}: ${whole(href)}`);
      if (entry.href) lines.push(`  ${whole(entry.href)}`);
    }
    for (const [text, href] of section.links ?? []) lines.push(`${text}: ${whole(href)}`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * Every item that was asked: its part, what members read, the answer, the note.
 * @param {ToolData} data
 * @param {State} state
 * @param {(item: string) => About} lookup
 */
function rows(data, state, lookup) {
  return itemsIn(data, state.groups, state.parts.length).map((item) => ({
    part: data.groups.find((group) => group.items.includes(item))?.title ?? "",
    item, name: state.parts[Number(item.replace("part-", "")) - 1] ?? lookup(item).name,
    answer: state.answers[item] ?? null, label: data.choices[state.answers[item]]?.label ?? "", note: state.notes[item] ?? "",
  }));
}

/** @param {ToolData} data @param {State} state @param {(item: string) => About} lookup */
export function asCsv(data, state, lookup) {
  return csv([["Part", "Item", "Answer", "Note"], ...rows(data, state, lookup).map(({ part, name, label, note }) => [part, name, label, note])]);
}

/** @param {ToolData} data @param {State} state @param {(item: string) => About} lookup */
export function asJson(data, state, lookup) {
  const { versions } = data.set;
  return `${JSON.stringify({
    tool: data.id, title: data.title, version: versions[versions.length - 1].version, page: whole(data.page),
    answers: rows(data, state, lookup), others: state.others,
  }, null, 2)}\n`;
}
