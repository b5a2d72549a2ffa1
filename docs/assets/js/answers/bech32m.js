// The checksum of Bech32m (BIP-350): six symbols that find any substitution of up to four
// characters. Here it guards the codes of tools; see code.js.

/** The 32 symbols, in the order of their values. Easily confused characters are left out. */
export const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/** How many symbols the checksum has. */
export const CHECKSUM = 6;

const CONSTANT = 0x2bc830a3; // of BIP-350; BIP-173 had 1
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/**
 * Remainder of the symbols as a polynomial over GF(32).
 * @param {number[]} symbols each 0 to 31
 */
function remainder(symbols) {
  let sum = 1;
  for (const symbol of symbols) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ symbol;
    GENERATOR.forEach((term, bit) => { if ((top >>> bit) & 1) sum ^= term; });
  }
  return sum >>> 0;
}

/**
 * The prefix as symbols: the high bits of every character, a zero, the low bits.
 * @param {string} prefix
 */
function expanded(prefix) {
  const points = [...prefix.toLowerCase()].map((letter) => letter.charCodeAt(0));
  return [...points.map((point) => point >> 5), 0, ...points.map((point) => point & 31)];
}

/**
 * The checksum of a prefix and its symbols.
 * @param {string} prefix
 * @param {number[]} symbols
 * @returns {number[]} six symbols
 */
export function checksum(prefix, symbols) {
  const sum = remainder([...expanded(prefix), ...symbols, 0, 0, 0, 0, 0, 0]) ^ CONSTANT;
  return Array.from({ length: CHECKSUM }, (_, place) => (sum >>> (5 * (CHECKSUM - 1 - place))) & 31);
}

/**
 * Does the checksum at the end of `symbols` fit?
 * @param {string} prefix
 * @param {number[]} symbols with their checksum
 */
export function intact(prefix, symbols) {
  return remainder([...expanded(prefix), ...symbols]) === CONSTANT;
}
