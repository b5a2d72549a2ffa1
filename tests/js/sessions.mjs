// Answers on standard output to a list of questions on standard input. Driven by test_session_planner.py.
import { text } from "node:stream/consumers";
import { share, times } from "../../docs/assets/js/session/agenda.js";
import { plan } from "../../docs/assets/js/session/planner.js";

const { activities, shares, agendas, wishes } = JSON.parse(await text(process.stdin));
const planned = wishes.map((wish) => {
  try { return { items: plan(activities, wish) }; } catch (error) { return { error: `${error.name}: ${error.message}` }; }
});
console.log(JSON.stringify({
  shares: shares.map(({ minutes, steps }) => share(minutes, steps)),
  agendas: agendas.map(({ items, start }) => times(items, start)),
  planned,
}));
