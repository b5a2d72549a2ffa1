// What the page tells its script: see macros/session_page.py.

/**
 * @typedef {[string, string]} Link a name and an address relative to the page
 *
 * @typedef {import("./agenda.js").Activity & {
 *   purpose: string, invitation: string, facilitator: string, participants: string, room: string, materials: string[],
 *   pages: Link[], tools: Link[], cards: Link[],
 * }} Told an activity with all that a leader is told of it
 *
 * @typedef {object} BuilderData
 * @property {string} title
 * @property {string} page the builder’s own address
 * @property {Record<string, string>} aims
 * @property {Record<string, string>} parts of a session
 * @property {Record<string, string>} groupings
 * @property {Told[]} activities
 * @property {Record<string, {title: string, notes: Record<string, string>}>} ready sessions: what is particular to an activity there
 * @property {string[]} mi words of te reo Māori in it
 */

/** @param {Element} element @returns {BuilderData} */
export const dataOf = (element) => JSON.parse(element.querySelector("script[data-builder]")?.textContent ?? "{}");
