// Filters for the matrix of cases. The table is complete without this script.
// It shows the filters that the page carries in a <template>, narrows rows (phase) and
// columns (sector, mandate), says how much is left, and keeps the choice in the address.
(() => {
  "use strict";
  const matrix = document.querySelector("[data-matrix]");
  const template = matrix?.querySelector("template[data-matrix-filters]");
  if (!template) return;

  const toggle = matrix.querySelector(".bcs-matrix__toggle");
  const region = matrix.querySelector(".bcs-matrix__scroll");
  const columns = [...matrix.querySelectorAll("thead th[data-case]")];
  const bodies = [...matrix.querySelectorAll("tbody")];
  const rows = [...matrix.querySelectorAll("tr[data-row]")];

  const tools = template.content.cloneNode(true);
  const selects = [...tools.querySelectorAll("select")];
  const status = tools.querySelector("[role=status]");
  const hint = tools.querySelector(".bcs-matrix__hint");
  const reset = tools.querySelector("[data-matrix-reset]");
  const chosen = (name) => selects.find((select) => select.name === name).value;

  function fits(column) {
    const sector = chosen("sector");
    const mandate = chosen("mandate");
    return (!sector || column.dataset.sectors.split(" ").includes(sector))
      && (!mandate || column.dataset.mandate === mandate);
  }

  function narrow() {
    const phase = chosen("phase");
    const stories = new Set(columns.filter(fits).map((column) => column.dataset.case));
    for (const column of columns) column.hidden = !stories.has(column.dataset.case);
    let left = 0;
    for (const row of rows) {
      let filled = false;
      for (const cell of row.querySelectorAll("td")) {
        cell.hidden = !stories.has(cell.dataset.case);
        if (!cell.hidden && cell.querySelector("a")) filled = true;
      }
      row.hidden = !filled || (phase !== "" && row.dataset.phase !== phase);
      if (!row.hidden) left += 1;
    }
    for (const body of bodies) {
      body.hidden = !body.querySelector("tr[data-row]:not([hidden])");
      body.querySelector("th[scope=rowgroup]").colSpan = stories.size + 1;
    }
    region.hidden = left === 0;
    const narrowed = selects.some((select) => select.value);
    hint.hidden = !narrowed;
    const text = left === 0
      ? "No story fits this choice. Change a filter, or show everything."
      : `Showing ${left} of ${rows.length} rows and ${stories.size} of ${columns.length} stories.`
        + (narrowed ? " Rows that these stories leave empty are hidden." : "");
    if (status.textContent !== text) status.textContent = text;
  }

  function read() {
    const address = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = address.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = ""; // no such choice
    }
    if (address.has("reasons")) toggle.checked = true;
  }

  function write() {
    const address = new URL(location.href);
    for (const select of selects) {
      if (select.value) address.searchParams.set(select.name, select.value);
      else address.searchParams.delete(select.name);
    }
    if (toggle.checked) address.searchParams.set("reasons", "shown");
    else address.searchParams.delete("reasons");
    history.replaceState(history.state, "", address);
  }

  for (const select of selects) {
    select.addEventListener("change", () => { narrow(); write(); });
  }
  toggle.addEventListener("change", write);
  reset.addEventListener("click", () => {
    for (const select of selects) select.value = "";
    narrow();
    write();
  });

  read();
  narrow();
  template.before(tools);

  // A browser restores the controls of a page that one comes back to; the table follows.
  // A link with a filter may also point at a row that moved up: go there again.
  addEventListener("pageshow", (event) => { if (event.persisted) narrow(); });
  if (location.search && location.hash) {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
})();
