const LINE = 0.3; // of the window's height: a heading above it is the one being read

/** The list of contents follows the reader: it marks the section that is on the screen. */
export function contents() {
  const list = document.querySelector(".bcs-toc");
  if (!list) return;
  /** @type {Map<Element, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of list.querySelectorAll("a")) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) links.set(heading, link);
  }
  const headings = [...links.keys()];
  /** @type {Element | undefined} */
  let here;

  const follow = () => {
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= innerHeight * LINE + 1);
    const now = passed.at(-1);
    if (now === here) return;
    if (here) links.get(here)?.removeAttribute("aria-current");
    here = now;
    const link = now && links.get(now);
    if (!link) return;
    link.setAttribute("aria-current", "location");
    const room = list.getBoundingClientRect();
    const place = link.getBoundingClientRect();
    if (place.top < room.top) list.scrollTop -= room.top - place.top;
    if (place.bottom > room.bottom) list.scrollTop += place.bottom - room.bottom;
  };

  const watch = new IntersectionObserver(follow, { rootMargin: `0px 0px -${(1 - LINE) * 100}% 0px` });
  for (const heading of headings) watch.observe(heading);
}
