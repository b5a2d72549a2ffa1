/**
 * Fetch the page behind a link that somebody points at or has the focus on. Browsers that
 * know speculation rules do so themselves; the others take the links from the same rule,
 * which stands in overrides/base.html.
 */
export function prefetch() {
  const rules = document.querySelector("script[type=speculationrules]");
  if (!rules || HTMLScriptElement.supports?.("speculationrules") || !location.protocol.startsWith("http")) return;
  /** @type {string} */
  const pages = JSON.parse(rules.textContent ?? "").prefetch[0].where.selector_matches;
  const asked = new Set([location.href.split("#")[0]]);
  /** @param {Event} event */
  const point = (event) => {
    const link = event.target instanceof Element ? event.target.closest(pages) : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const address = link.href.split("#")[0];
    if (asked.has(address)) return;
    asked.add(address);
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = address;
    document.head.append(hint);
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) document.addEventListener(kind, point, { passive: true });
}
