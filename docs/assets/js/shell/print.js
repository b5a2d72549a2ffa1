/** Paper: folds lie open, links within the guide say a short address, the day is printed. */
export function print() {
  const home = document.querySelector("a.bcs-wordmark");
  const root = home instanceof HTMLAnchorElement ? new URL(home.href).pathname.replace(/index\.html$/, "") : "/";
  /** @type {HTMLDetailsElement[]} */
  let opened = [];

  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((fold) => !fold.open);
    for (const fold of opened) fold.open = true;
    for (const link of document.querySelectorAll("article a[href]")) {
      if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || !link.pathname.startsWith(root)) continue;
      const place = link.pathname.slice(root.length).replace(/\/$/, "");
      link.dataset.short = (place || "/") + link.hash;
    }
    const day = document.querySelector("[data-printed]");
    if (day) {
      const today = new Date().toLocaleDateString("en-NZ", { day: "numeric", month: "long", year: "numeric" });
      day.textContent = `Printed ${today}.`;
    }
  });
  addEventListener("afterprint", () => {
    for (const fold of opened) fold.open = false;
  });
}
