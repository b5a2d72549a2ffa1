import { answer } from "./answer.js";
import { element, list, nothing, told } from "./results.js";
import { teller, walk } from "./walk.js";

const SHOWN = 20;

/**
 * The page of results: its address has the question.
 * @returns {((library: import("./library.js").Library) => void) | undefined}
 */
export function page() {
  const form = document.querySelector(".bcs-search-page");
  const input = form?.querySelector("input");
  const place = document.querySelector("[data-search]");
  if (!(form instanceof HTMLFormElement) || !input || !(place instanceof HTMLElement)) return undefined;
  const status = element("p", "bcs-found__count");
  status.setAttribute("role", "status");
  const results = element("div", "bcs-found");
  place.append(status, results);
  const tell = teller(status);
  let shown = SHOWN;
  /** @type {import("./library.js").Library | undefined} */
  let library;
  if (!input.value) input.value = new URLSearchParams(location.search).get("q") ?? "";

  const show = () => {
    const question = input.value;
    document.documentElement.classList.toggle("asked", question.trim() !== "");
    if (!library) return;
    if (library.whole) place.dataset.search = "answered";
    if (!question.trim()) {
      results.replaceChildren();
      tell("");
      return;
    }
    const answers = answer(library, question);
    if (!answers.length && (!library.whole || question.trim().length < 3)) return;
    results.replaceChildren(answers.length ? list(library, answers.slice(0, shown)) : nothing(library, question));
    if (answers.length > shown) {
      const more = element("button", "bcs-found__more", `Show more of the ${answers.length}`);
      more.type = "button";
      more.addEventListener("click", () => {
        const first = shown;
        shown += SHOWN;
        show();
        results.querySelectorAll("a")[first]?.focus();
      });
      results.append(more);
    }
    tell(answers.length ? told(answers.length, question) : "");
  };

  const ask = () => {
    shown = SHOWN;
    const here = new URL(location.href);
    if (input.value.trim()) here.searchParams.set("q", input.value);
    else here.searchParams.delete("q");
    history.replaceState(history.state, "", here);
    show();
  };
  input.addEventListener("input", ask);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
    results.querySelector("a")?.focus();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    ask();
  });
  results.addEventListener("keydown", (event) => {
    if (event.key === "Escape") input.focus();
  });
  walk(input, results);
  return (/** @type {import("./library.js").Library} */ known) => {
    library = known;
    show();
  };
}
