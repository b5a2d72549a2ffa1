// The session builder: a form, the agenda that comes of it, what the leader changes in it, and
// how it is taken along. The form, and every word that stands on the page at first, is the
// server’s.

import { copied, near, saved, whole } from "../answers/hand-on.js";
import { teReo } from "../answers/language.js";
import { say } from "../answers/say.js";
import { make } from "../answers/show.js";
import { PARTS, times } from "./agenda.js";
import { empty, fromAddress, plain, toAddress } from "./address.js";
import { forFacilitator, forParticipants } from "./copies.js";
import { dataOf } from "./data.js";
import { added, loosened, moved, named, rested, swapped, timed, without } from "./edit.js";
import { groups, itemsOf, option, shown, suiting } from "./list.js";
import { plan as planned, refused } from "./planner.js";
import { told, wrong } from "./rules.js";
import { asCalendar, asCsv, asMarkdown, endOf, headOf, slotsOf } from "./take-away.js";
import { Timer } from "./timer.js";
import { clock, listed, minutesOf, spoken } from "./words.js";

/**
 * @typedef {import("./address.js").Plan} Plan
 * @typedef {import("./agenda.js").Item} Item
 */

export class Builder {
  /** @type {Item[] | null} the agenda before it was planned anew */
  #before = null;

