// Answers on standard output, a JSON line for each on standard input: {do, …}. Driven by test_session_builder.py.
import { createInterface } from "node:readline";
import { fromAddress, toAddress } from "../../docs/assets/js/session/address.js";
import * as clock from "../../docs/assets/js/session/clock.js";
import { MINUTES, PEOPLE, refused } from "../../docs/assets/js/session/planner.js";
import { told, wrong } from "../../docs/assets/js/session/rules.js";
import { asCalendar, asCsv } from "../../docs/assets/js/session/take-away.js";

const byId = (activities) => new Map(activities.map((activity) => [activity.id, activity]));
const commands = {
  wrong: ({ sessions, activities }) => sessions.map((session) => wrong(session, byId(activities)).map((finding) => [finding, told(finding, session.items, byId(activities))])),
  toAddress: ({ plan }) => toAddress(plan),
  fromAddress: ({ hash, known }) => fromAddress(hash, known),
  refused: ({ wish }) => refused(wish),
  bounds: () => [MINUTES, PEOPLE],
  calendar: ({ plan, data, link, now }) => asCalendar(plan, data, link, new Date(now)),
  csv: ({ plan, data }) => asCsv(plan, data),
  clock: ({ steps }) => steps.reduce((running, [name, ...given]) => clock[name](...(running === null ? given : [running, ...given])), null),
};

for await (const line of createInterface({ input: process.stdin })) {
  const command = JSON.parse(line);
  let answer;
  try { answer = { is: commands[command.do](command) ?? null }; } catch (error) { answer = { error: `${error.name}: ${error.message}` }; }
  console.log(JSON.stringify(answer));
}
