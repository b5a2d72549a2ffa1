// Ways of working: everything that it shares with the other tools is in answers/.
import { result } from "../answers/results/ways-of-working.js";
import { start } from "../answers/tool.js";

start({ id: "ways-of-working", result });
