// Answers on standard output, a JSON line for each on standard input: {do, …}. Driven by test_tools_five.py.
import { createInterface } from "node:readline";
import { result as need, lies } from "../../docs/assets/js/answers/results/do-we-need-this.js";
import { crossings, result as cycle, seenStages } from "../../docs/assets/js/answers/results/life-cycle.js";
import { result as roles, twice } from "../../docs/assets/js/answers/results/roles.js";
import { result as sense, suggested } from "../../docs/assets/js/answers/results/sense-making.js";
import { meeting, result as ways } from "../../docs/assets/js/answers/results/ways-of-working.js";
import { asText } from "../../docs/assets/js/answers/takeaway.js";
import { fromAddress, toAddress } from "../../docs/assets/js/answers/state.js";

const results = { "do-we-need-this": need, "life-cycle": cycle, roles, "sense-making": sense, "ways-of-working": ways };
globalThis.location = /** @type {any} */ ({ protocol: "https:", href: "https://example.org/meeting/tool/" });
globalThis.document = /** @type {any} */ ({ querySelector: () => null });

const commands = {
  result: ({ tool, data, state }) => results[tool](state, data, (item) => data.items[item] ?? { name: item }),
  text: ({ tool, data, state }) => asText(data, results[tool](state, data, (item) => data.items[item] ?? { name: item })),
  address: ({ data, state, more }) => toAddress(data, state, more),
  fromAddress: ({ data, hash }) => fromAddress(data, hash),
  suggested: ({ data, answers }) => suggested(data, (question) => answers[question]),
  lies: ({ answers, items }) => lies(answers, items),
  meeting: ({ needed, now, scale }) => meeting(needed, now, scale),
  twice: ({ people }) => twice(people),
  crossings: ({ data, state }) => crossings(seenStages(state, data), data),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try { answer = { is: commands[command.do](command) }; } catch (error) { answer = { error: `${error.name}: ${error.message}` }; }
  console.log(JSON.stringify(answer));
}
