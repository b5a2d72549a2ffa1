// The timer on the wall: what is on, how long it still has, what comes next.

import { announced, begin, ends, left, longer, pause, shown, turn } from "./clock.js";
import { spoken } from "./words.js";

/**
 * @typedef {import("./clock.js").Running} Running
 * @typedef {import("./take-away.js").Slot} Slot
 */

const LOOK = 250; // milliseconds between two looks at the clock

export class Timer {
  /** @type {Running | null} */
  #running = null;
  /** @type {Slot[]} */
  #slots = [];
  #before = 0;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    dialog.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-timer]") : null;
      if (button instanceof HTMLElement && this.#running && button.getAttribute("aria-disabled") !== "true") this.#press(button.dataset.timer ?? "", this.#running);
    });
    setInterval(() => dialog.open && this.#look(), LOOK);
    document.addEventListener("visibilitychange", () => dialog.open && this.#look());
  }

  /**
   * Show the timer. It goes on where it was, unless the agenda is another one.
   * @param {Slot[]} slots
   */
  open(slots) {
    const same = JSON.stringify(slots.map(({ name, minutes }) => [name, minutes])) === JSON.stringify(this.#slots.map(({ name, minutes }) => [name, minutes]));
    if (!this.#running || !same) {
      this.#slots = slots;
      this.#set(begin(slots.map((slot) => slot.minutes), Date.now()));
    }
    this.dialog.showModal();
    this.#look();
  }

  /** @param {string} does @param {Running} running */
  #press(does, running) {
    const now = Date.now();
    if (does === "longer") this.#set(longer(running, 5, now));
    if (does === "pause") this.#set(pause(running, now));
    if (does === "next") this.#set(turn(running, 1, now));
    if (does === "back") this.#set(turn(running, -1, now));
    if (does === "leave") this.dialog.close();
    if (does === "longer" || does === "pause") this.#say(`${shown(left(/** @type {Running} */ (this.#running), now))} left.`);
    if (does === "next" || does === "back") this.#say(this.#slots[/** @type {Running} */ (this.#running).place].name);
  }

  /** @param {Running} running */
  #set(running) {
    this.#running = running;
    this.#before = left(running, Date.now());
    this.#look();
  }

  #look() {
    const running = this.#running;
    if (!running) return;
    const now = Date.now();
    const rest = left(running, now);
    const { place } = running;
    const next = this.#slots[place + 1];
    this.dialog.toggleAttribute("data-over", rest <= 0);
    this.#tell("what", this.#slots[place].name);
    this.#tell("left", shown(rest));
    this.#tell("until", running.paused === null ? `until ${time(running.until)}` : "paused");
    this.#tell("next", next ? `Next: ${next.name}, ${running.minutes[place + 1]} min` : "Nothing comes after this.");
    this.#tell("end", `The session ends at ${time(ends(running, now))}.`);
    this.#button("pause").textContent = running.paused === null ? "Pause" : "Go on";
    this.#button("next").setAttribute("aria-disabled", String(!next));
    this.#button("back").setAttribute("aria-disabled", String(place === 0));
    const text = announced(this.#before, rest);
    if (text) this.#say(text);
    this.#before = rest;
  }

  /** @param {string} part @param {string} text */
  #tell(part, text) {
    const place = this.dialog.querySelector(`[data-timer-${part}]`);
    if (place && place.textContent !== text) place.textContent = text;
  }

  /** @param {string} does @returns {HTMLElement} */
  #button(does) {
    return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-timer="${does}"]`));
  }

  /** Read out by screen readers. @param {string} text */
  #say(text) {
    this.#tell("said", text);
  }
}

/** A moment as people say it. @param {number} moment milliseconds since 1970 */
function time(moment) {
  const date = new Date(moment);
  return spoken(60 * date.getHours() + date.getMinutes());
}
