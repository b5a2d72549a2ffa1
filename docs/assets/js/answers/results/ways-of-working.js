// What the task needs beside what there is: what each takes, and whether the two meet. No
// way is better in itself.

import { nothing, section, told } from "./words.js";

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 * @typedef {import("../show.js").Section} Section
 */

/**
 * How the two meet: "open" while one is not answered, "unsure" where one is not known.
 * @param {string | undefined} needed
 * @param {string | undefined} now
 * @param {string[]} scale from the lightest way to the closest
 */
export function meeting(needed, now, scale) {
  if (!needed || !now) return "open";
  const [task, group] = [scale.indexOf(needed), scale.indexOf(now)];
  if (task < 0 || group < 0) return "unsure";
  return task === group ? "same" : task > group ? "closer" : "lighter";
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @returns {Description}
 */
export function result(state, data) {
  const { needed, now } = state.answers;
  if (!needed && !now) return nothing(data);
  const scale = data.scale.filter((choice) => data.facts[choice]);
  const how = meeting(needed, now, scale);
  const pairs = how === "same" ? [[["needed", "now"], needed]] : [[["needed"], needed], [["now"], now]];
  const sections = /** @type {[string[], string | undefined][]} */ (pairs)
    .filter(([, way]) => way && data.facts[way]).map(([items, way]) => one(state, data, items, way ?? ""));
  const general = section(data, "none-better", ...(needed === scale[scale.length - 1] ? [] : ["wicked"]));
  if (how === "lighter") general.texts?.unshift(data.texts.enough);
  return { summary: data.texts[how].text, sections: [...sections, general] };
}

/**
 * @param {State} state
 * @param {ToolData} data
 * @param {string[]} items
 * @param {string} way
 * @returns {Section}
 */
function one(state, data, items, way) {
  const fact = data.facts[way];
  return {
    title: `${items.map((item, place) => (place ? data.items[item].name.toLowerCase() : data.items[item].name)).join(", and ")}: ${fact.name}`,
    facts: [
      { label: "What it means", text: fact.text },
      { label: "What it takes", said: data.texts[way] },
      { label: "Your note", items: items.map((item) => state.notes[item]).filter(Boolean) },
    ],
    ask: fact.ask,
    ...told(data, way),
  };
}
