// What the page tells of its tool, as macros/tool_page.py writes it.

/**
 * @typedef {import("./code.js").ItemSet} ItemSet
 * @typedef {[text: string, href: string]} Link
 *
 * @typedef {object} About what is told of an item
 * @property {string} name what members read
 * @property {"enabler"|"impediment"} [kind]
 * @property {string} [text] what it looks like
 * @property {string} [ask] the question that goes with it
 * @property {string} [href] its passage
 * @property {Link[]} [links] where it was seen, or what speaks to it
 * @property {string} [stage] stage whose characteristic it is
 *
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} [text]
 * @property {string} [href]
 * @property {string} [ask]
 *
 * @typedef {object} Said words that a result says
 * @property {string} [title]
 * @property {string} text
 * @property {Link} [from] where the sources have it
 * @property {Link[]} [links]
 * @property {Link[]} [stories]
 * @property {boolean} [added] by this edition
 *
 * @typedef {object} Story a story that shows something
 * @property {string} name
 * @property {string} href
 * @property {string} [text] what it shows
 * @property {boolean} [care] does its page begin with a content note?
 *
 * @typedef {object} Fact what the guide tells of a domain, a stage, a way, a role: macros/tool_facts.py
 * @property {string} name
 * @property {string} href
 * @property {string} [text]
 * @property {string} [ask]
 * @property {string} [since] what it is called today
 * @property {string[]} [steps]
 * @property {string[]} [items] practices, moves, marks, processes
 * @property {string[]} [stages] those that a zone or a jump joins
 * @property {Story[]} [stories]
 *
 * @typedef {object} Group
 * @property {string} id
 * @property {string} title
 * @property {string} question
 * @property {string[]} choices ids in the order of display
 * @property {boolean} ordered
 * @property {string[]} items ids in the order of display
 *
 * @typedef {object} ToolData
 * @property {string} id
 * @property {string} title
 * @property {string} question
 * @property {ItemSet} set
 * @property {Record<string, Choice>} choices
 * @property {string[]} scale ids of the tool's own choices in the order of display
 * @property {boolean} ordered
 * @property {Group[]} groups none where members name the parts
 * @property {Record<string, About>} items
 * @property {Record<string, Fact>} facts by the id of what it is told of
 * @property {{id: string, no: string}[]} questions that help to choose: what a no points to
 * @property {Record<string, Said>} texts
 * @property {string} page address of the tool's page
 * @property {string[]} mi words of te reo Māori in it
 * @property {string} compare address of the page that compares
 */

/**
 * The data in a page.
 * @param {ParentNode} root
 * @returns {ToolData}
 */
export function dataOf(root) {
  return JSON.parse(root.querySelector("script[data-tool]")?.textContent ?? "null");
}

/**
 * The ids of a tool's items, in the order of display, of those groups that were chosen.
 * @param {ToolData} data
 * @param {string[]} groups
 * @param {number} parts how many parts were named
 */
export function itemsIn(data, groups, parts) {
  if (data.groups.length === 0) return Array.from({ length: parts }, (_, place) => `part-${place + 1}`);
  return data.groups.filter((group) => groups.includes(group.id)).flatMap((group) => group.items);
}

/**
 * The answers that an item can have, in the order of display.
 * @param {ToolData} data
 * @param {string} item
 */
export function choicesFor(data, item) {
  return data.groups.find((group) => group.items.includes(item))?.choices ?? data.scale;
}
