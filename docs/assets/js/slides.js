// A deck on the wall: keys turn it, Escape leaves. Without this, links and scrolling do.
const slides = [...document.querySelectorAll("section[tabindex]")].filter((found) => found instanceof HTMLElement);
const STEPS = new Map([["ArrowRight", 1], ["PageDown", 1], ["ArrowLeft", -1], ["PageUp", -1], ["Home", -Infinity], ["End", Infinity]]);

/** The slide that fills most of the screen. */
function here() {
  const distance = (/** @type {HTMLElement} */ slide) => Math.abs(slide.getBoundingClientRect().top);
  return slides.reduce((nearest, slide, index) => (distance(slide) < distance(slides[nearest]) ? index : nearest), 0);
}

/** Show another slide. The address names it and Back leaves: turning makes no history.
 * @param {number} index */
function turn(index) {
  const slide = slides[Math.max(0, Math.min(slides.length - 1, index))];
  history.replaceState(null, "", `#${slide.id}`);
  slide.scrollIntoView();
  slide.focus({ preventScroll: true });
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const step = STEPS.get(event.key);
  const leave = slides[here()].querySelector("a[data-leave]");
  if (step) turn(here() + step);
  else if (event.key === "Escape" && leave instanceof HTMLAnchorElement) location.assign(leave.href);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-step]") : null;
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  turn(slides.findIndex((slide) => `#${slide.id}` === link.hash));
});

for (const nav of document.fullscreenEnabled ? document.querySelectorAll("section > div > nav") : []) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Full screen";
  button.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()));
  nav.append(button);
}
