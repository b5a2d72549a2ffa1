// Answers on standard output, a JSON line for each on standard input: {do, …}. Driven by test_codes.py.
import { createInterface } from "node:readline";
import { codesIn, hashOf, itemsOf, read, write } from "../../docs/assets/js/answers/code.js";
import { ALPHABET } from "../../docs/assets/js/answers/bech32m.js";
import { collect, sorted, spreads } from "../../docs/assets/js/answers/compare.js";

/** A small generator with a seed (mulberry32), so that a run can be repeated. */
function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const commands = {
  write: ({ set, given }) => write(set, given),
  read: ({ set, text, others }) => read(text, set, others),
  hash: ({ names }) => hashOf(names),
  found: ({ text }) => codesIn(text),
  collect: ({ set, members, text, others, hash }) => collect(members, text, set, others, hash),
  spreads: ({ set, members, scale, ordered }) => {
    const all = spreads(members, (value) => itemsOf(set.versions.find((known) => known.version === value.version), value.groups), () => ({ scale, ordered }));
    return { all, sorted: sorted(all) };
  },
  // corruptions of one to four characters, prefix letters too: how many read as whole, and the first such
  corrupt: ({ set, others, codes, times, seed }) => {
    const next = random(seed);
    const letters = ALPHABET.toUpperCase();
    let passed = 0;
    let first = null;
    for (let turn = 0; turn < times; turn += 1) {
      const code = [...codes[turn % codes.length].replaceAll("-", "")];
      const places = new Set();
      const many = 1 + (turn % 4);
      while (places.size < many) places.add(Math.floor(next() * code.length));
      for (const place of places) {
        const choices = place < 2 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ" : letters;
        let other = code[place];
        while (other === code[place]) other = choices[Math.floor(next() * choices.length)];
        code[place] = other;
      }
      const text = code.join("");
      if ([set, ...others].some((known) => read(text, known).ok)) { passed += 1; first ??= text; }
    }
    return { passed, first };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try { answer = { is: commands[command.do](command) }; } catch (error) { answer = { error: `${error.name}: ${error.message}` }; }
  console.log(JSON.stringify(answer));
}
