// Right after the list of contents, so that nothing moves: beside the text it lies open.
const box = document.currentScript?.previousElementSibling;
const wide = matchMedia("(min-width: 75rem)");
const fit = () => {
  if (box instanceof HTMLDetailsElement) box.open = wide.matches;
};
fit();
wide.addEventListener("change", fit);
