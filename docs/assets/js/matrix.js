// Filters for the matrix of cases. The table is complete without this script: it narrows
// rows (phase) and stories (sector, mandate), says how much is left, and keeps the choice
// in the address.

/** @param {HTMLElement} matrix */
function filters(matrix) {
  /** @type {(selector: string) => HTMLElement[]} */
  const all = (selector) => [...matrix.querySelectorAll(selector)].filter((found) => found instanceof HTMLElement);
  const toggle = matrix.querySelector("input");
  const tables = all("table");
  const folds = all("details[data-fold]");
  const [status] = all("[role=status]");
  const [hint] = all(".bcs-matrix__hint");
  const [reset] = all("[data-matrix-reset]");
  const selects = [...matrix.querySelectorAll("select")];
  const heads = all("thead th[data-case]"); // of every table
  const rows = all("tr[data-row]");
  const told = all("[data-reason]");
  if (!toggle) return;
  const columns = heads.slice(0, heads.length / tables.length);

  /** @param {string} name */
  const chosen = (name) => selects.find((select) => select.name === name)?.value ?? "";

  /** @param {HTMLElement} column */
  function fits(column) {
    const sector = chosen("sector");
    const mandate = chosen("mandate");
    return (!sector || (column.dataset.sectors ?? "").split(" ").includes(sector))
      && (!mandate || column.dataset.mandate === mandate);
  }

  function narrow() {
    const phase = chosen("phase");
    const stories = new Set(columns.filter(fits).map((column) => column.dataset.case));
    for (const head of heads) head.hidden = !stories.has(head.dataset.case);
    for (const reason of told) reason.hidden = !stories.has(reason.dataset.reason);
    let left = 0;
    for (const row of rows) {
      let filled = false;
      for (const cell of row.querySelectorAll("td")) {
        cell.hidden = !stories.has(cell.dataset.case);
        if (!cell.hidden && cell.querySelector("a")) filled = true;
      }
      row.hidden = !filled || (phase !== "" && row.dataset.phase !== phase);
      const reasons = row.nextElementSibling;
      if (reasons instanceof HTMLElement) reasons.hidden = row.hidden;
      if (!row.hidden) left += 1;
    }
    for (const table of tables) {
      const fold = table.closest("details");
      const empty = !table.querySelector("tr[data-row]:not([hidden])");
      for (const place of fold ? [fold] : [table.parentElement, table.parentElement?.previousElementSibling]) { // with its heading
        if (place instanceof HTMLElement) place.hidden = empty;
      }
      for (const cell of table.querySelectorAll("[colspan]")) {
        if (cell instanceof HTMLTableCellElement) cell.colSpan = stories.size + 1;
      }
    }
    const narrowed = selects.some((select) => select.value);
    hint.hidden = !narrowed;
    const text = left === 0
      ? "No story fits this choice. Change a filter, or show everything."
      : `Showing ${left} of ${rows.length} rows and ${stories.size} of ${columns.length} stories.`
        + (narrowed ? " Rows that these stories leave empty are hidden." : "");
    if (status.textContent !== text) status.textContent = text;
  }

  /** The fold of the phase that one has chosen opens; the others are hidden anyway. */
  function unfold() {
    for (const fold of folds) {
      if (fold instanceof HTMLDetailsElement && fold.dataset.fold === chosen("phase")) fold.open = true;
    }
  }

  function read() {
    const address = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = address.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = ""; // no such choice
    }
    if (toggle && address.has("reasons")) toggle.checked = true;
  }

  function write() {
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    if (toggle?.checked) address.searchParams.set("reasons", "shown");
    else address.searchParams.delete("reasons");
    history.replaceState(history.state, "", address);
  }

  for (const select of selects) {
    select.addEventListener("change", () => { narrow(); unfold(); write(); });
  }
  toggle.addEventListener("change", write);
  reset.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    narrow();
    write();
  });

  read();
  narrow();
  unfold();

  // A browser restores the controls of a page that one comes back to; the table follows.
  // A link with a filter may also point at a row that moved up: go there again.
  addEventListener("pageshow", (event) => { if (event.persisted) narrow(); });
  if (location.search && location.hash) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
}

for (const matrix of document.querySelectorAll("[data-matrix]")) {
  if (matrix instanceof HTMLElement) filters(matrix);
}
