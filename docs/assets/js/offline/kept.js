import { worker } from "../shell/saving-choice.js";
import { prefix } from "../worker/names.js";

/** This guide's caches. */
export async function ourCaches() {
  if (!worker() || !("caches" in window)) return [];
  const begin = prefix(new URL(".", worker()).href);
  return (await caches.keys()).filter((name) => name.startsWith(begin));
}

/**
 * The pages that are kept on this device: address and title.
 * @returns {Promise<[string, string][]>}
 */
export async function kept() {
  /** @type {Map<string, string>} */
  const found = new Map();
  for (const name of await ourCaches()) {
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!url.endsWith("/") || found.has(url)) continue;
      const html = (await (await cache.match(url))?.text()) ?? "";
      found.set(url, new DOMParser().parseFromString(html.slice(0, 20000), "text/html").title.replace(/ – [^–]*$/, ""));
    }
  }
  return [...found].sort(([one], [other]) => one.localeCompare(other));
}

/**
 * Show them as links.
 * @param {HTMLElement} place with a list that is hidden until there is something in it
 */
export async function list(place) {
  const pages = await kept();
  const items = pages.map(([address, title]) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = address;
    link.textContent = title;
    item.append(link);
    return item;
  });
  place.querySelector("ul")?.replaceChildren(...items);
  place.hidden = items.length === 0;
  return pages.length;
}
