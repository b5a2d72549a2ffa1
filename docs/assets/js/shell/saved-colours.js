const KEY = "bcs-colours";

/**
 * The colours that the reader has chosen.
 * @returns {string} "light", "dark" or nothing: as the system has it
 */
export function saved() {
  try {
    const found = localStorage.getItem(KEY);
    return found === "light" || found === "dark" ? found : "";
  } catch {
    return ""; // a browser may refuse to store anything
  }
}

/**
 * Keep the reader's choice for the pages that follow.
 * @param {string} choice "light", "dark" or nothing
 */
export function save(choice) {
  try {
    if (choice) localStorage.setItem(KEY, choice);
    else localStorage.removeItem(KEY);
  } catch {
    // this page shows the choice all the same
  }
}
