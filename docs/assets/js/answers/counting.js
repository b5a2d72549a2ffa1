// What a group said of an item, in words: counts, and nothing added up.

/**
 * @typedef {import("./compare.js").Spread} Spread
 */

const NUMBERS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/** @param {number} count */
export function inWords(count) {
  return NUMBERS[count] ?? String(count);
}

/** @param {string} text */
export function capital(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/**
 * @param {Spread} spread
 * @param {string[]} scale ids of the answers in the order of display
 * @param {(choice: string) => string} label
 * @param {boolean} ordered is the scale a line?
 */
export function said(spread, scale, label, ordered) {
  const people = Object.values(spread.counts).reduce((sum, count) => sum + count, spread.unsure + spread.silent);
  const given = scale.filter((choice) => spread.counts[choice] > 0).sort((one, other) => spread.counts[other] - spread.counts[one]);
  const answered = given.reduce((sum, choice) => sum + spread.counts[choice], 0);
  return capital([answers(), missing()].filter(Boolean).join(" "));

  function answers() {
    if (given.length === 0) return "";
    if (given.length === 1 && answered === people) return `all ${inWords(people)} say “${label(given[0])}”.`;
    const ends = [scale[0], scale[scale.length - 1]];
    const far = ordered && ends.every((end) => spread.counts[end] > 0);
    const parts = (far ? [...given.filter((choice) => ends.includes(choice)), ...given.filter((choice) => !ends.includes(choice))] : given).map((choice, place) => {
      const many = inWords(spread.counts[choice]) + (place === 0 ? ` of ${inWords(people)}` : "");
      if (!far) return place === 0 ? `${many} say${spread.counts[choice] === 1 ? "s" : ""} “${label(choice)}”` : `${many} “${label(choice)}”`;
      return place === 0 ? `${many} at one end (“${label(choice)}”)` : place === 1 ? `${many} at the other (“${label(choice)}”)` : `${many} between (“${label(choice)}”)`;
    });
    return `${parts.join(", ")}.`;
  }

  function missing() {
    const unsure = spread.unsure ? capital(`${inWords(spread.unsure)} ${spread.unsure === 1 ? "does" : "do"} not know.`) : "";
    const silent = spread.silent ? capital(`${inWords(spread.silent)} gave no answer.`) : "";
    return [unsure, silent].filter(Boolean).join(" ");
  }
}
