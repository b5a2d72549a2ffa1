// The search itself. It is fetched when somebody turns to it, and then what it knows: two
// scripts that call bcsSearch, so that it works from a disk too.
import { box } from "./search/box.js";
import { Library } from "./search/library.js";
import { page } from "./search/page.js";

/** @type {Library | undefined} */
let library;
const views = [box(), page()].filter((view) => view !== undefined);

Object.assign(window, {
  /**
   * @param {"first" | "second"} name
   * @param {any} what
   */
  bcsSearch(name, what) {
    if (name === "first") library = new Library(what);
    else library?.complete(what);
    for (const view of views) if (library) view(library);
  },
});
