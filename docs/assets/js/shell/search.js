const KEY = "bcs-search-key";

/** Is `/` a way into the search? One key alone must be possible to switch off: WCAG 2.2, 2.1.4. */
function slashWanted() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** The choice of that key, on the page of results. */
function slashChoice() {
  const choice = document.querySelector(".bcs-search-page__key input");
  if (!(choice instanceof HTMLInputElement)) return;
  choice.checked = slashWanted();
  choice.addEventListener("change", () => {
    try {
      if (choice.checked) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, "off");
    } catch {
      // a browser may refuse to store anything
    }
  });
}

/** The search, fetched when somebody turns to it; `/` and Ctrl+K lead there. */
export function search() {
  const bar = document.querySelector("[data-search-script]");
  if (!(bar instanceof HTMLElement)) return;
  const { searchScript, searchFirst, searchSecond, searchSheet } = bar.dataset;
  let asked = false;
  slashChoice();

  /** @param {string | undefined} address */
  const script = (address) => {
    const element = document.createElement("script");
    element.async = false; // in this order
    element.src = address ?? "";
    document.head.append(element);
    return element;
  };
  const fetchAll = () => {
    if (asked) return;
    asked = true;
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = searchSheet ?? "";
    document.head.append(sheet);
    script(searchScript);
    // The second would take the line from the first.
    script(searchFirst).addEventListener("load", () => script(searchSecond));
  };

  const inputs = [...document.querySelectorAll("input[name=q]")].filter((found) => found instanceof HTMLInputElement);
  /** @type {Element | null} */
  let before = null; // what had the focus when a key led here
  for (const input of inputs) {
    input.addEventListener("focus", fetchAll);
    input.addEventListener("bcs-left", () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else input.blur();
      before = null;
    });
  }
  const asks = document.querySelector(".bcs-search-page") && new URLSearchParams(location.search).get("q");
  if (asks || inputs.some((input) => input === document.activeElement)) fetchAll();

  document.addEventListener("keydown", (event) => {
    const wanted = event.key === "k" ? event.ctrlKey !== event.metaKey : event.key === "/" && !event.ctrlKey && !event.metaKey && slashWanted();
    if (!wanted || event.altKey) return;
    if (event.key === "/" && event.target instanceof Element && event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]")) return;
    event.preventDefault();
    const input = inputs.filter((found) => found.checkVisibility()).at(-1);
    const link = document.querySelector("a.bcs-search-link");
    if (input) {
      if (document.activeElement !== input) before = document.activeElement;
      input.focus();
      input.select();
    } else if (link instanceof HTMLAnchorElement) {
      location.href = link.href;
    }
  });
}
