// Names of parts of an issue, where the leader names what members judge. The form has a field
// with data-part="1" for each, and for each a fieldset with data-judge="1" and places with
// data-part-name="1" that show the name.

/**
 * Show what belongs to the parts that have a name, and the names where they belong.
 * @param {HTMLFormElement} form
 */
export function showParts(form) {
  for (const field of form.querySelectorAll("[data-part]")) {
    if (!(field instanceof HTMLInputElement)) continue;
    const number = field.dataset.part;
    const name = field.value.trim();
    for (const judge of form.querySelectorAll(`[data-judge="${number}"]`)) judge.toggleAttribute("data-unasked", !name);
    for (const place of form.querySelectorAll(`[data-part-name="${number}"]`)) place.textContent = name;
  }
}
