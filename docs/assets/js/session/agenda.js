// A session's agenda: how minutes fall to steps, when each item begins, what is wrong with
// it. macros/agenda.py does the same for ready sessions; tests hold the two to one answer.

export const STRETCH = 90; // minutes that people sit at most before a break
export const PARTS = ["opening", "looking", "deciding", "closing"];

/**
 * @typedef {{who: string, text: string, least: number, most: number}} Step
 *
 * @typedef {object} Activity a record of data/activities.yml
 * @property {string} id
 * @property {string} title
 * @property {string} part
 * @property {string[]} core
 * @property {string[]} fits
 * @property {Step[]} steps
 * @property {{least: number, most: number}} people
 * @property {string[]} before
 * @property {string[]} after
 *
 * @typedef {object} Item an activity, by its id, or a pause, by its name
 * @property {string} [activity]
 * @property {string} [pause]
 * @property {number} minutes
 * @property {number} [at] a time that must hold, in minutes since midnight
 */

/** @param {Activity} activity */
export const least = (activity) => activity.steps.reduce((sum, step) => sum + step.least, 0);

/** @param {Activity} activity */
export const most = (activity) => activity.steps.reduce((sum, step) => sum + step.most, 0);

/**
 * The minutes of each step: what it takes at least, and of the rest as much as it has room
 * for. Where there is less than all take at least, each gives up its part.
 * @param {number} minutes
 * @param {Step[]} steps
 */
export function share(minutes, steps) {
  const rest = minutes - steps.reduce((sum, step) => sum + step.least, 0);
  let weights = steps.map((step) => (rest > 0 ? step.most - step.least : step.least));
  if (!weights.some(Boolean)) weights = steps.map((step) => step.least);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sofar = 0;
  return steps.map((step, place) => {
    const before = Math.floor((rest * sofar) / total);
    sofar += weights[place];
    return step.least + Math.floor((rest * sofar) / total) - before;
  });
}

/**
 * When each item begins, in minutes since midnight.
 * @param {Item[]} items
 * @param {number} start
 */
export function times(items, start) {
  let now = start;
  return items.map((item) => (now += item.minutes) - item.minutes);
}
