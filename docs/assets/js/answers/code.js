// A member's answers as a short code, and back.
//
// PREFIX, then symbols of Bech32m: the version of the item set (1), its scope (which
// groups, or how many parts and the hash of their names), a random part (4, so that two
// equal answers are two people), the answers as one number (a digit for each item, in the base of
// its answers, 0 where none was given), a checksum (6). Shown in capitals and fours: FC-PQZR-... A code holds no
// text. The order of items is the set's own, frozen with its version;
// every version keeps its reader, the newest is written.

import { ALPHABET, CHECKSUM, checksum, intact } from "./bech32m.js";

/**
 * @typedef {object} Group a part of an item set that can be answered alone
 * @property {string} id
 * @property {string[]} items ids in frozen order
 * @property {string[]} [choices] its own answers, where they are not the version's
 *
 * @typedef {object} Version
 * @property {number} version 1 to 31
 * @property {string[]} choices ids of the answers in frozen order
 * @property {Group[]} [groups] a fixed set: what a code may cover
 * @property {number} [parts] a set that the leader names: how many parts at most (31)
 *
 * @typedef {object} ItemSet
 * @property {string} tool id of the tool
 * @property {string} prefix two letters, for ever
 * @property {Version[]} versions oldest first
 *
 * @typedef {object} Answers
 * @property {string} prefix
 * @property {number} version
 * @property {string[]} groups ids of the groups that were asked, in order; empty for named parts
 * @property {number} parts how many named parts; 0 for a fixed set
 * @property {number} hash of the parts' names; 0 for a fixed set
 * @property {number} random 0 to 2^20-1
 * @property {(string|null)[]} answers a choice's id or null for each item, in frozen order
 *
 * @typedef {{ok: true, code: string, value: Answers}} Read
 * @typedef {{ok: false, code: string, reason: Reason}} Refused
 * @typedef {"shape"|"letter"|"prefix"|"tool"|"version"|"scope"|"length"|"checksum"|"content"} Reason
 */

const RANDOM = 4;
const HASH = 4;

/**
 * Symbols that a number needs.
 * @param {bigint} size how many numbers there are
 */
function width(size) {
  let symbols = 0;
  for (let left = size - 1n; left > 0n; left >>= 5n) symbols += 1;
  return symbols;
}

/**
 * A number as symbols, highest first.
 * @param {bigint} value
 * @param {number} length
 */
function toSymbols(value, length) {
  return Array.from({ length }, (_, place) => Number((value >> BigInt(5 * (length - 1 - place))) & 31n));
}

/** @param {number[]} symbols */
function toNumber(symbols) {
  return symbols.reduce((value, symbol) => (value << 5n) | BigInt(symbol), 0n);
}

/**
 * The answers that each item of a code can have, in its order.
 * @param {Version} version
 * @param {string[]} groups
 * @param {number} parts
 * @returns {string[][]}
 */
export function choicesOf(version, groups, parts) {
  if (!version.groups) return Array.from({ length: parts }, () => version.choices);
  return version.groups.filter((group) => groups.includes(group.id)).flatMap((group) => group.items.map(() => group.choices ?? version.choices));
}

/** @param {string[][]} choices of each item */
function answersWidth(choices) {
  return width(choices.reduce((size, known) => size * BigInt(known.length + 1), 1n));
}

/** @param {Version} version */
function scopeWidth(version) {
  return version.groups ? width(1n << BigInt(version.groups.length)) : 1 + HASH;
}

/**
 * The items that the groups hold, in frozen order.
 * @param {Version} version
 * @param {string[]} groups
 */
export function itemsOf(version, groups) {
  return (version.groups ?? []).filter((group) => groups.includes(group.id)).flatMap((group) => group.items);
}

/**
 * The hash that the names of parts have in a code: FNV-1a over their UTF-8, folded to 20 bits.
 * Case, accents of typing and spaces around a name do not count.
 * @param {string[]} names
 */
export function hashOf(names) {
  const bytes = new TextEncoder().encode(names.map((name) => name.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase()).join("\n"));
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
  return ((sum >>> 20) ^ sum) & 0xfffff;
}

/** A random part, from the browser's own source. */
export function randomPart() {
  return crypto.getRandomValues(new Uint32Array(1))[0] & 0xfffff;
}

/**
 * Write answers as a code, in the newest version of the set.
 * @param {ItemSet} set
 * @param {{groups?: string[], parts?: number, hash?: number, random: number, answers: (string|null)[]}} given
 * @returns {string} capitals in fours, the prefix first
 * @throws {RangeError} when the answers are not the set's
 */
