import { later } from "./later.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * A QR code as a drawing, always dark on light.
 * @param {string} text
 * @param {string} name what it is a code of
 * @returns {Promise<SVGElement>}
 */
export async function drawn(text, name) {
  /** @type {boolean[][]} */
  const rows = (await later("qr-write"))(text);
  const picture = document.createElementNS(SVG, "svg");
  const size = rows.length;
  picture.setAttribute("viewBox", `0 0 ${size} ${size}`);
  picture.setAttribute("class", "bcs-qr");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", name);
  picture.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", rows.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join(""));
  picture.append(path);
  return picture;
}