  /** @param {HTMLElement} element around the form */
  constructor(element) {
    this.element = element;
    this.data = dataOf(element);
    teReo(this.data.mi);
    this.known = { aims: Object.keys(this.data.aims), activities: this.data.activities.map((activity) => activity.id), ready: Object.keys(this.data.ready) };
    this.activities = new Map(this.data.activities.map((activity) => [activity.id, activity]));
    this.form = /** @type {HTMLFormElement} */ (this.#find("form"));
    this.timer = new Timer(this.#find("dialog"));
    /** @type {Plan} */
    this.plan = empty(this.known);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#build();
    });
    this.form.addEventListener("change", () => this.#asked());
    element.addEventListener("click", (event) => this.#clicked(event));
    element.addEventListener("input", (event) => this.#typed(event));
    element.addEventListener("change", (event) => this.#edited(event));
    addEventListener("hashchange", () => this.#arrived() || this.#keep());
    if (!this.#arrived()) this.plan = this.#wish();
  }

  // --- the form ---------------------------------------------------------------------------

  /** @param {string} name @returns {any} */
  #field(name) {
    return this.form.elements.namedItem(name);
  }

  /** What the form asks for, with the items as they are. @returns {Plan} */
  #wish() {
    const start = minutesOf(this.#field("start").value);
    return {
      ...this.plan, aim: this.#field("aim").value || this.plan.aim, minutes: Number(this.#field("minutes").value), people: Number(this.#field("people").value),
      start: Number.isNaN(start) ? this.plan.start : start, day: this.#field("day").value,
    };
  }

  /** The times that must hold. */
  #fixed() {
    return [1, 2].flatMap((row) => {
      const at = minutesOf(this.#field(`fixed-at-${row}`).value);
      const minutes = Number(this.#field(`fixed-minutes-${row}`).value);
      return Number.isNaN(at) || minutes < 1 ? [] : [{ pause: plain(this.#field(`fixed-name-${row}`).value) || "Break", at, minutes }];
    });
  }

  /** Fill in the form. @param {Plan} plan */
  #fill({ aim, minutes, people, start, day, items }) {
    this.#field("aim").value = aim;
    this.#field("minutes").value = String(minutes);
    this.#field("people").value = String(people);
    this.#field("start").value = clock(start);
    this.#field("day").value = day;
    const fixed = items.filter((item) => item.at !== undefined && item.pause !== undefined);
    for (const row of [1, 2]) {
      const item = fixed[row - 1];
      this.#field(`fixed-name-${row}`).value = item?.pause ?? "";
      this.#field(`fixed-at-${row}`).value = item?.at === undefined ? "" : clock(item.at);
      this.#field(`fixed-minutes-${row}`).value = item ? String(item.minutes) : "";
    }
    if (fixed.length) this.#fold().open = true;
  }

  #fold() {
    return this.#find("[data-fixed]");
  }

  /** The form was changed: the agenda stays, its times and what is wrong with it follow. */
  #asked() {
    const wish = this.#wish();
    if (this.#refuse(refused(wish))) return;
    this.plan = wish;
    if (wish.items.length) this.#show();
  }

  /** Say what cannot be planned, if anything. @param {string[]} found */
  #refuse(found) {
    this.#find("[data-refused]").replaceChildren(...(found.length ? [make("p", { class: "bcs-plan__amiss" }, `This cannot be planned: ${listed(found)}.`)] : []));
    return found.length > 0;
  }

  #build() {
    const wish = { ...this.#wish(), fixed: this.#fixed() };
    if (this.#refuse(refused(wish))) {
      this.#fold().open ||= wish.fixed.length > 0;
      return;
    }
    this.#before = this.plan.items.length ? this.plan.items : null;
    const { fixed, ...plan } = wish;
    this.plan = { ...plan, ready: "", items: planned(this.data.activities, wish) };
    this.#show();
    this.#find("#your-agenda").focus();
    this.#say(`${this.#summary()}${this.#before ? " The agenda that stood here was replaced: “Bring back” undoes that." : ""}`);
  }

  // --- the agenda -------------------------------------------------------------------------

  #summary() {
    return `${this.plan.items.length} items, ${spoken(this.plan.start)} to ${spoken(endOf(this.plan))}.`;
  }

  /** Show the plan everywhere, and keep it in the address. */
  #show() {
    const { data, plan } = this;
    const focus = this.#focused();
    const findings = wrong(plan, this.activities);
    this.#find("[data-head]").textContent = headOf(plan, data);
    const whole = findings.filter((finding) => finding.place === null).map((finding) => make("p", {}, told(finding, plan.items, this.activities)));
    const others = new Set(findings.map((finding) => finding.place).filter((place) => place !== null)).size;
    if (others) whole.push(make("p", {}, `${others === 1 ? "One item has" : `${others} items have`} a note below. You know your group: keep what you think right.`));
    this.#find("[data-amiss]").replaceChildren(...whole);
    shown(this.#find("[data-items]"), itemsOf(plan, data, findings));
    const add = this.#find("[data-add]");
    add.replaceChildren(make("option", { value: "" }, "Choose one"), ...groups(suiting(plan, data), data).map(([name, options]) => make("optgroup", { label: name }, ...options.map((activity) => option(activity)))));
    this.#find("[data-do=undo]").hidden = this.#before === null;
    this.#find("[data-participants]").replaceChildren(...forParticipants(plan, data));
    this.#find("[data-facilitator]").replaceChildren(...forFacilitator(plan, data));
    for (const section of this.element.querySelectorAll("[data-out]")) section.toggleAttribute("hidden", !plan.items.length);
    this.#keep();
    this.#focus(focus);
  }

  /** The address keeps the plan, also when somebody went to a heading of this page. */
  #keep() {
    history.replaceState(history.state, "", this.plan.items.length ? `#${toAddress(this.plan)}` : location.href.split("#")[0]);
  }

  /** What has the focus in the list, by what it does and its place. */
  #focused() {
    const active = document.activeElement;
    return active instanceof HTMLElement && active.dataset.edit ? { edit: active.dataset.edit, place: Number(active.dataset.place) } : null;
  }

  /** @param {{edit: string, place: number} | null} focus */
  #focus(focus) {
    if (!focus) return;
    const found = this.element.querySelector(`[data-edit="${focus.edit}"][data-place="${focus.place}"]`) ?? this.#find("#your-agenda");
    /** @type {HTMLElement} */ (found).focus();
  }

  /**
   * Somebody types in the list: what is wrong moves while they do, not when they press
   * something else.
   * @param {Event} event
   */
  #typed(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !field.dataset.edit) return;
    const { items } = this.plan;
    const place = Number(field.dataset.place);
    this.plan = { ...this.plan, items: field.dataset.edit === "minutes" ? timed(items, place, Number(field.value)) : named(items, place, field.value) };
    this.#show();
  }

  /** @param {Event} event a field of the list was changed */
  #edited(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    const place = Number(field.dataset.place);
    const { items } = this.plan;
    if (field.dataset.edit === "minutes") field.value = String(items[place].minutes);
    if (field.dataset.edit === "name") field.value = items[place].pause ?? "";
    if (field instanceof HTMLInputElement && field.dataset.edit) this.#say(this.#summary());
    const activity = this.activities.get(field.value);
    if (field.dataset.edit === "swap" && activity) this.#change(swapped(items, place, activity), `${activity.title} stands there now.`);
    if (field.matches("[data-add]") && activity) {
      const rank = (/** @type {string} */ id) => PARTS.indexOf(this.activities.get(id)?.part ?? "");
      this.#change(added(items, activity, rank));
      this.#say(`${activity.title} was added. ${this.#summary()}`);
    }
  }

