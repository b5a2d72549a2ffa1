// The page that compares the answers of a group's members; what it does is in answers/.
import { Comparison } from "../answers/comparison.js";

if (!customElements.get("bcs-compare")) {
  customElements.define("bcs-compare", class extends HTMLElement {
    /** @type {Comparison | undefined} */
    comparison;

    connectedCallback() {
      this.comparison ??= new Comparison(this);
    }
  });
}
