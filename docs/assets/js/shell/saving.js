import { bare } from "../worker/names.js";
import { wanted, worker } from "./saving-choice.js";

/** Pages that one visits are kept for when the network fails: worker/worker.js does it. */
export function saving() {
  const script = worker();
  const mark = document.querySelector(".bcs-saved");
  const newer = document.querySelector(".bcs-saved__newer");
  if (!script || !wanted() || !(mark instanceof HTMLElement) || !(newer instanceof HTMLElement)) return;
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener("message", ({ data }) => {
    if (data.newer !== bare(location.href)) return;
    mark.hidden = false;
    newer.hidden = false;
  });
  /** @type {string[]} what this page is made of, unless a worker has seen it come */
  let keep = [];
  const tell = () => {
    const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
    if (!serviceWorker.controller) return;
    serviceWorker.controller.postMessage({ keep: keep.map(bare), thrifty: Boolean(connection?.saveData) });
    keep = [];
  };
  // The first worker of this device, or that of a newer build, takes the page over.
  serviceWorker.addEventListener("controllerchange", tell);
  addEventListener("load", () => {
    if (!serviceWorker.controller) keep = [location.href, ...performance.getEntriesByType("resource").map((entry) => entry.name)];
    serviceWorker.register(script).then(tell, () => undefined); // refused by the browser: then nothing is kept
  });
}
