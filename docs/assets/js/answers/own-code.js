import { hashOf, randomPart, write } from "./code.js";
import { asked } from "./state.js";

/**
 * @typedef {import("./data.js").ToolData} ToolData
 * @typedef {import("./state.js").State} State
 */

/**
 * The code of a person's answers, in the newest version of the set; nothing while there is
 * no answer. The random part stays the same for as long as the state does.
 * @param {ToolData} data
 * @param {State} state
 */
export function codeOf(data, state) {
  const version = data.set.versions[data.set.versions.length - 1];
  const answers = asked(version, state).map(({ item }) => state.answers[item] ?? null);
  if (answers.every((answer) => answer === null)) return "";
  state.random ??= randomPart();
  const parts = version.groups ? 0 : state.parts.length;
  return write(data.set, { groups: state.groups, parts, hash: parts ? hashOf(state.parts) : 0, random: state.random, answers });
}
