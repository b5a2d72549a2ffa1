/* On the old address of a page that moved: go on to the new one, and take along the
   anchor, which no server and no refresh ever sees. Without it the page's link leads on. */
(() => {
  "use strict";
  const anchor = decodeURIComponent(location.hash.slice(1));
  const part = document.getElementById(anchor);
  const link = document.querySelector("a[data-moved]");
  if (part instanceof HTMLAnchorElement) location.replace(part.href);
  else if (link instanceof HTMLAnchorElement) location.replace(link.href + location.hash);
})();
