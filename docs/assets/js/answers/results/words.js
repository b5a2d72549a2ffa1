// Small pieces that several results are made of.

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../data.js").Said} Said
 * @typedef {import("../data.js").Link} Link
 * @typedef {import("../show.js").Section} Section
 */

/**
 * “a”, “a and b”, “a, b and c”.
 * @param {string[]} all
 */
export function names(all) {
  return all.length > 1 ? `${all.slice(0, -1).join(", ")} and ${all[all.length - 1]}` : all.join("");
}

/**
 * Texts of the tool’s record as a section, under the title of the first.
 * @param {ToolData} data
 * @param {string[]} ids
 * @returns {Section}
 */
export function section(data, ...ids) {
  const texts = ids.map((id) => data.texts[id]);
  return { title: texts[0].title ?? "", texts };
}

/**
 * Where a record of the guide lives, and the stories that show it.
 * @param {ToolData} data
 * @param {string} id
 */
export function told(data, id) {
  const { name, href, stories = [] } = data.facts[id];
  return { links: [/** @type {Link} */ ([name, href])], stories };
}

/**
 * A result that has nothing to go by yet.
 * @param {ToolData} data
 */
export function nothing(data) {
  return { summary: data.texts.nothing.text, sections: [] };
}
