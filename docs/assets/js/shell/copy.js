const SHOWN = 2500; // milliseconds that the word stays

/** The link of a thing to itself also puts its address on the clipboard, and says so. */
export function copy() {
  if (!navigator.clipboard) return; // from http:// the link still leads to its place
  const said = document.createElement("p");
  said.className = "bcs-said";
  said.setAttribute("role", "status");
  document.body.append(said);
  let timer = 0;
  document.addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-copy]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try {
      await navigator.clipboard.writeText(new URL(link.dataset.copy || link.href, document.baseURI).href);
    } catch {
      return; // refused: the address bar has it
    }
    said.textContent = "Link copied";
    clearTimeout(timer);
    timer = setTimeout(() => { said.textContent = ""; }, SHOWN);
  });
}
