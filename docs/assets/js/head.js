// Inside <head>, before anything is painted: the reader's colours, and that scripts run.
import { saved } from "./shell/saved-colours.js";

const root = document.documentElement;
root.className = "js";
const chosen = saved();
if (chosen) root.dataset.colours = chosen;
