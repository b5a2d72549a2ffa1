// Times of day and lists, as people say them and as machines write them.

/**
 * Minutes since midnight as people say them: 6:30 pm.
 * @param {number} minutes
 */
export function spoken(minutes) {
  const hours = Math.floor(minutes / 60) % 24;
  return `${hours % 12 || 12}:${String(minutes % 60).padStart(2, "0")}\u00a0${hours < 12 ? "am" : "pm"}`;
}

/**
 * Minutes since midnight as a form writes them: 18:30.
 * @param {number} minutes
 */
export function clock(minutes) {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/**
 * 18:30, or 1830, as minutes since midnight; NaN for what is no time of day.
 * @param {string} text
 */
export function minutesOf(text) {
  const found = /^([01]\d|2[0-3]):?([0-5]\d)$/.exec(text);
  return found ? 60 * Number(found[1]) + Number(found[2]) : NaN;
}

/**
 * “one, two and three”.
 * @param {string[]} names
 * @param {"and"|"or"} [last]
 */
export function listed(names, last = "and") {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} ${last} ${names[names.length - 1]}`;
}

/**
 * A day as people write it: 22 November 2026.
 * @param {string} day 2026-11-22
 */
export function dayOf(day) {
  return new Date(`${day}T12:00`).toLocaleDateString("en-NZ", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}
