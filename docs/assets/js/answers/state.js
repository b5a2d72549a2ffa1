// What a person chose and wrote, and the address that keeps it, after #.
//
// v=1 is this format, s the version of the item set. g has the groups, a a character for
// each item in the set's frozen order (- for none, else the answer's place in the set), p
// the names of parts, x.NAME other fields. n.ITEM are notes, only when asked for. r is the random part of
// the person's code, show=1 an open result. Addresses last: an old one is read for ever.

import { choicesFor, itemsIn } from "./data.js";

/**
 * @typedef {import("./data.js").ToolData} ToolData
 * @typedef {import("./code.js").Version} Version
 *
 * @typedef {object} State
 * @property {string[]} groups ids of those that are asked, in frozen order
 * @property {Record<string, string>} answers item → answer
 * @property {Record<string, string>} others field → value: what a form asks besides its items
 * @property {string[]} parts names of the parts that the leader named
 * @property {Record<string, string>} notes item → what was noted
 * @property {Record<string, string>} names field → name: they never leave the device
 * @property {number} [random] part of the code, once one was shown
 * @property {boolean} shown is the result open?
 */

/** @returns {State} */
export function empty() {
  return { groups: [], answers: {}, others: {}, parts: [], notes: {}, names: {}, shown: false };
}

// --- address ------------------------------------------------------------------------------

/**
 * @param {ToolData} data
 * @param {number} [number] of the version; the newest without it
 */
function versionOf(data, number) {
  const { versions } = data.set;
  return number === undefined ? versions[versions.length - 1] : versions.find((known) => known.version === number);
}

/**
 * The items of a version that a state is about, with the answers each can have.
 * @param {Version} version
 * @param {State} state
 * @returns {{item: string, choices: string[]}[]}
 */
export function asked(version, state) {
  if (!version.groups) return state.parts.map((_, place) => ({ item: `part-${place + 1}`, choices: version.choices }));
  return version.groups.filter((group) => state.groups.includes(group.id))
    .flatMap((group) => group.items.map((item) => ({ item, choices: group.choices ?? version.choices })));
}

/**
 * The part of an address after #, without it.
 * @param {ToolData} data
 * @param {State} state
 * @param {{notes?: boolean, mine?: boolean}} [more] notes: with them; mine: with what is only for this person's own bar
 */
export function toAddress(data, state, { notes = false, mine = false } = {}) {
  const version = /** @type {Version} */ (versionOf(data));
  const found = new URLSearchParams({ v: "1", s: String(version.version) });
  if (state.groups.length) found.set("g", state.groups.join("."));
  for (const part of state.parts) found.append("p", part);
  const said = asked(version, state).map(({ item, choices }) => {
    const place = choices.indexOf(state.answers[item] ?? "");
    return place < 0 ? "-" : place.toString(36);
  }).join("").replace(/-+$/, "");
  if (said) found.set("a", said);
  for (const [name, value] of Object.entries(state.others)) found.set(`x.${name}`, value);
  if (notes) for (const [item, note] of Object.entries(state.notes)) found.set(`n.${item}`, note);
  if (mine && state.random !== undefined) found.set("r", state.random.toString(36));
  if (mine && state.shown) found.set("show", "1");
  return found.toString();
}

/**
 * The state that an address keeps, or null for one that keeps none. What it names that
 * this edition does not ask any more is left out.
 * @param {ToolData} data
 * @param {string} hash with or without #
 * @returns {State | null}
 */
export function fromAddress(data, hash) {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const version = given.get("v") === "1" ? versionOf(data, Number(given.get("s"))) : undefined;
  if (!version) return null;
  const state = empty();
  const groups = (given.get("g") ?? "").split(".");
  state.groups = (version.groups ?? []).map((group) => group.id).filter((group) => groups.includes(group));
  state.parts = given.getAll("p").slice(0, version.parts ?? 0).map(plain).filter(Boolean);
  const said = given.get("a") ?? "";
  asked(version, state).forEach(({ item, choices }, place) => {
    const answer = choices[parseInt(said[place] ?? "", 36)];
    if (answer !== undefined) state.answers[item] = answer;
  });
  for (const [name, value] of given) {
    if (name.startsWith("x.")) state.others[name.slice(2)] = value;
    if (name.startsWith("n.") && value.trim()) state.notes[name.slice(2)] = value;
  }
  const random = parseInt(given.get("r") ?? "", 36);
  if (random >= 0 && random < 1 << 20) state.random = random;
  state.shown = given.get("show") === "1";
  return kept(data, state);
}

