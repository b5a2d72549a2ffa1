// What a section of a result tells besides its entries: texts with their source, facts under
// a label, stories. As elements for the page, and as lines of plain text.

import { near, whole } from "./hand-on.js";
import { make } from "./show.js";

/**
 * @typedef {import("./data.js").Said} Said
 * @typedef {import("./data.js").Story} Story
 * @typedef {import("./show.js").Section} Section
 *
 * @typedef {object} Labelled
 * @property {string} label
 * @property {string} [text]
 * @property {string[]} [items] side by side
 * @property {string[]} [steps] one after the other
 * @property {Said} [said]
 * @property {boolean} [own] names and the like: shown here, and in nothing that is handed on
 */

/** @param {Labelled} fact */
const filled = ({ text, items, steps, said }) => Boolean(text || items?.length || steps?.length || said);

/**
 * A text, with where the sources have it and where to read on.
 * @param {string | Said} text
 */
export function paragraphs(text) {
  if (typeof text === "string") return [make("p", {}, text)];
  const { links = [], from } = text;
  const on = make("p", { class: "bcs-tool__links" }, "Read on: ");
  links.forEach(([name, href], place) => on.append(place ? ", " : "", make("a", { href: href }, name)));
  return [
    make("p", {}, text.text),
    ...(links.length ? [on] : []),
    ...(from ? [make("p", { class: "bcs-origin" }, "From ", make("a", { href: near(from[1]) }, from[0]))] : []),
  ];
}

/** @param {Labelled[]} facts */
export function factList(facts) {
  const found = facts.filter(filled);
  if (!found.length) return null;
  return make("dl", { class: "bcs-tool__facts" }, ...found.flatMap(({ label, text, items, steps, said }) => [
    make("dt", {}, label),
    make(
      "dd", {},
      text ? make("p", {}, text) : null,
      items?.length ? make("ul", {}, ...items.map((item) => make("li", {}, item))) : null,
      steps?.length ? make("ol", { class: "bcs-tool__sequence" }, ...steps.map((step) => make("li", {}, step))) : null,
      ...(said ? paragraphs(said) : []),
    ),
  ]));
}

/** @param {Story[]} stories */
export function storyList(stories) {
  if (!stories.length) return null;
  return make(
    "details", { class: "bcs-tool__more" },
    make("summary", {}, "Stories where this happened"),
    make("ul", { class: "bcs-tool__stories" }, ...stories.map(({ name, href, text, care }) => make(
      "li", {}, make("a", { href: href }, name), text ? `: ${text}` : null,
      care ? make("small", {}, " Its page begins with a content note.") : null,
    ))),
  );
}

/**
 * The same as lines of text, without what stays on the device.
 * @param {Section} section
 */
export function linesOf({ texts = [], facts = [], ask, stories = [] }) {
  const said = (/** @type {string | Said} */ text) => (typeof text === "string" ? [text] : [text.text, ...(text.links ?? []).map(([name, href]) => `${name}: ${whole(href)}`)]);
  return [
    ...texts.flatMap(said),
    ...facts.filter((fact) => filled(fact) && !fact.own).flatMap((fact) => [
      `${fact.label}:`, ...(fact.text ? [fact.text] : []), ...(fact.items ?? []).map((item) => `- ${item}`),
      ...(fact.steps ?? []).map((step, place) => `${place + 1}. ${step}`), ...(fact.said ? said(fact.said) : []),
    ]),
    ...(ask ? [ask] : []),
    ...stories.map(({ name, href }) => `${name}: ${whole(href)}`),
  ];
}
