const SHOWN = 2500; // milliseconds that the word stays

/** The marks beside headings and items put an address on the clipboard, and say so. */
export function copy() {
  if (!navigator.clipboard) return; // from http:// the mark is a link to the address
  const said = document.createElement("p");
  said.className = "bcs-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let timer = 0;
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-copy]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(address(link));
    } catch {
      location.assign(link.href); // refused: the address bar will have it
      return;
    }
    said.textContent = "Link copied";
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = ""; }, SHOWN);
  });
}

/** The whole address; from a copy of the guide on a disk, the one that others can open.
 * @param {HTMLAnchorElement} link */
function address(link) {
  const published = document.querySelector('link[rel="canonical"]');
  const base = location.protocol === "file:" && published instanceof HTMLLinkElement ? published.href : document.baseURI;
  return new URL(link.dataset.copy || link.getAttribute("href") || "", base).href;
}
