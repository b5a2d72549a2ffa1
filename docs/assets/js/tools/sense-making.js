// Sense-making: what it adds to what tools share is where three answers point to.
import { suggest } from "../answers/suggest.js";
import { result } from "../answers/results/sense-making.js";
import { start } from "../answers/tool.js";

start({ id: "sense-making", result });
suggest();
