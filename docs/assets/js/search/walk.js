/**
 * Arrows walk from the field through the results and back.
 * @param {HTMLInputElement} input
 * @param {HTMLElement} results
 */
export function walk(input, results) {
  /** @param {KeyboardEvent} event */
  const step = (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.findIndex((link) => link === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
    if (to === undefined || !links.length || event.altKey || event.ctrlKey || event.metaKey) return;
    if (at < 0 && event.key !== "ArrowDown") return; // the field has these keys for itself
    event.preventDefault();
    if (to < 0) input.focus();
    else links[Math.min(to, links.length - 1)].focus();
  };
  input.addEventListener("keydown", step);
  results.addEventListener("keydown", step);
}

/**
 * Say something to screen readers when typing pauses.
 * @param {HTMLElement} status
 */
export function teller(status) {
  let timer = 0;
  return (/** @type {string} */ text) => {
    clearTimeout(timer);
    timer = setTimeout(() => { status.textContent = text; }, 500);
  };
}
