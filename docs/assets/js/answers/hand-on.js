// What a person hands on: texts on the clipboard, files, addresses that others can open.

/**
 * An address of the site that others can open: from a copy on a disk, the published one.
 * @param {string} href relative to this page
 */
export function whole(href) {
  const published = document.querySelector('link[rel="canonical"]');
  const base = location.protocol === "file:" && published instanceof HTMLLinkElement ? published.href : location.href.split("#")[0];
  return new URL(href, base).href;
}

/**
 * An address of the site as this page can open it: a folder on a disk opens no index by itself.
 * @param {string} href relative to this page
 */
export function near(href) {
  return location.protocol === "file:" ? href.replace(/\/(?=#|$)/, "/index.html") : href;
}

/**
 * Put a text on the clipboard, or where there is none show it in `place`, selected.
 * @param {string} text
 * @param {Element | null} place
 * @returns {Promise<boolean>} is it on the clipboard?
 */
export async function copied(text, place) {
  try {
    await navigator.clipboard.writeText(text);
    place?.replaceChildren();
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.readOnly = true;
    field.rows = Math.min(12, text.split("\n").length + 1);
    field.value = text;
    field.setAttribute("aria-label", "To copy");
    place?.replaceChildren(field);
    field.focus();
    field.select();
    return false;
  }
}

/**
 * Save a text as a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function saved(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/**
 * Rows as comma-separated values (RFC 4180), with the mark by which spreadsheets know UTF-8.
 * What a spreadsheet would take for a formula gets an apostrophe.
 * @param {(string|number)[][]} rows
 */
export function csv(rows) {
  const cell = (/** @type {string|number} */ value) => {
    const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}
