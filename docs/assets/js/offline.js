// The page on reading without a network, and the page that stands for one that is not kept.
import { list } from "./offline/kept.js";
import { panel } from "./offline/panel.js";

for (const place of document.querySelectorAll("[data-kept]")) {
  if (place instanceof HTMLElement) list(place);
}
for (const place of document.querySelectorAll("[data-offline]")) {
  if (place instanceof HTMLElement) panel(place);
}
