// The session builder: session/builder.js does the work.
import { Builder } from "../session/builder.js";

const NAME = "bcs-session-builder";
if (customElements.get(NAME)) throw new Error("the session builder has been started on this page");
customElements.define(NAME, class extends HTMLElement {
  /** @type {Builder | undefined} */
  builder;

  connectedCallback() {
    this.builder ??= new Builder(this);
  }
});
