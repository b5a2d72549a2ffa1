// Do we need this: everything that it shares with the other tools is in answers/.
import { result } from "../answers/results/do-we-need-this.js";
import { start } from "../answers/tool.js";

start({ id: "do-we-need-this", result });
