// From an aim, minutes and people to a timed agenda. Pure: the same question has the same
// answer.
//
// What belongs to the aim before others is taken first, in the order of the file, together
// with what must come before or after it, as long as everything taken so far fits at an
// unhurried pace. Times that must hold cut the session into stretches; each stretch is
// filled by itself, with a break where people would sit too long. What cannot be filled
// stays as time in hand.

import { least, most, PARTS, STRETCH } from "./agenda.js";

/**
 * @typedef {import("./agenda.js").Activity} Activity
 * @typedef {import("./agenda.js").Item} Item
 *
 * @typedef {object} Wish
 * @property {string} aim
 * @property {number} minutes 30 to 180
 * @property {number} people
 * @property {number} start minutes since midnight
 * @property {{pause: string, at: number, minutes: number}[]} [fixed] times that must hold, such as lunch
 */

export const MINUTES = [30, 180];
export const PEOPLE = [2, 200];
export const BREAK = "Break";
export const SPARE = "Time in hand";
const BREAK_MINUTES = 10;

/** Unhurried: between what it takes at least and what it is worth at most. @param {Activity} activity */
const easy = (activity) => Math.ceil((2 * least(activity) + most(activity)) / 3);

/**
 * What is wrong with a wish: it is too short or too long, nobody comes, or a time that must
 * hold lies outside the session or upon another.
 * @param {Wish} wish
 * @returns {string[]}
 */
export function refused({ minutes, people, start, fixed = [] }) {
  const found = [];
  if (!within(minutes, MINUTES)) found.push(`a session takes ${MINUTES[0]} to ${MINUTES[1]} minutes`);
  if (!within(people, PEOPLE)) found.push(`a session is for ${PEOPLE[0]} to ${PEOPLE[1]} people`);
  let now = start;
  for (const { pause, at, minutes: long } of [...fixed].sort((one, other) => one.at - other.at)) {
    if (at < now) found.push(`${pause} begins before ${now === start ? "the session does" : "the one before it ends"}`);
    now = at + long;
  }
  if (fixed.length && now > start + minutes) found.push("the last time that must hold ends after the session");
  return found;
}

/** @param {number} value @param {number[]} bounds */
const within = (value, [least, most]) => Number.isInteger(value) && value >= least && value <= most;

/**
 * An agenda that ends when the session does. Throws RangeError for a wish that is refused.
 * @param {Activity[]} activities
 * @param {Wish} wish
 * @returns {Item[]}
 */
export function plan(activities, wish) {
  const wrong = refused(wish);
  if (wrong.length) throw new RangeError(wrong.join("; "));
  const stretches = stretchesOf(wish);
  const ordered = inOrder(activities).filter((activity) => suits(activity, wish));
  const known = new Map(ordered.map((activity) => [activity.id, activity]));
  /** @type {Activity[]} */
  let taken = [];
  /** @type {Item[][] | null} */
  let made = null;
  for (const pace of [easy, least]) {
    for (const group of wanted(ordered, known, wish.aim)) {
      const more = ordered.filter((activity) => taken.includes(activity) || group.includes(activity));
      if (more.length === taken.length) continue;
      const laid = lay(more, stretches, pace);
      if (laid) [taken, made] = [more, laid];
    }
    if (spare(made, stretches) === 0) break;
  }
  return join(made ?? stretches.map(() => []), stretches, wish);
}

/** @param {Activity} activity @param {Wish} wish */
function suits(activity, { aim, people }) {
  return [...activity.core, ...activity.fits].includes(aim) && activity.people.least <= people && people <= activity.people.most;
}

/** By part, then as in the file. @param {Activity[]} activities */
export function inOrder(activities) {
  return PARTS.flatMap((part) => activities.filter((activity) => activity.part === part));
}

/**
 * What to take, in the order of wishing: how to open and to close, something to decide and
 * something to look at, then the rest, ways to open and close last; each with what it needs
 * around it.
 * @param {Activity[]} ordered
 * @param {Map<string, Activity>} known
 * @param {string} aim
 */
function* wanted(ordered, known, aim) {
  /** @param {Activity} activity */
  const rank = ({ core, part }) => (core.includes(aim) ? 0 : 2) + (["looking", "deciding"].includes(part) ? 0 : 1);
  const ranked = [...ordered].sort((one, other) => rank(one) - rank(other)); // stable: the file's order within a rank
  const firsts = ["opening", "closing", "deciding", "looking"].map((part) => ranked.find((activity) => activity.part === part));
  for (const activity of new Set([...firsts, ...ranked])) {
    const group = activity && withCompany(activity, known);
    if (group) yield group;
  }
}

