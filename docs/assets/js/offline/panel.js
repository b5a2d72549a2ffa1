import { choose, wanted, worker } from "../shell/saving-choice.js";
import { prefix } from "../worker/names.js";
import { ourCaches, list } from "./kept.js";

const AT_ONCE = 4; // requests

/**
 * What is kept in this browser, and the buttons to keep everything or nothing.
 * @param {HTMLElement} place
 */
export function panel(place) {
  const script = worker();
  /** @type {(name: string) => HTMLElement} */
  const part = (name) => /** @type {HTMLElement} */ (place.querySelector(`[data-offline-${name}]`));
  const [controls, status, all, off, on, pages] = ["controls", "status", "all", "off", "on", "pages"].map(part);
  const bar = place.querySelector("progress");
  if (!script || !bar) return;

  /** @param {string} [said] */
  const show = async (said) => {
    const count = await list(pages);
    const saving = wanted();
    all.hidden = off.hidden = !saving;
    on.hidden = saving;
    const pagesKept = ["No page is kept in this browser yet.", "1 page is kept in this browser."][count] ?? `${count} pages are kept in this browser.`;
    status.textContent = said ?? (saving ? pagesKept : "Nothing is kept in this browser.");
  };

  all.addEventListener("click", async () => {
    all.setAttribute("aria-disabled", "true");
    bar.hidden = false;
    status.textContent = "Saving …";
    try {
      await navigator.serviceWorker.register(script);
      await everything(new URL(".", script).href, bar);
      await show("Everything is kept in this browser.");
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      await show(full ? "This device has no room for everything. What was saved stays." : "Not everything could be saved: the network did not answer. Press again to go on.");
    } finally {
      bar.hidden = true;
      all.removeAttribute("aria-disabled");
    }
  });
  off.addEventListener("click", async () => {
    choose(false);
    const scope = new URL(".", script).href;
    const registration = await navigator.serviceWorker.getRegistration(scope);
    if (registration?.scope === scope) await registration.unregister();
    await Promise.all((await ourCaches()).map((name) => caches.delete(name)));
    await show("Nothing is kept in this browser any more. It stays so until you switch saving on.");
    on.focus();
  });
  on.addEventListener("click", async () => {
    choose(true);
    await navigator.serviceWorker.register(script);
    await show("The pages that you visit from now on are kept.");
    off.focus();
  });
  part("without").hidden = true;
  controls.hidden = false;
  show();
}

/**
 * Keep every file of the guide that is not kept yet.
 * @param {string} root
 * @param {HTMLProgressElement} bar
 */
async function everything(root, bar) {
  const { version, files } = await (await fetch(`${root}everything.json`, { cache: "no-cache" })).json();
  const cache = await caches.open(prefix(root) + version);
  const there = new Set((await cache.keys()).map((request) => request.url));
  /** @type {string[]} */
  const missing = files.map((/** @type {string} */ path) => root + path).filter((/** @type {string} */ address) => !there.has(address));
  bar.max = missing.length || 1;
  bar.value = 0;
  const next = async () => {
    for (let address = missing.pop(); address; address = missing.pop()) {
      const answer = await fetch(address, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      await cache.put(address, answer);
      bar.value += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
