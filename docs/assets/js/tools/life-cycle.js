// Life cycle: everything that it shares with the other tools is in answers/.
import { result } from "../answers/results/life-cycle.js";
import { start } from "../answers/tool.js";

start({ id: "life-cycle", result });