/**
 * An activity with the first of those that must come before and after it, or null where
 * they do not suit this session.
 * @param {Activity} activity
 * @param {Map<string, Activity>} known
 * @param {Activity[]} sofar
 * @returns {Activity[] | null}
 */
function withCompany(activity, known, sofar = []) {
  if (sofar.includes(activity)) return sofar;
  let group = [...sofar, activity];
  for (const wants of [activity.before, activity.after]) {
    if (!wants.length || wants.some((id) => group.some((one) => one.id === id))) continue;
    const other = wants.map((id) => known.get(id)).find(Boolean);
    const grown = other && withCompany(other, known, group);
    if (!grown) return null;
    group = grown;
  }
  return group;
}

/** The minutes between the times that must hold. @param {Wish} wish */
function stretchesOf({ minutes, start, fixed = [] }) {
  const lengths = [];
  let now = start;
  for (const { at, minutes: long } of [...fixed].sort((one, other) => one.at - other.at)) {
    lengths.push(at - now);
    now = at + long;
  }
  return [...lengths, start + minutes - now];
}

/**
 * The activities over the stretches, in order, each stretch filled; null where they do not fit.
 * @param {Activity[]} taken
 * @param {number[]} stretches
 * @param {(activity: Activity) => number} pace
 * @returns {Item[][] | null}
 */
function lay(taken, stretches, pace) {
  /** @type {Item[][]} */
  const laid = [];
  let rest = taken;
  for (const [place, length] of stretches.entries()) {
    const last = place === stretches.length - 1;
    let many = last ? rest.length : 0;
    if (!last) while (many < rest.length && need(rest.slice(0, many + 1), pace) <= length) many += 1;
    const here = rest.slice(0, many);
    if (need(here, pace) > length) return null;
    laid.push(fill(here, length));
    rest = rest.slice(many);
  }
  return laid;
}

/** Minutes that activities take together, breaks included. @param {Activity[]} here @param {(activity: Activity) => number} pace */
function need(here, pace) {
  return here.reduce((sum, activity) => sum + pace(activity), 0) + BREAK_MINUTES * breaksFor(here);
}

/** Where nobody sits too long even if each takes as long as it may. @param {Activity[]} here */
function breaksFor(here) {
  return cuts(here).size;
}

/** Before which activities a break must stand. @param {Activity[]} here */
function cuts(here) {
  const found = new Set();
  let sat = 0;
  for (const [place, activity] of here.entries()) {
    if (sat + most(activity) > STRETCH) {
      found.add(place);
      sat = 0;
    }
    sat += most(activity);
  }
  return found;
}

/**
 * Items of one stretch: what each activity takes at least, and of the rest its part, up to
 * what it is worth.
 * @param {Activity[]} here
 * @param {number} length
 * @returns {Item[]}
 */
function fill(here, length) {
  const breaks = cuts(here);
  const free = length - BREAK_MINUTES * breaks.size - here.reduce((sum, activity) => sum + least(activity), 0);
  const room = here.map((activity) => most(activity) - least(activity));
  const all = room.reduce((sum, more) => sum + more, 0);
  const more = Math.min(free, all);
  let sofar = 0;
  return here.flatMap((activity, place) => {
    const before = all ? Math.floor((more * sofar) / all) : 0;
    sofar += room[place];
    const minutes = least(activity) + (all ? Math.floor((more * sofar) / all) : 0) - before;
    return [...(breaks.has(place) ? [{ pause: BREAK, minutes: BREAK_MINUTES }] : []), { activity: activity.id, minutes }];
  });
}

/** Minutes left over. @param {Item[][] | null} made @param {number[]} stretches */
function spare(made, stretches) {
  return stretches.reduce((sum, length) => sum + length, 0) - (made ?? []).flat().reduce((sum, item) => sum + item.minutes, 0);
}

/**
 * The stretches with the times that must hold between them.
 * @param {Item[][]} made
 * @param {number[]} stretches
 * @param {Wish} wish
 */
function join(made, stretches, { fixed = [] }) {
  const held = [...fixed].sort((one, other) => one.at - other.at);
  return made.flatMap((items, place) => {
    const left = stretches[place] - items.reduce((sum, item) => sum + item.minutes, 0);
    return [...items, ...(left > 0 ? [{ pause: SPARE, minutes: left }] : []), ...(held[place] ? [held[place]] : [])];
  });
}
