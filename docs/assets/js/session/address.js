// A plan in the address, after #: people's links hold it, so it is read for ever.
//
// v=1 is this format, a the aim, m the minutes, p the people, s the start, d the day, r the
// ready session that it comes from. Each i is an item in its order: its minutes, after a
// hyphen the time at which it has to begin, then a full stop and the id of an activity or an
// asterisk and the name of a pause. macros/session_page.py writes the same for ready sessions.

import { MINUTES, PEOPLE } from "./planner.js";
import { clock, minutesOf } from "./words.js";

/**
 * @typedef {import("./agenda.js").Item} Item
 *
 * @typedef {object} Plan
 * @property {string} aim
 * @property {number} minutes
 * @property {number} people
 * @property {number} start minutes since midnight
 * @property {string} day 2026-11-22, or nothing
 * @property {string} ready id of the ready session that it comes from, or nothing
 * @property {Item[]} items
 *
 * @typedef {object} Known what an address may name
 * @property {string[]} aims
 * @property {string[]} activities
 * @property {string[]} ready
 */

const LONGEST = 60; // letters of a pause's name
const MOST = 60; // items

/** @param {Plan} plan */
export function toAddress({ aim, minutes, people, start, day, ready, items }) {
  const found = new URLSearchParams({ v: "1", a: aim, m: String(minutes), p: String(people), s: clock(start).replace(":", "") });
  if (day) found.set("d", day);
  if (ready) found.set("r", ready);
  for (const item of items) {
    const at = item.at === undefined ? "" : `-${clock(item.at).replace(":", "")}`;
    found.append("i", `${item.minutes}${at}${item.activity === undefined ? `*${item.pause}` : `.${item.activity}`}`);
  }
  return found.toString();
}

/**
 * The plan that an address keeps, and what of it could not be read; null where it keeps none.
 * @param {string} hash with or without #
 * @param {Known} known
 * @returns {{plan: Plan, lost: string[]} | null}
 */
export function fromAddress(hash, known) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  if (!given.has("v") || !given.has("i")) return null;
  if (given.get("v") !== "1") return { plan: empty(known), lost: ["a later edition of the guide made this link. Load this page anew"] };
  const plan = empty(known);
  /** @type {string[]} */
  const lost = [];
  const number = (/** @type {string} */ name, /** @type {number[]} */ [from, to], /** @type {number} */ otherwise) => {
    const value = Number(given.get(name) ?? NaN);
    if (Number.isInteger(value) && value >= from && value <= to) return value;
    lost.push(`${LABELS[name]} cannot be ${given.get(name) ? `“${given.get(name)}”` : "missing"}: ${otherwise} stands in its place`);
    return otherwise;
  };
  plan.minutes = number("m", MINUTES, plan.minutes);
  plan.people = number("p", PEOPLE, plan.people);
  const start = minutesOf(given.get("s") ?? "");
  if (Number.isNaN(start)) lost.push("the time at which it begins cannot be read");
  else plan.start = start;
  if (known.aims.includes(given.get("a") ?? "")) plan.aim = given.get("a") ?? "";
  else lost.push("what it is for is not among the aims of this guide");
  const [day, ready] = [given.get("d") ?? "", given.get("r") ?? ""];
  if (isDay(day)) plan.day = day;
  else if (day) lost.push(`there is no day “${day.slice(0, LONGEST)}”`);
  if (known.ready.includes(ready)) plan.ready = ready;
  else if (ready) lost.push(`the ready session “${ready.slice(0, LONGEST)}”, from which it comes, is not in this edition: its notes are missing`);
  if (given.getAll("i").length > MOST) lost.push(`it has more than ${MOST} items, and the rest was left out`);
  for (const text of given.getAll("i").slice(0, MOST)) {
    const found = /^(\d{1,3})(?:-(\d{4}))?([.*])(.+)$/s.exec(text);
    const minutes = Number(found?.[1]);
    const at = found?.[2] === undefined ? undefined : minutesOf(found[2]);
    if (!found || minutes < 1 || minutes > MINUTES[1] || Number.isNaN(at)) lost.push(`“${text.slice(0, LONGEST)}” cannot be read, and was left out`);
    else if (found[3] === "." && !known.activities.includes(found[4])) lost.push(`there is no activity “${found[4].slice(0, LONGEST)}” in this edition, and it was left out`);
    else plan.items.push({ ...(found[3] === "." ? { activity: found[4] } : { pause: plain(found[4]) || "Break" }), minutes, ...(at === undefined ? {} : { at }) });
  }
  return { plan, lost };
}

/** @type {Record<string, string>} */
const LABELS = { m: "the minutes", p: "the number of people" };
/** @param {Known} known @returns {Plan} */
export const empty = (known) => ({ aim: known.aims[0], minutes: 90, people: 10, start: 9 * 60, day: "", ready: "", items: [] });

/** @param {string} name of a pause */
export const plain = (name) => name.normalize("NFC").replace(/\s+/g, " ").trim().slice(0, LONGEST);

/** @param {string} day */
function isDay(day) {
  const date = new Date(`${day}T12:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day); // there is no 31 February
}
