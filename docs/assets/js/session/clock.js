// What the timer of a session knows: where the session stands and until when. It counts to a
// time of day, since ticks drift and stop in a hidden tab. Pure: `now` is always given, in
// milliseconds since 1970.

/**
 * @typedef {object} Running
 * @property {number[]} minutes of each item, with what was added
 * @property {number} place of the item that is on
 * @property {number} until when it ends
 * @property {number | null} paused when it was paused
 */

const MINUTE = 60_000;

/**
 * @param {number[]} minutes
 * @param {number} now
 * @param {number} [place] of the item to begin with
 * @returns {Running}
 */
export const begin = (minutes, now, place = 0) => ({ minutes, place, until: now + minutes[place] * MINUTE, paused: null });

/** Milliseconds left; below 0 it is over. @param {Running} running @param {number} now */
export const left = ({ until, paused }, now) => until - (paused ?? now);

/** When the whole session ends. @param {Running} running @param {number} now */
export function ends({ minutes, place, until, paused }, now) {
  const over = Math.max(until + (paused === null ? 0 : now - paused), now);
  return over + minutes.slice(place + 1).reduce((sum, one) => sum + one, 0) * MINUTE;
}

/** An item that is over has the minutes from now. @param {Running} running @param {number} more minutes @param {number} now @returns {Running} */
export const longer = (running, more, now) => ({
  ...running, until: Math.max(running.until, running.paused ?? now) + more * MINUTE, minutes: running.minutes.map((one, place) => (place === running.place ? one + more : one)),
});

/** @param {Running} running @param {number} now @returns {Running} */
export const pause = (running, now) => (running.paused === null
  ? { ...running, paused: now } : { ...running, until: running.until + now - running.paused, paused: null });

/** To another item, which begins now. @param {Running} running @param {number} step @param {number} now @returns {Running} */
export function turn(running, step, now) {
  const place = running.place + step;
  return place < 0 || place >= running.minutes.length ? running : begin(running.minutes, now, place);
}

/** `4:05`, or how long it has been over: `+0:30`. @param {number} rest milliseconds */
export function shown(rest) {
  const seconds = rest > 0 ? Math.ceil(rest / 1000) : Math.floor(-rest / 1000);
  return `${rest > 0 || seconds === 0 ? "" : "+"}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * What is worth saying aloud between two looks at the clock, or nothing.
 * @param {number} before milliseconds left at the look before
 * @param {number} rest milliseconds left now
 */
export function announced(before, rest) {
  if (before > 0 && rest <= 0) return "Time is up.";
  for (const minutes of [1, 5]) if (before > minutes * MINUTE && rest <= minutes * MINUTE) return minutes === 1 ? "One minute left." : `${minutes} minutes left.`;
  return "";
}
