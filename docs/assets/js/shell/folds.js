/**
 * Open every fold around an element.
 * @param {Element | null} element
 * @returns {boolean} whether one was closed
 */
export function unfold(element) {
  let closed = false;
  for (let fold = element?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
    closed ||= !fold.open;
    fold.open = true;
  }
  return closed;
}

/** A link to something inside a closed fold opens it; not every browser does that itself. */
export function folds() {
  const arrive = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (unfold(target)) target?.scrollIntoView();
  };
  addEventListener("hashchange", arrive);
  if (location.hash) arrive();
}
