import { save, saved } from "./saved-colours.js";

/** The choice of colours, in the header, the menu and the footer: they say the same. */
export function colours() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll(".bcs-colours input");

  /** @param {string} choice */
  const show = (choice) => {
    if (choice) document.documentElement.dataset.colours = choice;
    else delete document.documentElement.dataset.colours;
    for (const input of choices) input.checked = input.value === choice;
  };

  show(saved());
  for (const input of choices) {
    input.addEventListener("change", () => {
      save(input.value);
      show(input.value);
    });
  }
  // Another tab has chosen, or the reader comes back to a page that was kept.
  addEventListener("storage", () => show(saved()));
  addEventListener("pageshow", (event) => { if (event.persisted) show(saved()); });

  // The box in the header folds up when it is left.
  const box = document.querySelector("details.bcs-colours");
  if (!(box instanceof HTMLDetailsElement)) return;
  /** @param {Event} event */
  const leave = (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) box.open = false;
  };
  document.addEventListener("pointerdown", leave);
  document.addEventListener("focusin", leave);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary")?.focus();
  });
}
