// Where the answers about cause and effect point to, said under them. Choosing stays with
// the person.

import { dataOf } from "./data.js";
import { suggested } from "./results/sense-making.js";

/** Keep saying it for every part of the page's form. */
export function suggest() {
  const tool = document.querySelector("bcs-tool");
  const form = tool?.querySelector("form");
  if (!tool || !form) return;
  const data = dataOf(tool);
  const renew = () => {
    for (const place of form.querySelectorAll("[data-points]")) {
      if (!(place instanceof HTMLElement)) continue;
      const answer = (/** @type {string} */ question) => {
        const chosen = form.elements.namedItem(`ask-${question}-part-${place.dataset.points}`);
        return chosen instanceof RadioNodeList ? chosen.value : undefined;
      };
      const choice = suggested(data, answer);
      const text = choice ? `This points to ${data.choices[choice].label}. Place it there, or somewhere else.` : "";
      if (place.textContent !== text) place.textContent = text;
    }
  };
  form.addEventListener("input", renew);
  tool.addEventListener("click", renew);
  addEventListener("hashchange", renew);
  renew();
}
