// A result as a page shows it. What people wrote and what addresses hold is only ever text.

import { factList, paragraphs, storyList } from "./facts.js";
import { near } from "./hand-on.js";
import { spoken } from "./language.js";

/**
 * @typedef {import("./data.js").Link} Link
 *
 * @typedef {object} Entry something to talk about
 * @property {string} title
 * @property {"enabler"|"impediment"} [kind]
 * @property {string} [href] its passage
 * @property {string} [text] what it looks like
 * @property {string} [ask] the question that goes with it
 * @property {Link[]} [seen] stories that show it
 * @property {Link[]} [links] what speaks to it
 * @property {string} [note] the person's own
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {(string | import("./data.js").Said)[]} [texts]
 * @property {import("./facts.js").Labelled[]} [facts]
 * @property {string} [ask] the question that goes with it
 * @property {Entry[]} [entries]
 * @property {import("./data.js").Story[]} [stories]
 * @property {Link[]} [links]
 * @property {boolean} [added] by this edition
 *
 * @typedef {object} Description
 * @property {string} summary one or two sentences, announced when it changes
 * @property {Section[]} sections
 */

/**
 * An element with attributes, children and text.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string>} [attributes]
 * @param {(Node|string|null|undefined)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  for (const child of children) if (child) made.append(...(typeof child === "string" ? spoken(child) : [child]));
  return made;
}

/**
 * @param {Link[]} links
 * @param {string} label
 */
function row(links, label) {
  if (!links.length) return null;
  const made = make("p", { class: "bcs-tool__links" }, `${label} `);
  links.forEach(([text, href], place) => made.append(place ? ", " : "", make("a", { href: near(href) }, text)));
  return made;
}

/**
 * What an entry opens.
 * @param {Entry} entry
 * @param {string} name of the fold
 */
export function entryMore(entry, name) {
  if (!entry.text && !entry.seen?.length && !entry.links?.length && !entry.href && !entry.ask) return null;
  return make(
    "details", { class: "bcs-tool__more", "data-of": entry.title },
    make("summary", {}, name, make("span", { class: "bcs-hidden" }, `: ${entry.title}`)),
    entry.ask ? make("p", { class: "bcs-tool__ask" }, entry.ask) : null,
    entry.text ? make("p", {}, entry.text) : null,
    row(entry.seen ?? [], "Seen in:"),
    row(entry.links ?? [], "Read on:"),
    entry.href ? make("p", { class: "bcs-tool__links" }, make("a", { href: near(entry.href) }, "Read the passage")) : null,
  );
}

const SVG = "http://www.w3.org/2000/svg";
const MARKS = { enabler: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M12 7v10M7 12h10", impediment: "M12 1.5 22.5 12 12 22.5 1.5 12ZM7.5 12h9" };

/**
 * Does it help or hinder? A shape and a word.
 * @param {"enabler"|"impediment"} kind
 */
export function kindOf(kind) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", MARKS[kind]);
  picture.append(path);
  return make("span", { class: `bcs-tool__kind bcs-tool__kind--${kind}` }, picture, kind === "enabler" ? "Helps" : "Gets in the way");
}

/** @param {Entry} entry */
export function entryOf(entry) {
  return make(
    "li", { class: "bcs-tool__entry" },
    make("p", { class: "bcs-tool__name" }, entry.kind ? kindOf(entry.kind) : null, entry.title),
    entry.ask ? make("p", { class: "bcs-tool__ask" }, entry.ask) : null,
    entry.note ? make("p", { class: "bcs-tool__own" }, `Your note: ${entry.note}`) : null,
    row(entry.links ?? [], "Read on:"),
    entryMore({ ...entry, ask: undefined, links: undefined }, "What it looks like, and where to read on"),
  );
}

/**
 * Show a result in place of what stands there.
 * @param {Element} place
 * @param {Description} description
 */
export function show(place, description) {
  const open = new Set([...place.querySelectorAll("details[open]")].map((fold) => fold.getAttribute("data-of")));
  place.replaceChildren(
    make("p", { class: "bcs-tool__summary" }, description.summary),
    ...description.sections.map((section) => make(
      "section", {},
      make("h3", {}, section.title),
      ...(section.texts ?? []).flatMap(paragraphs),
      factList(section.facts ?? []),
      section.ask ? make("p", { class: "bcs-tool__ask" }, section.ask) : null,
      section.entries?.length ? make("ul", { class: "bcs-tool__entries" }, ...section.entries.map(entryOf)) : null,
      storyList(section.stories ?? []),
      row(section.links ?? [], "Read on:"),
      section.added ? make("p", { class: "bcs-origin bcs-origin--addition" }, "This edition’s addition") : null,
    )),
  );
  for (const fold of place.querySelectorAll("details")) fold.open = open.has(fold.getAttribute("data-of"));
}