  /** @param {Event} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button, a") : null;
    if (!(button instanceof HTMLElement) || button.getAttribute("aria-disabled") === "true") return;
    this.#does[button.dataset.do ?? ""]?.();
    const place = Number(button.dataset.place);
    const { items } = this.plan;
    switch (button.dataset.edit) {
      case "up": return this.#move(place, -1);
      case "down": return this.#move(place, 1);
      case "loosen": return this.#change(loosened(items, place), "It may move now.", { edit: "minutes", place });
      case "remove": return this.#change(without(items, place), `${this.#nameOf(place)} was taken out.`, { edit: "remove", place: Math.min(place, items.length - 2) });
    }
  }

  /** @param {number} place @param {number} by */
  #move(place, by) {
    const name = this.#nameOf(place);
    const to = place + by;
    const edit = by < 0 ? "up" : "down";
    const items = moved(this.plan.items, place, by);
    this.#change(items, `${name} is ${to + 1} of ${items.length}, at ${spoken(times(items, this.plan.start)[to])}.`, { edit, place: to });
  }

  /** @param {number} place */
  #nameOf(place) {
    const item = this.plan.items[place];
    return this.activities.get(item.activity ?? "")?.title ?? item.pause ?? "";
  }

  /**
   * @param {Item[]} items
   * @param {string} [said]
   * @param {{edit: string, place: number} | null} [focus]
   */
  #change(items, said = "", focus = null) {
    this.plan = { ...this.plan, items };
    this.#show();
    this.#focus(focus);
    this.#say(said || this.#summary());
  }

  /** Somebody came by an address that keeps a plan. @returns {boolean} */
  #arrived() {
    const found = fromAddress(location.hash, this.known);
    if (!found) return false;
    this.plan = found.plan;
    this.#before = null;
    this.#fill(this.plan);
    this.#find("[data-refused]").replaceChildren(...(found.lost.length ? [make("p", { class: "bcs-plan__amiss" }, `Of this link: ${listed(found.lost)}.`)] : []));
    this.#show();
    return true;
  }

  // --- to take along ----------------------------------------------------------------------

  /** The link that brings the plan back. */
  #link() {
    return `${whole(this.data.page)}#${toAddress(this.plan)}`;
  }

  /** @type {Record<string, () => void>} what each button does */
  #does = {
    rest: () => this.#change(rested(this.plan.items), "A break was added in the middle."),
    undo: () => {
      const before = this.#before ?? [];
      this.#before = null;
      this.#change(before, "The agenda of before is back.", { edit: "minutes", place: 0 });
    },
    "print-participants": () => this.#print("participants"),
    "print-facilitator": () => this.#print("facilitator"),
    "copy-link": () => this.#copy(this.#link(), "The link is copied. Whoever opens it sees this agenda."),
    "copy-markdown": () => this.#copy(asMarkdown(this.plan, this.data, this.#link()), "The agenda is copied as Markdown."),
    "save-csv": () => saved("session.csv", "text/csv", asCsv(this.plan, this.data)),
    "save-calendar": () => this.#calendar(),
    run: () => this.timer.open(slotsOf(this.plan, this.data)),
    clear: () => this.#clear(),
  };

  #calendar() {
    if (this.plan.day) return saved("session.ics", "text/calendar", asCalendar(this.plan, this.data, this.#link(), new Date()));
    this.#field("day").focus();
    this.#say("A calendar needs a day. Give one in the form.");
  }

  /** @param {string} copy that is printed alone */
  #print(copy) {
    this.element.dataset.printing = copy;
    addEventListener("afterprint", () => delete this.element.dataset.printing, { once: true });
    print();
  }

  #clear() {
    this.form.reset();
    this.plan = empty(this.known);
    this.plan = this.#wish();
    this.#before = null;
    this.#find("[data-refused]").replaceChildren();
    this.#show();
    this.#field("minutes").focus();
    this.#say("Everything is cleared.");
  }

  /** @param {string} text @param {string} said */
  async #copy(text, said) {
    this.#say(await copied(text, this.#find("[data-to-copy]")) ? said : "Copy what is selected.");
  }

  /** @param {string} text */
  #say(text) {
    say(this.#find("[data-said]"), text);
  }

  /** @param {string} selector @returns {any} */
  #find(selector) {
    return this.element.querySelector(selector);
  }
}
