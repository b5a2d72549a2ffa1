// The two copies of an agenda: what everybody gets, and every step for the facilitator.

import { near } from "../answers/hand-on.js";
import { make } from "../answers/show.js";
import { bringing, endOf, headOf, placesOf, slotsOf } from "./take-away.js";
import { spoken } from "./words.js";

/**
 * @typedef {import("./address.js").Plan} Plan
 * @typedef {import("./data.js").BuilderData} BuilderData
 * @typedef {import("./take-away.js").Slot} Slot
 */

/** @param {Plan} plan @param {BuilderData} data */
export function forParticipants(plan, data) {
  const row = (/** @type {string} */ time, /** @type {string} */ name, /** @type {string} */ minutes, /** @type {string} */ kind, /** @type {string} */ does) => make(
    "tr", kind ? { class: kind } : {},
    make("td", {}, time), make("th", { scope: "row" }, name, does ? make("span", { class: "bcs-agenda__do" }, does) : null), make("td", {}, minutes),
  );
  return [
    make("p", { class: "bcs-meta" }, headOf(plan, data)),
    make(
      "table", { class: "bcs-agenda" },
      make("caption", {}, "For everyone"),
      make("thead", {}, make("tr", {}, ...["Time", "What we do", "Minutes"].map((name) => make("th", { scope: "col" }, name)))),
      make(
        "tbody", {},
        ...slotsOf(plan, data).map((slot) => row(
          spoken(slot.start), slot.name, String(slot.minutes), slot.activity ? "" : "bcs-agenda__pause", slot.activity?.participants ?? "",
        )),
        row(spoken(endOf(plan)), "End", String(endOf(plan) - plan.start), "bcs-agenda__end", ""),
      ),
    ),
  ];
}

/** @param {Plan} plan @param {BuilderData} data */
export function forFacilitator(plan, data) {
  const slots = slotsOf(plan, data);
  const bring = bringing(slots);
  return [
    make("p", { class: "bcs-meta" }, headOf(plan, data)),
    bring.length ? make("p", {}, make("strong", {}, "Bring"), ` ${bring.join("; ")}.`) : null,
    ...slots.map((slot) => slotOf(slot, data)),
  ].filter((part) => part !== null);
}

/** @param {Slot} slot @param {BuilderData} data */
function slotOf(slot, data) {
  const { activity } = slot;
  return make(
    "div", { class: activity ? "bcs-slot" : "bcs-slot bcs-slot--pause" },
    make("h4", {}, make("span", { class: "bcs-slot__time" }, spoken(slot.start)), ` ${slot.name} `, make("span", { class: "bcs-slot__minutes" }, `${slot.minutes} min`)),
    slot.holds ? make("p", { class: "bcs-slot__at" }, "This time has to hold.") : null,
    slot.note ? make("p", { class: "bcs-slot__note" }, slot.note) : null,
    ...(activity ? [
      make("p", {}, activity.purpose),
      make("p", { class: "bcs-activity__say" }, make("span", { class: "bcs-activity__label" }, "Say"), ` “${activity.invitation}”`),
      make("ol", { class: "bcs-steps" }, ...activity.steps.map((step, place) => make(
        "li", {},
        make("span", { class: "bcs-steps__who" }, data.groupings[step.who]), " ",
        make("span", { class: "bcs-steps__minutes" }, `${slot.steps[place]} min`), " ",
        make("span", { class: "bcs-steps__text" }, step.text),
      ))),
      make(
        "dl", { class: "bcs-activity__facts" },
        ...fact("Facilitator", activity.facilitator), ...fact("Participants", activity.participants), ...fact("Room", activity.room),
        ...(activity.materials.length ? fact("Bring", activity.materials.join("; ")) : []),
        ...placesOf(activity).flatMap(([label, places]) => fact(label, ...places.flatMap(([text, href], place) => [
          place ? "; " : "", make("a", { href: near(href) }, text),
        ]))),
      ),
    ] : []),
  );
}

/** @param {string} label @param {(Node|string)[]} told */
const fact = (label, ...told) => [make("dt", {}, label), make("dd", {}, ...told)];
