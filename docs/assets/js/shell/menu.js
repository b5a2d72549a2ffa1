/** The menu on phones: without scripts a link to the list of pages, with them a button. */
export function menu() {
  const link = document.querySelector("a.bcs-menu-button");
  const list = document.getElementById("menu");
  const header = document.querySelector(".bcs-header");
  if (!link || !list || !header) return;

  const button = document.createElement("button");
  button.type = "button";
  button.className = link.className;
  button.setAttribute("aria-controls", list.id);
  button.append(...link.childNodes);

  const isOpen = () => list.classList.contains("bcs-side--open");
  /** @param {boolean} open */
  const show = (open) => {
    list.style.setProperty("--bcs-below", `${Math.max(0, header.getBoundingClientRect().bottom)}px`);
    list.classList.toggle("bcs-side--open", open);
    button.setAttribute("aria-expanded", String(open));
  };

  show(false);
  link.replaceWith(button);
  button.addEventListener("click", () => show(!isOpen()));
  list.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a")) show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
  // It lies over the page: what has the focus must not be under it.
  document.addEventListener("focusin", (event) => {
    if (isOpen() && event.target instanceof Node && !list.contains(event.target) && event.target !== button) show(false);
  });
}
