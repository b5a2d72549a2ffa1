// Scripts that are fetched only when somebody asks. They stand alone, so that they load from
// a folder on a disk too, and hand over what they can do through one global name.

/** @type {Record<string, any>} */
const waiting = (/** @type {any} */ (globalThis).bcsLater ??= {});

/**
 * Called by such a script: what it can do.
 * @param {string} name
 * @param {unknown} does
 */
export function ready(name, does) {
  waiting[name] = does;
}

/** @type {Map<string, Promise<any>>} */
const asked = new Map();

/**
 * What a script can do, as soon as it is here. The page lists addresses: hooks/bundle.py.
 * @param {string} name
 * @returns {Promise<any>}
 */
export function later(name) {
  let found = asked.get(name);
  if (!found) {
    found = new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = JSON.parse(document.querySelector("script[data-scripts]")?.textContent ?? "{}")[name] ?? "";
      script.addEventListener("load", () => resolve(waiting[name]));
      script.addEventListener("error", () => {
        asked.delete(name);
        reject(new Error(`${name} could not be fetched`));
      });
      document.head.append(script);
    });
    asked.set(name, found);
  }
  return found;
}

/**
 * Somebody is at work here and may ask for it when there is no net any more: fetch it now.
 * @param {string} name
 */
export function soon(name) {
  later(name).catch(() => {}); // asked again when it is needed
}
