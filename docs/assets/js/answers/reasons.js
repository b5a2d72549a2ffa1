/**
 * @typedef {import("./compare.js").Why} Why
 */

/**
 * Why a code was not taken in, and what would help.
 * @param {Why} why
 * @param {string} title of the tool that is compared
 * @param {string} [other] title of the tool that it belongs to
 */
export function reason(why, title, other) {
  switch (why) {
    case "twice": return "is in already. One code is one person.";
    case "tool": return `is of another tool, ${other ?? "which this guide has"}. This comparison is of ${title}.`;
    case "prefix": return "begins with letters that no tool has. Ask for it again.";
    case "other parts": return "is about other parts. Everybody has to start from the link that you sent round.";
    case "no parts": return `is about parts that somebody named. Open this page from ${title}, where you named them.`;
    case "version": return "is whole, but was made by a later edition of the guide. Load this page anew.";
    case "full": return "is one too many. A hundred is the most.";
    case "length": return "is too long or too short. A character was lost or added on the way.";
    case "letter": return "has a character that no code has: codes never have B, I, O or 1 after the first two letters.";
    default: return "is damaged: some character is not what it was. Ask for it again, best as a link.";
  }
}
