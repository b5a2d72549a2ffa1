// What a group talks about after the factor check: its answers by what was said, what is
// not there yet first. Nothing is counted or scored.

/**
 * @typedef {import("../data.js").ToolData} ToolData
 * @typedef {import("../data.js").About} About
 * @typedef {import("../state.js").State} State
 * @typedef {import("../show.js").Description} Description
 */

const ORDER = ["not-yet", "partly", "dont-know", "true-of-us"];

/**
 * @param {State} state
 * @param {ToolData} data
 * @param {(item: string) => About} lookup
 * @returns {Description}
 */
export function result(state, data, lookup) {
  const items = data.groups.filter((group) => state.groups.includes(group.id)).flatMap((group) => group.items);
  const sections = ORDER.map((choice) => ({
    title: data.choices[choice].label,
    texts: [data.texts[choice].text],
    entries: items.filter((item) => state.answers[item] === choice).map((item) => entry(lookup(item), state.notes[item])),
  })).filter((section) => section.entries.length > 0);
  const answered = sections.reduce((sum, section) => sum + section.entries.length, 0);
  return {
    summary: answered === 0
      ? "You have not answered anything yet. Choose an answer, and it will stand here."
      : `${answered} of ${items.length} answered. Choose two or three to talk about: those that you would argue over.`,
    sections,
  };
}

/**
 * @param {About} about
 * @param {string} [note]
 */
function entry(about, note) {
  return {
    title: about.name, kind: about.kind, href: about.href, text: about.text, ask: about.ask,
    seen: about.links ?? [], note,
  };
}
