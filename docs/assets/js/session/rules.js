// What is wrong with an agenda, and how a leader is told. macros/agenda.py holds ready
// sessions to the same rules; a test gives both the same sessions.

import { least, most, STRETCH } from "./agenda.js";
import { listed, spoken } from "./words.js";

/**
 * @typedef {import("./agenda.js").Activity} Activity
 * @typedef {import("./agenda.js").Item} Item
 *
 * @typedef {object} Finding
 * @property {number | null} place of the item, or null for the whole session
 * @property {"minutes"|"at"|"activity"|"stretch"} field
 * @property {"sum"|"at"|"stretch"|"twice"|"minutes"|"people"|"before"|"after"|"opening"|"closing"} why
 * @property {number} [is] what it is
 * @property {number} [right] what would be right
 * @property {string[]} [ids] of activities that are missed
 *
 * @typedef {{minutes: number, people: number | {least: number, most: number}, start: number, items: Item[]}} Session
 */

/**
 * What a session has wrong, in the order of its items.
 * @param {Session} session
 * @param {Map<string, Activity>} activities those that its items name
 * @returns {Finding[]}
 */
export function wrong({ minutes, people, start, items }, activities) {
  /** @type {Finding[]} */
  const found = [];
  const total = items.reduce((sum, item) => sum + item.minutes, 0);
  if (total !== minutes) found.push({ place: null, field: "minutes", why: "sum", is: total, right: minutes });
  /** @type {string[]} */
  const named = [];
  let now = start;
  let sat = 0;
  items.forEach((item, place) => {
    if (item.at !== undefined && item.at !== now) found.push({ place, field: "at", why: "at", is: now, right: item.at });
    now += item.minutes;
    sat = item.activity === undefined ? 0 : sat + item.minutes;
    if (sat > STRETCH && sat - item.minutes <= STRETCH) found.push({ place, field: "stretch", why: "stretch", is: sat, right: STRETCH });
    const activity = activities.get(item.activity ?? "");
    if (!activity) return;
    found.push(...misplaced(activity, item, place, typeof people === "number" ? { least: people, most: people } : people, named, items.slice(place + 1)));
    named.push(activity.id);
  });
  const known = items.flatMap((item, place) => activities.get(item.activity ?? "") ? [{ place, part: activities.get(item.activity ?? "")?.part }] : []);
  if (known.length && known[0].part !== "opening") found.push({ place: known[0].place, field: "activity", why: "opening" });
  if (known.length && known[known.length - 1].part !== "closing") found.push({ place: known[known.length - 1].place, field: "activity", why: "closing" });
  return found;
}

/**
 * What is wrong with an activity at its place.
 * @param {Activity} activity
 * @param {Item} item
 * @param {number} place
 * @param {{least: number, most: number}} people
 * @param {string[]} named ids of what comes before it
 * @param {Item[]} later
 * @returns {Finding[]}
 */
function misplaced(activity, item, place, people, named, later) {
  /** @type {Finding[]} */
  const found = [];
  if (named.includes(activity.id)) found.push({ place, field: "activity", why: "twice" });
  if (item.minutes < least(activity) || item.minutes > most(activity)) found.push({ place, field: "minutes", why: "minutes", is: item.minutes });
  if (people.least < activity.people.least || people.most > activity.people.most) found.push({ place, field: "activity", why: "people" });
  if (activity.before.length && !activity.before.some((id) => named.includes(id))) found.push({ place, field: "activity", why: "before", ids: activity.before });
  if (activity.after.length && !activity.after.some((id) => later.some((other) => other.activity === id))) found.push({ place, field: "activity", why: "after", ids: activity.after });
  return found;
}

/**
 * A finding in words, to stand beside its item or above all of them.
 * @param {Finding} finding
 * @param {Item[]} items
 * @param {Map<string, Activity>} activities
 */
export function told({ place, why, is = 0, right = 0, ids = [] }, items, activities) {
  const activity = activities.get(items[place ?? -1]?.activity ?? "");
  const titles = () => listed(ids.map((id) => `“${activities.get(id)?.title ?? id}”`), "or");
  switch (why) {
    case "sum": return is > right
      ? `The agenda takes ${is} minutes, ${is - right} more than you have. Shorten something or take it out.`
      : `The agenda takes ${is} minutes, ${right - is} fewer than you have. Lengthen something, or add to it.`;
    case "at": return `Has to begin at ${spoken(right)}, but what stands before it ends at ${spoken(is)}.`;
    case "stretch": return `By its end people have sat for ${is} minutes. Put a break before it: ${right} is the most.`;
    case "twice": return "Is in the agenda twice. Once is enough.";
    case "minutes": return activity ? `Takes ${range(least(activity), most(activity))} minutes.` : "";
    case "people": return activity ? `Works with ${range(activity.people.least, activity.people.most)} people.` : "";
    case "before": return `Needs ${titles()} before it.`;
    case "after": return `Needs ${titles()} after it.`;
    case "opening": return "Is not made for opening a session. Begin with one that is.";
    case "closing": return "Is not made for closing a session. End with one that is.";
  }
}

/** @param {number} from @param {number} to */
export const range = (from, to) => (from === to ? `${from}` : `${from} to ${to}`);