export function write(set, { groups = [], parts = 0, hash = 0, random, answers }) {
  const version = set.versions[set.versions.length - 1];
  const choices = choicesOf(version, groups, parts);
  const items = choices.length;
  if (items < 1 || items !== answers.length || items > (version.parts ?? items)) throw new RangeError(`${items} items, ${answers.length} answers`);
  const scope = version.groups
    ? toSymbols(version.groups.reduce((mask, group) => (mask << 1n) | (groups.includes(group.id) ? 1n : 0n), 0n), scopeWidth(version))
    : [parts, ...toSymbols(BigInt(hash), HASH)];
  const number = answers.reduce((sum, answer, place) => {
    const digit = answer === null ? 0 : choices[place].indexOf(answer) + 1;
    if (answer !== null && digit === 0) throw new RangeError(`no answer ${answer}`);
    return sum * BigInt(choices[place].length + 1) + BigInt(digit);
  }, 0n);
  const symbols = [version.version, ...scope, ...toSymbols(BigInt(random), RANDOM), ...toSymbols(number, answersWidth(choices))];
  const text = [...symbols, ...checksum(set.prefix, symbols)].map((symbol) => ALPHABET[symbol]).join("").toUpperCase();
  return `${set.prefix}-${/** @type {string[]} */ (text.match(/.{1,4}/g)).join("-")}`;
}

/**
 * Read a code. Hyphens, spaces and case do not count.
 * @param {string} text
 * @param {ItemSet} set the set that is asked for
 * @param {ItemSet[]} [others] sets of other tools, to name them
 * @returns {Read|Refused}
 */
export function read(text, set, others = []) {
  const plain = text.replace(/[\s\u2010-\u2015-]/g, "").toUpperCase();
  /** @param {Reason} reason @returns {Refused} */
  const refuse = (reason) => ({ ok: false, code: text.trim(), reason });
  if (!/^[A-Z]{2}[0-9A-Z]+$/.test(plain)) return refuse("shape");
  const prefix = plain.slice(0, 2);
  if (prefix !== set.prefix) return refuse(others.some((other) => other.prefix === prefix) ? "tool" : "prefix");
  const symbols = [...plain.slice(2).toLowerCase()].map((letter) => ALPHABET.indexOf(letter));
  if (symbols.includes(-1)) return refuse("letter");
  const version = set.versions.find((known) => known.version === symbols[0]);
  if (!version) {
    // a version of later days is told only when the code is whole: a slip may change that symbol
    return refuse(intact(prefix, symbols) ? "version" : "checksum");
  }
  const head = 1 + scopeWidth(version);
  if (symbols.length < head + RANDOM + CHECKSUM) return refuse("length");
  const scope = symbols.slice(1, head);
  const mask = version.groups ? toNumber(scope) : 0n;
  const groups = (version.groups ?? []).filter((_, place, all) => (mask >> BigInt(all.length - 1 - place)) & 1n).map((group) => group.id);
  const parts = version.groups ? 0 : scope[0];
  const choices = choicesOf(version, groups, parts);
  const items = choices.length;
  const length = head + RANDOM + answersWidth(choices) + CHECKSUM;
  if (symbols.length !== length) return refuse(intact(prefix, symbols) ? "scope" : "length");
  if (!intact(prefix, symbols)) return refuse("checksum");
  if (items < 1 || items > (version.parts ?? items) || mask >> BigInt(version.groups?.length ?? 0)) return refuse("scope");
  let number = toNumber(symbols.slice(head + RANDOM, -CHECKSUM));
  /** @type {(string|null)[]} */
  const answers = [];
  for (const known of [...choices].reverse()) {
    const base = BigInt(known.length + 1);
    const digit = Number(number % base);
    answers.unshift(digit === 0 ? null : known[digit - 1]);
    number /= base;
  }
  if (number > 0n) return refuse("content");
  return {
    ok: true,
    code: `${prefix}-${/** @type {string[]} */ (plain.slice(2).match(/.{1,4}/g)).join("-")}`,
    value: {
      prefix, version: version.version, groups, parts,
      hash: version.groups ? 0 : Number(toNumber(scope.slice(1))),
      random: Number(toNumber(symbols.slice(head, head + RANDOM))), answers,
    },
  };
}

const HYPHENED = /(?<![0-9A-Za-z-])[A-Za-z]{2}(?:[-\u2010-\u2015][0-9A-Za-z]+){3,}(?![0-9A-Za-z])/;
const SOLID = /(?<![0-9A-Za-z-])[A-Za-z]{2}[0-9A-Za-z]{12,}(?![0-9A-Za-z])/;
const CODES = new RegExp(`${HYPHENED.source}|${SOLID.source}`, "g");

/**
 * The codes in whatever was pasted: one a line, in a chat, in links. What looks like a code
 * of any tool is kept, whole or not, so that it can be named; words are passed over, since
 * they have neither a digit nor capitals only.
 * @param {string} text
 * @returns {string[]} in the order in which they stand
 */
export function codesIn(text) {
  return (text.match(CODES) ?? []).filter((code) => /\d/.test(code) || code === code.toUpperCase());
}
