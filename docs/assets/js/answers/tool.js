// The element around a tool's form, light DOM. `start` defines it for the tool of the page.

import { Session } from "./session.js";

/**
 * @typedef {import("./session.js").Result} Result
 */

const NAME = "bcs-tool";

/** Begins a session when it is connected first. */
export class Tool extends HTMLElement {
  /** @type {Result} */
  result = () => ({ summary: "", sections: [] });
  /** @type {Session | undefined} */
  session;

  connectedCallback() {
    this.session ??= new Session(this, this.result);
  }
}

/**
 * Define the element of this page's tool; a second start is refused.
 * @param {{id: string, result: Result}} tool
 */
export function start({ id, result }) {
  if (customElements.get(NAME)) throw new Error(`${id}: a tool has been started on this page`);
  customElements.define(NAME, class extends Tool { result = result; });
}
