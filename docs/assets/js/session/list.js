// The agenda as a list to change in place.

import { make } from "../answers/show.js";
import { least, most, times } from "./agenda.js";
import { range, told } from "./rules.js";
import { spoken } from "./words.js";

/**
 * @typedef {import("./address.js").Plan} Plan
 * @typedef {import("./data.js").BuilderData} BuilderData
 * @typedef {import("./data.js").Told} Told
 * @typedef {import("./rules.js").Finding} Finding
 */

/**
 * The list’s items. Buttons and fields say in data-edit what they do and in data-place to
 * which item; what is wrong with an item stands in it.
 * @param {Plan} plan
 * @param {BuilderData} data
 * @param {Finding[]} findings
 */
export function itemsOf(plan, data, findings) {
  const begins = times(plan.items, plan.start);
  const known = new Map(data.activities.map((activity) => [activity.id, activity]));
  return plan.items.map((item, place) => {
    const activity = known.get(item.activity ?? "");
    const name = activity?.title ?? item.pause ?? "";
    const amiss = findings.filter((finding) => finding.place === place).map((finding) => told(finding, plan.items, known));
    const note = `amiss-${place}`;
    const minutes = make("input", {
      type: "number", min: String(activity ? least(activity) : 1), max: String(activity ? most(activity) : 180), step: "1", value: String(item.minutes),
      inputmode: "numeric", "aria-describedby": note, ...at("minutes", place),
    });
    return make(
      "li", { class: activity ? "bcs-plan__item" : "bcs-plan__item bcs-plan__item--pause", "data-item": `${item.activity ?? ""}${item.at === undefined ? "" : " holds"}` },
      make("p", { class: "bcs-plan__when" }, spoken(begins[place]), item.at === undefined ? null : make("span", { class: "bcs-plan__holds" }, ` has to begin at ${spoken(item.at)}`)),
      make("h3", { class: "bcs-plan__name" }, name),
      activity ? make("p", { class: "bcs-plan__purpose" }, activity.purpose) : null,
      make("ul", { class: "bcs-plan__amiss", id: note, role: "list" }, ...amiss.map((text) => make("li", {}, text))),
      make(
        "div", { class: "bcs-plan__edit" },
        make("label", { class: "bcs-plan__minutes" }, make("span", {}, "Minutes", make("span", { class: "bcs-hidden" }, ` for ${name}`),
          activity ? make("small", {}, `, ${range(least(activity), most(activity))}`) : null), minutes),
        activity
          ? make("label", { class: "bcs-plan__other" }, make("span", {}, "Do instead", make("span", { class: "bcs-hidden" }, ` of ${name}`)), choice(plan, data, place))
          : make("label", { class: "bcs-plan__other" }, make("span", {}, "Name of this pause"), make("input", { type: "text", maxlength: "60", value: item.pause ?? "", ...at("name", place) })),
        make(
          "p", { class: "bcs-plan__moves" },
          button("up", place, "↑", `Move ${name} up`, place === 0), button("down", place, "↓", `Move ${name} down`, place === plan.items.length - 1),
          item.at === undefined ? null : button("loosen", place, "Let it move", `Let ${name} move: it need not begin at ${spoken(item.at)}`),
          button("remove", place, "Take out", `Take out ${name}`),
        ),
      ),
    );
  });
}

/**
 * Show items in a list. Where it has the same ones already, fields and buttons stay the same
 * elements, so that a key or a click on its way to one of them arrives.
 * @param {Element} list
 * @param {Element[]} items
 */
export function shown(list, items) {
  const key = (/** @type {Iterable<Element>} */ all) => JSON.stringify([...all].map((item) => item.getAttribute("data-item")));
  if (key(list.children) !== key(items)) return list.replaceChildren(...items);
  items.forEach((item, place) => {
    const here = list.children[place];
    for (const part of [".bcs-plan__when", ".bcs-plan__name", ".bcs-plan__amiss"]) here.querySelector(part)?.replaceWith(/** @type {Element} */ (item.querySelector(part)));
    const fields = [...here.querySelectorAll("[data-edit], label > span")];
    [...item.querySelectorAll("[data-edit], label > span")].forEach((field, at) => updated(fields[at], field));
  });
}

/** @param {Element} here @param {Element} now */
function updated(here, now) {
  if (here === document.activeElement) return; // somebody types there
  if (here instanceof HTMLInputElement && now instanceof HTMLInputElement) here.value = now.value;
  else if (here instanceof HTMLSelectElement || here instanceof HTMLSpanElement) here.replaceChildren(...now.childNodes);
  else here.setAttribute("aria-label", now.getAttribute("aria-label") ?? "");
}

/** @param {string} edit @param {number} place @returns {Record<string, string>} */
const at = (edit, place) => ({ "data-edit": edit, "data-place": String(place) });

/** @param {string} edit @param {number} place @param {string} shown @param {string} name @param {boolean} [off] */
function button(edit, place, shown, name, off = false) {
  return make("button", { class: "bcs-button", type: "button", "aria-label": name, ...at(edit, place), ...(off ? { "aria-disabled": "true" } : {}) }, shown);
}

/**
 * Activities that could stand in an item's place.
 * @param {Plan} plan
 * @param {BuilderData} data
 * @param {number} place
 */
function choice(plan, data, place) {
  const here = plan.items[place].activity;
  const made = make("select", at("swap", place));
  for (const [group, options] of groups(suiting(plan, data, here), data)) {
    made.append(make("optgroup", { label: group }, ...options.map((activity) => option(activity, activity.id === here))));
  }
  return made;
}

/**
 * Activities for this aim and so many people that are not in the agenda yet, and `here`.
 * @param {Plan} plan
 * @param {BuilderData} data
 * @param {string} [here]
 */
export function suiting({ aim, people, items }, data, here) {
  return data.activities.filter((activity) => activity.id === here || (
    [...activity.core, ...activity.fits].includes(aim) && activity.people.least <= people && people <= activity.people.most &&
    !items.some((item) => item.activity === activity.id)
  ));
}

/**
 * @param {Told[]} activities
 * @param {BuilderData} data
 * @returns {[string, Told[]][]}
 */
export function groups(activities, data) {
  /** @type {[string, Told[]][]} */
  const all = Object.entries(data.parts).map(([part, name]) => [name, activities.filter((activity) => activity.part === part)]);
  return all.filter(([, found]) => found.length);
}

/** @param {Told} activity @param {boolean} [chosen] */
export function option(activity, chosen = false) {
  return make("option", { value: activity.id, ...(chosen ? { selected: "" } : {}) }, `${activity.title} (${range(least(activity), most(activity))} min)`);
}
