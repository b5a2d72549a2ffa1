const SHOWN = 10_000; // milliseconds

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Say something to everybody: it stands for a while, and screen readers read it out.
 * @param {HTMLElement} place with the role status
 * @param {string} text
 */
export function say(place, text) {
  clearTimeout(timer);
  place.textContent = text;
  timer = setTimeout(() => { place.textContent = ""; }, SHOWN);
}
