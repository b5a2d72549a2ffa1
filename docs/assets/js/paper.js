// On pages that are made for paper: a button that prints.
for (const button of document.querySelectorAll("[data-paper-print]")) {
  if (!(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => print());
}
