import { excerpt, marked } from "./marks.js";

/**
 * @typedef {import("./library.js").Library} Library
 * @typedef {import("./answer.js").Answer} Answer
 */

/** The site's root, on a server and on a disk. */
function root() {
  const home = document.querySelector("a.bcs-wordmark");
  return new URL(".", home instanceof HTMLAnchorElement ? home.href : location.href).href;
}

/**
 * Where a page is; on a disk a folder does not open its index.html by itself.
 * @param {string} path below the root
 */
export function address(path) {
  const [page, anchor] = path.split("#");
  const file = location.protocol === "file:" && (page === "" || page.endsWith("/")) ? `${page}index.html` : page;
  return root() + file + (anchor ? `#${anchor}` : "");
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {string} className
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/**
 * A list of results, or undefined when nothing answers.
 * @param {Library} library
 * @param {Answer[]} answers
 */
export function list(library, answers) {
  const made = element("ol", "bcs-found__list");
  for (const { id, matched } of answers) {
    const { page, anchor, kind } = library.places[id];
    const [path, title] = library.pages[page];
    const entry = library.entries[id];
    const link = element("a", "bcs-found__link", element("span", "bcs-found__title", ...marked(entry.title, matched)));
    link.href = address(path + (anchor ? `#${anchor}` : ""));
    const label = library.kinds[kind][0];
    const where = element("span", "bcs-found__where");
    if (label) where.append(element("span", "bcs-found__kind", label));
    if (title !== entry.title && !title.startsWith(label || "–")) where.append(label ? " · " : "", title);
    if (!where.childNodes.length) where.append("Page");
    link.append(" ", where);
    const text = excerpt(entry.text, matched);
    if (text.length) link.append(" ", element("span", "bcs-found__text", ...text));
    made.append(element("li", "", link));
  }
  return made;
}

/**
 * What to do when nothing is found.
 * @param {Library} library
 * @param {string} question
 */
export function nothing(library, question) {
  const made = element("div", "bcs-found__nothing", element("p", "", `Nothing found for “${question.trim()}”.`));
  const near = library.near(question);
  if (near) {
    const link = element("a", "", near);
    link.href = `${address("search/")}?q=${encodeURIComponent(near)}`;
    made.append(element("p", "", "Did you mean ", link, "?"));
  }
  const ways = element("ul", "");
  ways.append(element("li", "", "Try a shorter word, or another word for the same thing."));
  for (const [path, name, what] of [
    ["cases/#find-your-story", "Find your story", " starts from the situation that you are in."],
    ["reference/glossary/", "The glossary", " lists the words and names that the guide uses."],
    ["start/key-learnings/#pulling-together", "The main points", " tell in short what is in here."],
  ]) {
    const link = element("a", "", name);
    link.href = address(library.directory ? path : path.replace("cases/#", "cases/index.html#").replace(/\/(?=#|$)/, ".html"));
    ways.append(element("li", "", link, what));
  }
  made.append(ways);
  return made;
}

/**
 * How many there are, for everybody to hear.
 * @param {number} count
 * @param {string} question
 */
export function told(count, question) {
  return count === 0 ? `Nothing found for “${question.trim()}”.` : `${count} ${count === 1 ? "result" : "results"} for “${question.trim()}”.`;
}
