// A member's link that is opened beside a page that collects hands its code over to it.

const NAME = "bcs-compare";
const PATIENCE = 400; // milliseconds until nobody is there

/**
 * Take codes that other pages hand over.
 * @param {(code: string) => void} take
 */
export function takeIn(take) {
  if (!("BroadcastChannel" in globalThis)) return;
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", ({ data }) => {
    if (typeof data?.code !== "string") return;
    channel.postMessage({ taken: data.code });
    take(data.code);
  });
}

/**
 * Hand a code to a page that collects, if one is open.
 * @param {string} code
 * @returns {Promise<boolean>} was it taken?
 */
export function handOver(code) {
  if (!("BroadcastChannel" in globalThis)) return Promise.resolve(false);
  const channel = new BroadcastChannel(NAME);
  return new Promise((resolve) => {
    const done = (/** @type {boolean} */ taken) => {
      channel.close();
      resolve(taken);
    };
    const timer = setTimeout(() => done(false), PATIENCE);
    channel.addEventListener("message", ({ data }) => {
      if (data?.taken !== code) return;
      clearTimeout(timer);
      done(true);
    });
    channel.postMessage({ code });
  });
}