/**
 * A state without what this edition does not ask any more.
 * @param {ToolData} data
 * @param {State} state
 */
function kept(data, state) {
  if (data.groups.length) state.groups = state.groups.filter((group) => data.groups.some((known) => known.id === group));
  const items = new Set(itemsIn(data, state.groups, state.parts.length));
  for (const [item, answer] of Object.entries(state.answers)) {
    if (!items.has(item) || !choicesFor(data, item).includes(answer)) delete state.answers[item];
  }
  return state;
}

/** The longest name of a part. */
export const LONGEST = 80;

/** @param {string} name */
export function plain(name) {
  return name.normalize("NFC").replace(/\s+/g, " ").trim().slice(0, LONGEST);
}

// --- form ---------------------------------------------------------------------------------
//
// A radio button or a tick box named after an item answers it; its value is the answer's
// place in the order of display, and a tick box that is empty can say so (data-else). `group` ticks
// what is asked, `note-ITEM` notes, data-part names a part, data-private stays here; whatever
// else has a name is kept as it is. Names that end in part-1 and so on belong to that part
// and move up where one before it has no name.

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement|HTMLTextAreaElement|HTMLSelectElement)[]}
 */
function fields(form) {
  return /** @type {any[]} */ ([...form.elements].filter((field) => "value" in field && !(field instanceof HTMLButtonElement) && "name" in field && field.name));
}

/**
 * @param {ToolData} data
 * @param {HTMLFormElement} form
 * @param {State} before what the form does not show
 * @returns {State}
 */
export function fromForm(data, form, before) {
  const state = { ...empty(), random: before.random, shown: before.shown };
  const all = fields(form);
  const ticked = all.some((field) => field.name === "group");
  state.groups = ticked ? all.filter((field) => field.name === "group" && checked(field)).map((field) => field.value) : data.groups.map((group) => group.id);
  state.groups = (versionOf(data)?.groups ?? []).map((group) => group.id).filter((group) => state.groups.includes(group));
  /** @type {Map<string, number>} place of a part in the form → its place among those with a name */
  const parts = new Map();
  for (const field of all) {
    if (field.dataset.part === undefined) continue;
    const name = plain(field.value);
    if (name) parts.set(`part-${field.dataset.part}`, state.parts.push(name));
  }
  const anyTick = all.some((field) => field.dataset.else !== undefined && checked(field));
  for (const field of all) {
    const { value } = field;
    if (field.name === "group" || field.dataset.part !== undefined) continue;
    const part = /(?<=^|-)part-\d+$/.exec(field.name)?.[0] ?? "";
    if (part && !parts.has(part)) continue; // what belongs to a part without a name
    const name = part ? field.name.replace(part, `part-${parts.get(part)}`) : field.name;
    if (field.dataset.private !== undefined) {
      if (value.trim()) state.names[name] = value;
    } else if (name.startsWith("note-")) {
      if (value.trim()) state.notes[name.slice(5)] = value;
    } else if (name in data.items || name.startsWith("part-")) {
      const choices = choicesFor(data, name);
      if (checked(field)) state.answers[name] = choices[Number(value)];
      else if (field.dataset.else !== undefined && anyTick) state.answers[name] = choices[Number(field.dataset.else)];
    } else if (checked(field) && value) state.others[name] = value;
  }
  return kept(data, state);
}

/**
 * Fill in a form.
 * @param {ToolData} data
 * @param {HTMLFormElement} form
 * @param {State} state
 */
export function toForm(data, form, state) {
  for (const field of fields(form)) {
    const { name, value } = field;
    const choosable = field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox");
    if (name === "group") set(field, state.groups.includes(value));
    else if (field.dataset.part !== undefined) field.value = state.parts[Number(field.dataset.part) - 1] ?? "";
    else if (field.dataset.private !== undefined) field.value = state.names[name] ?? "";
    else if (name.startsWith("note-")) field.value = state.notes[name.slice(5)] ?? "";
    else if (name in data.items || name.startsWith("part-")) set(field, state.answers[name] !== undefined && choicesFor(data, name)[Number(value)] === state.answers[name]);
    else if (choosable) set(field, state.others[name] === value);
    else field.value = state.others[name] ?? "";
  }
}

/** @param {Element} field */
function checked(field) {
  return !(field instanceof HTMLInputElement) || (field.type !== "radio" && field.type !== "checkbox") || field.checked;
}

/** @param {Element} field @param {boolean} on */
function set(field, on) {
  if (field instanceof HTMLInputElement) field.checked = on;
}
