// The factor check: everything that it shares with the other tools is in answers/.
import { result } from "../answers/results/factor-check.js";
import { start } from "../answers/tool.js";

start({ id: "factor-check", result });
