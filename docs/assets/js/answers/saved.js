// Answers, notes and names on this device: only when the person says so. What is kept is an
// address, so that it can be read for as long as addresses can.

/** @param {string} tool */
const key = (tool) => `bcs-tool-${tool}`;

/**
 * What is kept of a tool, or null.
 * @param {string} tool
 * @returns {{address: string, names: Record<string, string>} | null}
 */
export function kept(tool) {
  try {
    const { address, names } = JSON.parse(localStorage.getItem(key(tool)) ?? "null");
    return { address: String(address), names: Object.fromEntries(Object.entries(names ?? {}).map(([field, name]) => [field, String(name)])) };
  } catch {
    return null; // there is none, or something else
  }
}

/**
 * @param {string} tool
 * @param {string} address with notes
 * @param {Record<string, string>} names
 * @returns {boolean} could it be kept?
 */
export function keep(tool, address, names) {
  try {
    localStorage.setItem(key(tool), JSON.stringify({ address, names }));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} tool */
export function forget(tool) {
  try {
    localStorage.removeItem(key(tool));
  } catch {
    // there is none
  }
}
