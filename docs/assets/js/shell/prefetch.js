/**
 * Fetch the page behind a link that somebody points at or has the focus on. Browsers that
 * know speculation rules do so themselves: see overrides/base.html.
 */
export function prefetch() {
  if (HTMLScriptElement.supports?.("speculationrules")) return;
  const home = document.querySelector("a.bcs-wordmark");
  if (!(home instanceof HTMLAnchorElement) || !location.protocol.startsWith("http")) return;
  const root = new URL(".", home.href).href;
  const here = location.href.split("#")[0];
  const asked = new Set([here]);
  /** @param {Event} event */
  const point = (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const address = link.href.split("#")[0];
    if (!address.startsWith(root) || asked.has(address)) return;
    asked.add(address);
    const hint = document.createElement("link");
    hint.rel = "prefetch";
    hint.href = address;
    document.head.append(hint);
  };
  for (const kind of ["pointerover", "focusin", "touchstart"]) document.addEventListener(kind, point, { passive: true });
}
