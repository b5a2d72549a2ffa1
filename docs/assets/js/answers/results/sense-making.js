// What each domain asks for, once the parts of an issue are placed. It sorts situations and
// judges nobody.

import { names, nothing, section, told } from "./words.js";

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 * @typedef {import("../show.js").Section} Section
 */

/**
 * The choice that answers to the tool’s questions point to: the first “no” decides, and yes
 * to all leaves the choice that no question names. Nothing while they leave it open.
 * @param {ToolData} data
 * @param {(question: string) => string | undefined} answer "yes", "no" or nothing
 */
export function suggested({ questions, scale, facts }, answer) {
  for (const { id, no } of questions) {
    if (answer(id) === "no") return no;
    if (answer(id) !== "yes") return "";
  }
  return scale.find((choice) => facts[choice] && !questions.some(({ no }) => no === choice)) ?? "";
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @returns {Description}
 */
export function result(state, data) {
  const parts = state.parts.map((name, place) => ({ name: `“${name}”`, place: state.answers[`part-${place + 1}`] ?? "", note: state.notes[`part-${place + 1}`] }));
  if (!parts.length) return nothing(data);
  const placed = parts.filter((part) => data.facts[part.place]);
  const open = parts.filter((part) => !data.facts[part.place]);
  const used = data.scale.filter((domain) => placed.some((part) => part.place === domain));
  /** @type {Section[]} */
  const sections = [];
  if (placed.length > 1) sections.push(section(data, used.length > 1 ? "mixed" : "alike"));
  for (const domain of used) {
    const fact = data.facts[domain];
    const here = placed.filter((part) => part.place === domain);
    sections.push({
      title: fact.name,
      texts: fact.since ? [`Since called: ${fact.since}`] : [],
      facts: [
        { label: "You placed here", items: here.map((part) => (part.note ? `${part.name}: ${part.note}` : part.name)) },
        { label: "Cause and effect", text: fact.text },
        { label: "What to do, in this order", steps: fact.steps },
        { label: "Practices", items: fact.items },
        { label: "A warning", said: data.texts[domain] },
      ],
      ask: fact.ask,
      ...told(data, domain),
    });
  }
  if (open.length) sections.push({ ...section(data, "dont-know"), facts: [{ label: "Parts", items: open.map((part) => part.name) }] });
  if (placed.length) sections.push(section(data, "not-once"));
  const summary = placed.length
    ? `${placed.length} of ${parts.length} ${parts.length === 1 ? "part" : "parts"} placed, in ${names(used.map((domain) => data.facts[domain].name))}.`
    : data.texts.unplaced.text;
  return { summary, sections };
}
