// The picture of a group's answers, and the table that says the same: a dot a person up to
// thirty, beyond that a column for each answer; not knowing stands apart. No total, no average.

import { said } from "./counting.js";
import { UNSURE } from "./compare.js";
import { entryMore, kindOf, make } from "./show.js";

/**
 * @typedef {import("./compare.js").Spread} Spread
 * @typedef {import("./data.js").About} About
 *
 * @typedef {object} Shown an item and how it is shown
 * @property {Spread} spread
 * @property {About} about
 * @property {string[]} scale ids of its answers in the order of display
 * @property {boolean} ordered
 * @property {(choice: string) => string} label
 *
 * @typedef {object} Part items under a heading
 * @property {string} id
 * @property {string} title
 * @property {string} text
 * @property {Shown[]} items
 */

const SVG = "http://www.w3.org/2000/svg";
const DOTS = 30;
const ACROSS = 5;
const HEIGHT = 48;

/** @param {string} name @param {Record<string, string|number>} attributes */
function drawn(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, String(value));
  return made;
}

/**
 * As many dots, in rows of five from below.
 * @param {number} count
 * @param {number} rows how many the fullest answer has
 */
function dots(count, rows) {
  const picture = drawn("svg", { viewBox: `0 0 ${ACROSS * 14} ${rows * 14}`, width: ACROSS * 14, height: rows * 14 });
  for (let place = 0; place < count; place += 1) {
    picture.append(drawn("circle", { cx: (place % ACROSS) * 14 + 7, cy: (rows - 1 - Math.floor(place / ACROSS)) * 14 + 7, r: 5 }));
  }
  return picture;
}

/** @param {number} count @param {number} most */
function column(count, most) {
  const picture = drawn("svg", { viewBox: `0 0 60 ${HEIGHT}`, width: 60, height: HEIGHT });
  const height = most ? (count / most) * (HEIGHT - 2) : 0;
  if (count) picture.append(drawn("rect", { x: 10, y: HEIGHT - 1 - height, width: 40, height }));
  picture.append(drawn("path", { d: `M4 ${HEIGHT - 0.5}H56` }));
  return picture;
}

/** @param {Shown} shown */
function columnsOf({ spread, scale, label }) {
  return [
    ...scale.map((choice) => ({ label: label(choice), count: spread.counts[choice], apart: false })),
    { label: label(UNSURE), count: spread.unsure, apart: true },
    { label: "No answer", count: spread.silent, apart: true },
  ];
}

/** @param {Shown} shown */
function picture(shown) {
  const columns = columnsOf(shown);
  const people = columns.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...columns.map(({ count }) => count));
  const rows = Math.ceil(most / ACROSS);
  return make("div", { class: "bcs-spread__picture", "aria-hidden": "true" }, ...columns.filter(({ apart, count }) => !apart || count).map(({ label, count, apart }) => make(
    "div", { class: `bcs-spread__column${apart ? " bcs-spread__column--apart" : ""}` },
    people <= DOTS ? dots(count, rows) : column(count, most),
    make("span", { class: "bcs-spread__label" }, label, people > DOTS ? ` ${count}` : ""),
  )));
}

/** @param {Shown} shown */
function item(shown) {
  const { spread, about, scale, label, ordered } = shown;
  return make(
    "li", { class: "bcs-spread" },
    make("h3", { class: "bcs-spread__name" }, about.kind ? kindOf(about.kind) : null, about.name),
    make("p", { class: "bcs-spread__words" }, said(spread, scale, label, ordered)),
    picture(shown),
    entryMore({ title: about.name, ask: about.ask, text: about.text, [about.kind ? "seen" : "links"]: about.links, href: about.href }, "The question, and where to read on"),
  );
}

/**
 * The table of items that have the same answers.
 * @param {Shown[]} items
 * @param {string} name
 */
function table(items, name) {
  const heads = columnsOf(items[0]).map(({ label }) => label);
  return make(
    "div", { class: "bcs-spread__scroll", role: "region", "aria-label": name, tabindex: "0" },
    make(
      "table", { class: "bcs-spread__table" },
      make("caption", {}, name),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "What was asked"), ...heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, ...items.map((shown) => make(
        "tr", {}, make("th", { scope: "row" }, shown.about.name), ...columnsOf(shown).map(({ count }) => make("td", {}, String(count))),
      ))),
    ),
  );
}

/**
 * Items that have the same answers, together.
 * @param {Shown[]} items
 * @returns {Shown[][]}
 */
export function alike(items) {
  /** @type {Map<string, Shown[]>} */
  const found = new Map();
  for (const shown of items) {
    const key = columnsOf(shown).map(({ label }) => label).join("|");
    found.set(key, [...(found.get(key) ?? []), shown]);
  }
  return [...found.values()];
}

/**
 * The rows of the tables, for a file.
 * @param {Shown[]} items
 * @returns {(string|number)[][]}
 */
export function rowsOf(items) {
  return alike(items).flatMap((like) => [
    ["What was asked", ...columnsOf(like[0]).map(({ label }) => label)], ...like.map((shown) => [shown.about.name, ...columnsOf(shown).map(({ count }) => count)]),
  ]);
}

/**
 * Show the picture and its table.
 * @param {Element} place
 * @param {Part[]} parts
 */
export function showSpread(place, parts) {
  place.replaceChildren(...parts.filter(({ items }) => items.length).map(({ id, title, text, items }) => make(
    "section", { "aria-labelledby": id },
    make("h2", { id, tabindex: "-1" }, title),
    make("p", {}, text),
    make("ul", { class: "bcs-spread__items" }, ...items.map(item)),
    ...alike(items).map((like) => table(like, `${title}, as a table: how many gave each answer`)),
  )));
}
