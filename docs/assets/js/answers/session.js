// One person with one tool: the form, its state, what comes out and how it is taken away.
// The form, and every word that stands on the page at first, is the server's.

import { dataOf, itemsIn } from "./data.js";
import { copied, near, saved, whole } from "./hand-on.js";
import { teReo } from "./language.js";
import { soon } from "./later.js";
import { codeOf } from "./own-code.js";
import { showParts } from "./parts.js";
import { drawn } from "./qr.js";
import { forget, keep, kept } from "./saved.js";
import { say } from "./say.js";
import { show } from "./show.js";
import { empty, fromAddress, fromForm, toAddress, toForm } from "./state.js";
import { asCsv, asJson, asText } from "./takeaway.js";

/**
 * @typedef {import("./data.js").ToolData} ToolData
 * @typedef {import("./data.js").About} About
 * @typedef {import("./state.js").State} State
 * @typedef {import("./show.js").Description} Description
 * @typedef {(state: State, data: ToolData, lookup: (item: string) => About) => Description} Result
 */

export class Session {
  #code = "";

  /**
   * @param {HTMLElement} element
   * @param {Result} result
   */
  constructor(element, result) {
    this.element = element;
    this.result = result;
    /** @type {ToolData} */
    this.data = dataOf(element);
    teReo(this.data.mi);
    this.form = /** @type {HTMLFormElement} */ (element.querySelector("form"));
    this.keeps = /** @type {HTMLInputElement} */ (element.querySelector("[data-keep]"));
    /** @type {State} */
    this.state = this.#first();
    toForm(this.data, this.form, this.state);
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#open();
    });
    element.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
      if (button instanceof HTMLElement) this.#does[button.dataset.do ?? ""]?.();
    });
    addEventListener("hashchange", () => this.#arrived());
    this.#update();
    if (this.state.shown) this.#write(); // with the random part of the code
  }

  /** What is told of an item; of a part that was named, its name. @param {string} item */
  lookup = (item) => this.data.items[item] ?? { name: this.state.parts[Number(item.replace("part-", "")) - 1] ?? item };

  /** What the address says, or what this device keeps, or the form as it stands. */
  #first() {
    const here = kept(this.data.id);
    this.keeps.checked = here !== null;
    const arrived = fromAddress(this.data, location.hash);
    const found = arrived ?? (here && fromAddress(this.data, here.address)) ?? fromForm(this.data, this.form, empty());
    return here && (!arrived || Object.keys(arrived.answers).length === 0) ? { ...found, names: here.names } : found;
  }

  /** The form was changed, by a person or a script. */
  changed() {
    soon("qr-write");
    this.state = fromForm(this.data, this.form, this.state);
    this.#update();
    this.#write();
  }

  /** Keep the state in the address, and on this device if that is wanted. */
  #write() {
    history.replaceState(history.state, "", `#${toAddress(this.data, this.state, { mine: true })}`);
    if (!this.keeps.checked) forget(this.data.id);
    else if (!keep(this.data.id, toAddress(this.data, this.state, { notes: true, mine: true }), this.state.names)) {
      this.keeps.checked = false;
      this.#say("This browser does not let the page keep anything.");
    }
  }

  /** Somebody came by an address: of another state, or of a heading of this page. */
  #arrived() {
    const state = fromAddress(this.data, location.hash);
    if (state) {
      this.state = { ...state, notes: Object.keys(state.notes).length ? state.notes : this.state.notes, names: this.state.names };
      toForm(this.data, this.form, this.state);
      this.#update();
    } else this.#write();
  }

  #open() {
    this.state.shown = true;
    this.#update();
    this.#write();
    this.#find("#what-to-talk-about").focus();
    this.#say(this.#description().summary);
  }

  #description() {
    return this.result(this.state, this.data, this.lookup);
  }

  #update() {
    const { data, form, state } = this;
    for (const section of this.#all("[data-group]")) section.toggleAttribute("data-unasked", !state.groups.includes(section.dataset.group ?? ""));
    for (const place of this.#all("[data-progress]")) {
      const items = itemsIn(data, [place.dataset.progress ?? ""], 0);
      const done = items.filter((item) => state.answers[item]).length;
      place.textContent = done === items.length ? `All ${items.length} answered` : `${done} of ${items.length} answered`;
    }
    showParts(form);
    const link = this.#find("[data-compare-link]");
    if (link instanceof HTMLAnchorElement) link.href = `${near(data.compare)}#${new URLSearchParams([["v", "1"], ["t", data.id], ...state.parts.map((part) => ["p", part])])}`;
    for (const section of this.#all(".bcs-tool__out")) section.hidden = !state.shown;
    if (!state.shown) return;
    show(this.#find("[data-result]"), this.#description());
    const code = codeOf(data, state);
    if (code !== this.#code) this.#find("[data-qr]").replaceChildren();
    this.#code = code;
    this.#find("[data-code]").textContent = code;
    this.#find("[data-has-code]").hidden = !code;
    this.#find("[data-no-code]").hidden = Boolean(code);
  }

  /** The link that hands in the code. */
  #codeLink() {
    return `${whole(this.data.compare)}#code=${this.#code}`;
  }

  /** @type {Record<string, () => void>} what each button does */
  #does = {
    clear: () => this.#clear(),
    print: () => print(),
    "copy-code": () => this.#copy(this.#code, "The code is copied."),
    "copy-code-link": () => this.#copy(this.#codeLink(), "The link is copied. It hands in your code."),
    "copy-invitation": () => this.#copy(
      `${whole(this.data.page)}#${toAddress(this.data, { ...empty(), groups: this.state.groups, parts: this.state.parts })}`,
      "The link is copied. It has the same questions and no answers.",
    ),
    "copy-answers": () => this.#copy(`${whole(this.data.page)}#${toAddress(this.data, this.state)}`, "The link is copied. It has your answers only."),
    "copy-notes": () => this.#copy(
      `${whole(this.data.page)}#${toAddress(this.data, this.state, { notes: true })}`, "The link is copied. It has your notes too: whoever holds it can read them.",
    ),
    "copy-text": () => this.#copy(asText(this.data, this.#description()), "The text is copied."),
    "save-csv": () => saved(`${this.data.id}.csv`, "text/csv", asCsv(this.data, this.state, this.lookup)),
    "save-json": () => saved(`${this.data.id}.json`, "application/json", asJson(this.data, this.state, this.lookup)),
    "show-qr": () => this.#drawCode(),
  };

  /** @param {string} text @param {string} done */
  async #copy(text, done) {
    this.#say(await copied(text, this.#find("[data-to-copy]")) ? done : "Here it is, to copy.");
  }

  async #drawCode() {
    try {
      this.#find("[data-qr]").replaceChildren(await drawn(this.#codeLink(), "QR code of the link that hands in your code"));
      this.#say("The QR code is here. It hands in your code.");
    } catch {
      this.#say("The QR code could not be fetched. Use the code itself, or the link.");
    }
  }

  #clear() {
    if (!confirm("Clear all answers, notes and names, here and on this device?")) return;
    forget(this.data.id);
    this.keeps.checked = false;
    this.state = empty();
    this.#code = "";
    toForm(this.data, this.form, this.state);
    this.state = fromForm(this.data, this.form, this.state);
    this.#find("[data-to-copy]").replaceChildren();
    this.#update();
    history.replaceState(history.state, "", location.pathname + location.search);
    this.#say("Everything is cleared.");
  }

  /** @param {string} text */
  #say(text) {
    say(this.#find("[role=status]"), text);
  }

  /** @param {string} selector @returns {HTMLElement[]} */
  #all(selector) {
    return /** @type {HTMLElement[]} */ ([...this.element.querySelectorAll(selector)]);
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector));
  }
}
