const KEY = "bcs-saving";

/** Does the reader want pages kept? Whoever says no has said so for good. */
export function wanted() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return false;
  }
}

/** @param {boolean} choice */
export function choose(choice) {
  try {
    if (choice) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // a browser that stores nothing keeps no pages either
  }
}

/** The address of the service worker, if there can be one: not on a disk, and not in a preview. */
export function worker() {
  const place = document.querySelector("[data-worker]");
  const address = place instanceof HTMLElement && place.dataset.worker;
  return address && "serviceWorker" in navigator && location.protocol.startsWith("http") ? new URL(address, document.baseURI).href : "";
}
