// A result as a page shows it. What people wrote and what addresses hold is only ever text.

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
 * @property {string[]} [texts]
 * @property {Entry[]} [entries]
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
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * @param {Link[]} links
 * @param {string} label
 */
function row(links, label) {
  if (!links.length) return null;
  const made = make("p", { class: "bcs-tool__links" }, `${label} `);
  links.forEach(([text, href], place) => made.append(place ? ", " : "", make("a", { href }, text)));
  return made;
}

/**
 * What an entry opens.
 * @param {Entry} entry
 * @param {string} name of the fold
 */
export function entryMore(entry, name) {
  if (!entry.text && !entry.seen?.length && !entry.href && !entry.ask) return null;
  return make(
    "details", { class: "bcs-tool__more" },
    make("summary", {}, name, make("span", { class: "bcs-hidden" }, `: ${entry.title}`)),
    entry.ask ? make("p", { class: "bcs-tool__ask" }, entry.ask) : null,
    entry.text ? make("p", {}, entry.text) : null,
    row(entry.seen ?? [], "Seen in:"),
    entry.href ? make("p", { class: "bcs-tool__links" }, make("a", { href: entry.href }, "Read the passage")) : null,
  );
}

/** @param {Entry} entry */
export function entryOf(entry) {
  return make(
    "li", { class: `bcs-tool__entry${entry.kind ? ` bcs-tool__entry--${entry.kind}` : ""}` },
    make("p", { class: "bcs-tool__name" }, entry.kind ? make("span", { class: "bcs-tool__kind" }, entry.kind === "enabler" ? "Helps" : "Gets in the way") : null, entry.title),
    entry.ask ? make("p", { class: "bcs-tool__ask" }, entry.ask) : null,
    entry.note ? make("p", { class: "bcs-tool__own" }, `Your note: ${entry.note}`) : null,
    row(entry.links ?? [], "Read on:"),
    entryMore({ ...entry, ask: undefined }, "What it looks like, and where to read on"),
  );
}

/**
 * Show a result in place of what stands there.
 * @param {Element} place
 * @param {Description} description
 */
export function show(place, description) {
  place.replaceChildren(
    make("p", { class: "bcs-tool__summary" }, description.summary),
    ...description.sections.map((section) => make(
      "section", {},
      make("h3", {}, section.title),
      ...(section.texts ?? []).map((text) => make("p", {}, text)),
      section.entries?.length ? make("ul", { class: "bcs-tool__entries" }, ...section.entries.map(entryOf)) : null,
      row(section.links ?? [], "Read on:"),
      section.added ? make("p", { class: "bcs-origin bcs-origin--addition" }, "This edition’s addition") : null,
    )),
  );
}
