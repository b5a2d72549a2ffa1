// Answers on standard output, a JSON line for each on standard input: {do, …}. Driven by test_tools.py.
import { createInterface } from "node:readline";
import { said } from "../../docs/assets/js/answers/counting.js";
import { shuffled, sorted } from "../../docs/assets/js/answers/compare.js";
import { csv } from "../../docs/assets/js/answers/hand-on.js";
import { codeOf } from "../../docs/assets/js/answers/own-code.js";
import { read } from "../../docs/assets/js/answers/code.js";
import { fromAddress, toAddress } from "../../docs/assets/js/answers/state.js";

const commands = {
  toAddress: ({ data, state, more }) => toAddress(data, state, more),
  fromAddress: ({ data, hash }) => fromAddress(data, hash),
  code: ({ data, state }) => read(codeOf(data, state), data.set),
  said: ({ spread, scale, labels, ordered }) => said(spread, scale, (choice) => labels[choice], ordered),
  sorted: ({ all }) => sorted(all),
  shuffled: ({ people, picks }) => shuffled(people, (below) => picks.shift() % below),
  csv: ({ rows }) => csv(rows),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try { answer = { is: commands[command.do](command) }; } catch (error) { answer = { error: `${error.name}: ${error.message}` }; }
  console.log(JSON.stringify(answer));
}
