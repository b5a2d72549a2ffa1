// The element around a tool's form: `start` gives it the tool's own result and defines it.
// The form, and all that stands on the page at first, is the server's.

import { dataOf, itemsIn } from "./data.js";
import { show } from "./show.js";
import { empty, fromAddress, fromForm, toAddress, toForm } from "./state.js";

/**
 * @typedef {import("./data.js").ToolData} ToolData
 * @typedef {import("./data.js").About} About
 * @typedef {import("./state.js").State} State
 * @typedef {import("./show.js").Description} Description
 * @typedef {(state: State, data: ToolData, lookup: (item: string) => About) => Description} Result
 */

const NAME = "bcs-tool";

/** What all tools share. */
export class Tool extends HTMLElement {
  /** @type {Result} */
  result = () => ({ summary: "", sections: [] });
  /** @type {State} */
  state = empty();
  #started = false;

  connectedCallback() {
    if (this.#started) return;
    const form = this.querySelector("form");
    const data = dataOf(this);
    if (!form || !data) return;
    this.#started = true;
    this.form = form;
    /** @type {ToolData} */
    this.data = data;
    this.state = fromAddress(data, location.hash) ?? fromForm(data, form, this.state);
    toForm(data, form, this.state);
    this.#update();
    form.addEventListener("input", () => this.#changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#open();
    });
    addEventListener("hashchange", () => this.#arrived());
  }

  /** What is told of an item. @param {string} item */
  lookup = (item) => this.data?.items[item] ?? { name: item };

  #changed() {
    if (!this.data || !this.form) return;
    this.state = fromForm(this.data, this.form, this.state);
    history.replaceState(history.state, "", `#${toAddress(this.data, this.state, { mine: true })}`);
    this.#update();
  }

  /** Somebody went back, forward or to an address of another state. */
  #arrived() {
    if (!this.data || !this.form) return;
    const state = fromAddress(this.data, location.hash);
    if (!state) {
      // a heading of this page: be there, and keep the answers in the address
      history.replaceState(history.state, "", `#${toAddress(this.data, this.state, { mine: true })}`);
      return;
    }
    this.state = { ...state, names: this.state.names, notes: { ...this.state.notes, ...state.notes } };
    toForm(this.data, this.form, this.state);
    this.#update();
  }

  #open() {
    if (!this.data) return;
    if (!this.state.shown) {
      this.state.shown = true;
      history.pushState(null, "", `#${toAddress(this.data, this.state, { mine: true })}`);
    }
    this.#update();
    const heading = this.querySelector("#what-to-talk-about");
    if (heading instanceof HTMLElement) heading.focus();
  }

  #update() {
    const { data, form, state } = this;
    if (!data || !form) return;
    for (const section of form.querySelectorAll("[data-group]")) {
      if (section instanceof HTMLElement) section.hidden = !state.groups.includes(section.dataset.group ?? "");
    }
    for (const place of form.querySelectorAll("[data-progress]")) {
      const items = itemsIn(data, [/** @type {HTMLElement} */ (place).dataset.progress ?? ""], 0);
      const done = items.filter((item) => state.answers[item]).length;
      place.textContent = done === items.length ? `All ${items.length} answered` : `${done} of ${items.length} answered`;
    }
    for (const section of this.querySelectorAll(".bcs-tool__out")) {
      if (section instanceof HTMLElement) section.hidden = !state.shown;
    }
    const place = this.querySelector("[data-result]");
    if (place && state.shown) show(place, this.result(state, data, this.lookup));
  }
}

/**
 * Define the element of this page's tool; a second start is refused.
 * @param {{id: string, result: Result}} tool
 */
export function start({ id, result }) {
  if (customElements.get(NAME)) throw new Error(`${id}: a tool has been started on this page`);
  customElements.define(NAME, class extends Tool { result = result; });
}
