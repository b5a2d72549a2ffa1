import { answer } from "./answer.js";
import { address, element, list, nothing, told } from "./results.js";
import { teller, walk } from "./walk.js";

const SHOWN = 7;

/**
 * The field in the header, with its first results below it.
 * @returns {((library: import("./library.js").Library) => void) | undefined}
 */
export function box() {
  const form = document.querySelector(".bcs-search__form");
  const input = form?.querySelector("input");
  if (!(form instanceof HTMLFormElement) || !input) return undefined;
  const status = element("p", "bcs-hidden");
  status.setAttribute("role", "status");
  const results = element("div", "bcs-found bcs-found--box");
  results.id = "search-results";
  results.hidden = true;
  form.after(status, results);
  input.setAttribute("aria-controls", results.id);
  const tell = teller(status);
  /** @type {import("./library.js").Library | undefined} */
  let library;

  const close = () => {
    results.hidden = true;
    tell("");
  };
  const show = () => {
    const question = input.value;
    if (!library || !question.trim()) return close();
    const answers = answer(library, question);
    if (!answers.length && (!library.whole || question.trim().length < 3)) return close(); // more is on its way
    const all = element("a", "bcs-found__all", answers.length > SHOWN ? `All ${answers.length} results` : "Open as a page");
    all.href = `${form.action}?q=${encodeURIComponent(question)}`;
    results.replaceChildren(answers.length ? list(library, answers.slice(0, SHOWN)) : nothing(library, question), ...(answers.length ? [element("p", "", all)] : []));
    results.hidden = false;
    tell(told(answers.length, question));
  };

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  walk(input, results);
  form.parentElement?.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (results.hidden) {
      input.dispatchEvent(new Event("bcs-left"));
      return;
    }
    if (document.activeElement !== input) input.focus();
    close();
  });
  /** @param {Event} event */
  const leave = (event) => {
    if (event.target instanceof Node && !form.parentElement?.contains(event.target)) close();
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  form.addEventListener("submit", (event) => {
    if (location.protocol !== "file:") return;
    event.preventDefault();
    location.href = `${form.action}?q=${encodeURIComponent(input.value)}`;
  });
  if (location.protocol === "file:" && form.action.endsWith("/")) form.action = address("search/");
  return (/** @type {import("./library.js").Library} */ known) => {
    library = known;
    if (document.activeElement === input) show();
  };
}
