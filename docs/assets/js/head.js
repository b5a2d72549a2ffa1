// Inside <head>, before anything is painted: the reader's colours, that scripts run, and that the address asks the search.
import { saved } from "./shell/saved-colours.js";

const root = document.documentElement;
root.className = new URLSearchParams(location.search).get("q") ? "js asked" : "js";
const chosen = saved();
if (chosen) root.dataset.colours = chosen;
