// Words of te reo Māori in what scripts show, marked as hooks/language.py marks them in pages.

/** @type {RegExp | null} */
let words = null;

/** @param {string[]} found the words that the page's data holds */
export function teReo(found) {
  const longest = [...found].sort((one, other) => other.length - one.length);
  words = found.length ? new RegExp(`(?<![\\p{L}])(${longest.join("|")})(?![\\p{L}])`, "giu") : null;
}

/**
 * A text as nodes.
 * @param {string} text
 * @returns {(Node|string)[]}
 */
export function spoken(text) {
  if (!words) return [text];
  return text.split(words).map((piece, place) => {
    if (place % 2 === 0) return piece;
    const made = document.createElement("span");
    made.lang = "mi";
    made.textContent = piece;
    return made;
  });
}
