// Roles: everything that it shares with the other tools is in answers/.
import { result } from "../answers/results/roles.js";
import { start } from "../answers/tool.js";

start({ id: "roles", result });
