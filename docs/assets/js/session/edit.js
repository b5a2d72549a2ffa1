// What a leader changes in an agenda. Pure: each gives a new list of items.

import { least, most } from "./agenda.js";
import { plain } from "./address.js";

/**
 * @typedef {import("./agenda.js").Activity} Activity
 * @typedef {import("./agenda.js").Item} Item
 */

/** @param {Item[]} items @param {number} place @param {number} by -1 or 1 */
export function moved(items, place, by) {
  if (place + by < 0 || place + by >= items.length) return items;
  const made = [...items];
  [made[place], made[place + by]] = [made[place + by], made[place]];
  return made;
}

/** @param {Item[]} items @param {number} place */
export const without = (items, place) => items.filter((_, other) => other !== place);

/** @param {Item[]} items @param {number} place @param {Partial<Item>} changes */
const changed = (items, place, changes) => items.map((item, other) => (other === place ? { ...item, ...changes } : item));

/** @param {Item[]} items @param {number} place @param {number} minutes */
export const timed = (items, place, minutes) => (Number.isInteger(minutes) && minutes >= 1 && minutes <= 180 ? changed(items, place, { minutes }) : items);

/** @param {Item[]} items @param {number} place @param {string} name */
export const named = (items, place, name) => changed(items, place, { pause: plain(name) || "Break" });

/** A time that no longer has to hold. @param {Item[]} items @param {number} place */
export const loosened = (items, place) => items.map((item, other) => {
  if (other !== place) return item;
  const { at, ...rest } = item;
  return rest;
});

/**
 * Another activity in an item's place, with its minutes as far as it allows.
 * @param {Item[]} items
 * @param {number} place
 * @param {Activity} activity
 */
export const swapped = (items, place, activity) => changed(items, place, {
  activity: activity.id, minutes: Math.min(most(activity), Math.max(least(activity), items[place].minutes)),
});

/** An activity where its part of a session ends. @param {Item[]} items @param {Activity} activity @param {(id: string) => number} rank of an activity's part */
export function added(items, activity, rank) {
  const before = items.filter((item) => item.activity === undefined || rank(item.activity) <= rank(activity.id));
  const last = before.filter((item) => item.activity !== undefined).pop();
  const place = last ? items.indexOf(last) + 1 : 0;
  return [...items.slice(0, place), { activity: activity.id, minutes: least(activity) }, ...items.slice(place)];
}

/** A break in the middle. @param {Item[]} items */
export function rested(items) {
  const place = Math.ceil(items.length / 2);
  return [...items.slice(0, place), { pause: "Break", minutes: 10 }, ...items.slice(place)];
}
