// Collecting a group's codes, then showing where its members differ. While codes come in
// nothing is drawn: only how many are in. The address after # keeps it:
//
// v=1 is this format, t the tool, p the parts that the leader named, n how many are awaited, c the codes,
// show=1 an open picture. code=CODE hands one code in.

import { codesIn, hashOf, itemsOf, read } from "./code.js";
import { FEW, LEAST, UNSURE, collect, shuffled, sorted, spreads } from "./compare.js";
import { capital, inWords, said } from "./counting.js";
import { copied, csv, saved, whole } from "./hand-on.js";
import { handOver, takeIn } from "./hand-in.js";
import { teReo } from "./language.js";
import { soon } from "./later.js";
import { reason } from "./reasons.js";
import { say } from "./say.js";
import { possible, scanning } from "./scan.js";
import { make } from "./show.js";
import { rowsOf, showSpread } from "./spread.js";
import { plain } from "./state.js";

/**
 * @typedef {import("./compare.js").Member} Member
 * @typedef {import("./compare.js").Why} Why
 * @typedef {import("./code.js").Answers} Answers
 * @typedef {import("./spread.js").Shown} Shown
 * @typedef {import("./spread.js").Part} Part
 * @typedef {import("./data.js").ToolData & {was: Record<string, string>}} ToolData `was`: items and answers that are asked no more
 */

export class Comparison {
  /** @type {ToolData | null} */
  tool = null;
  /** @type {Member[]} */
  members = [];
  /** @type {string[]} */
  parts = [];
  shown = false;
  /** @type {(() => void) | null} */
  #stop = null;

  /** @param {HTMLElement} element */
  constructor(element) {
    this.element = element;
    /** @type {ToolData[]} */
    this.tools = JSON.parse(this.#find("script[data-tools]").textContent ?? "[]");
    teReo(this.tools.flatMap(({ mi }) => mi));
    this.pasted = /** @type {HTMLTextAreaElement} */ (this.#find("[name=codes]"));
    this.awaited = /** @type {HTMLInputElement} */ (this.#find("[name=people]"));
    const form = /** @type {HTMLFormElement} */ (this.#find("form"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#add(this.pasted.value);
    });
    this.awaited.addEventListener("input", () => this.#changed());
    element.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
      if (button instanceof HTMLElement) this.#does[button.dataset.do ?? ""]?.();
    });
    this.#find("[data-do=scan]").hidden = !possible();
    if (possible()) form.addEventListener("input", () => soon("qr-read"), { once: true });
    this.#begin();
  }

  // --- what the address says ---------------------------------------------------------------

  async #begin() {
    const code = new URLSearchParams(location.hash.slice(1)).get("code");
    if (code !== null && await handOver(code)) {
      this.#find("[data-collect]").hidden = true;
      this.#find("[data-handed-over]").hidden = false;
      return;
    }
    addEventListener("hashchange", () => this.#arrived());
    takeIn((taken) => this.#add(taken));
    this.#arrived();
  }

  #arrived() {
    const given = new URLSearchParams(location.hash.slice(1));
    const code = given.get("code");
    if (code !== null) this.#add(code);
    else if (given.get("v") === "1") {
      this.tool = this.tools.find((known) => known.id === given.get("t")) ?? null;
      this.parts = given.getAll("p").map(plain).filter(Boolean);
      this.awaited.value = /^\d{1,3}$/.test(given.get("n") ?? "") ? given.get("n") ?? "" : "";
      this.members = [];
      this.shown = false;
      const codes = given.get("c");
      if (codes) this.#add(codes.replaceAll(".", " "));
      if (given.get("show") === "1" && this.members.length >= LEAST) this.#reveal();
    }
    this.#changed();
  }

  #write() {
    const found = new URLSearchParams({ v: "1" });
    if (this.tool) found.set("t", this.tool.id);
    for (const part of this.parts) found.append("p", part);
    if (this.awaited.value) found.set("n", this.awaited.value);
    if (this.members.length) found.set("c", this.members.map(({ code }) => code.replaceAll("-", "")).join("."));
    if (this.shown) found.set("show", "1");
    history.replaceState(history.state, "", `#${found}`);
  }

  // --- collecting ----------------------------------------------------------------------------

  /** Take in whatever codes are in a text. @param {string} text */
  #add(text) {
    const before = this.members.length;
    this.tool ??= this.#toolOf(text);
    /** @type {{code: string, why: Why}[]} */
    let refused = [];
    if (this.tool) {
      const { set, groups } = this.tool;
      const hash = groups.length ? undefined : this.parts.length ? hashOf(this.parts) : null;
      const others = this.tools.filter((tool) => tool !== this.tool).map((tool) => tool.set);
      ({ members: this.members, refused } = collect(this.members, text, set, others, hash));
    } else refused = codesIn(text).map((code) => ({ code, why: /** @type {Why} */ ("prefix") }));
    const came = this.members.length - before;
    if (came && this.shown) this.#hide(); // nobody is to see whose answers came last
    if (came || refused.length) this.pasted.value = "";
    const title = this.tool?.title ?? "";
    this.#find("[data-refused]").replaceChildren(...refused.map(({ code, why }) => make(
      "li", {}, make("code", {}, code.length > 60 ? `${code.slice(0, 60)}…` : code), ` ${reason(why, title, this.#titleOf(code))}`,
    )));
    this.#find("[data-not-taken]").hidden = refused.length === 0;
    this.#changed();
    const status = !came && !refused.length ? "There is no code in this text." : [
      came ? `${capital(inWords(came))} came in.` : "", refused.length ? `${capital(inWords(refused.length))} not taken in: see below.` : "",
    ].filter(Boolean).join(" ");
    this.#say(`${status} ${this.#howMany()}`);
  }

  /** The tool of the first whole code, or else of the first whose letters are known. @param {string} text */
  #toolOf(text) {
    const codes = codesIn(text);
    const whole = codes.map((code) => this.tools.find(({ set }) => read(code, set).ok)).find(Boolean);
    return whole ?? codes.map((code) => this.tools.find(({ set }) => code.toUpperCase().startsWith(set.prefix))).find(Boolean) ?? null;
  }

  /** @param {string} code */
  #titleOf(code) {
    return this.tools.find(({ set }) => code.toUpperCase().startsWith(set.prefix))?.title;
  }

  #howMany() {
    const people = Number(this.awaited.value);
    return people > 0 ? `${this.members.length} of ${people} in.` : `${this.members.length} in.`;
  }

  #changed() {
    this.#find("[data-count]").textContent = this.#howMany();
    this.#find("[data-of]").textContent = this.tool ? `${this.tool.title}${this.parts.length ? `: ${this.parts.join(", ")}` : ""}` : "";
    this.#find("[data-reveal]").hidden = this.members.length === 0;
    this.#find("[data-ask]").hidden = true;
    this.#write();
  }

  async #scan() {
    const camera = this.#find("[data-camera]");
    const video = /** @type {HTMLVideoElement} */ (this.#find("video"));
    camera.hidden = false;
    try {
      this.#stop = await scanning(video, (text) => this.#add(text));
      this.#say("The camera is on. Hold a QR code in front of it.");
      this.#find("[data-do=stop]").focus();
    } catch {
      camera.hidden = true;
      this.#say("The camera could not be opened. Paste the codes instead.");
    }
  }

  #stopScanning() {
    this.#stop?.();
    this.#stop = null;
    this.#find("[data-camera]").hidden = true;
    this.#find("[data-do=scan]").focus();
  }

  // --- the picture ---------------------------------------------------------------------------

  #ask() {
    const few = this.members.length;
    if (few < LEAST) {
      this.#say(`Three is the least, so that nobody’s answers stand alone. ${this.#howMany()}`);
    } else if (few < FEW) {
      this.#find("[data-ask]").hidden = false;
      this.#find("[data-ask-heading]").focus();
    } else this.#reveal();
  }

  #reveal() {
    if (this.#stop) this.#stopScanning();
    this.shown = true;
    this.members = shuffled(this.members, (below) => crypto.getRandomValues(new Uint32Array(1))[0] % below);
    this.#find("[data-collect]").hidden = true;
    this.#find("[data-picture]").hidden = false;
    this.#find("[data-of-people]").textContent = `${this.tool?.title}: ${inWords(this.members.length)} people`;
    showSpread(this.#find("[data-spread]"), this.#parts());
    this.#write();
    this.#find("[data-picture] h2").focus();
    this.#say(`The picture is open. ${this.#howMany()}`);
  }

  #hide() {
    this.shown = false;
    this.#find("[data-spread]").replaceChildren();
    this.#find("[data-picture]").hidden = true;
    this.#find("[data-collect]").hidden = false;
    this.#changed();
    this.pasted.focus();
  }

  /** @returns {Part[]} */
  #parts() {
    const tool = /** @type {ToolData} */ (this.tool);
    const order = tool.groups.flatMap((group) => group.items);
    const items = (/** @type {Answers} */ value) => {
      const version = tool.set.versions.find((known) => known.version === value.version);
      return version?.groups ? itemsOf(version, value.groups) : this.parts.map((_, place) => `part-${place + 1}`);
    };
    const all = spreads(this.members, items, (item) => this.#scaleOf(item));
    const place = (/** @type {string} */ item) => (order.indexOf(item) + 1 || order.length + 1);
    all.sort((one, other) => place(one.item) - place(other.item));
    const found = sorted(all);
    const shown = (/** @type {import("./compare.js").Spread[]} */ part) => part.map((spread) => ({
      spread, about: this.#about(spread), ...this.#scaleOf(spread.item), label: (/** @type {string} */ choice) => tool.choices[choice]?.label ?? tool.was[choice] ?? choice,
    }));
    return [
      { id: "differ", title: "Where you differ", text: "What you see most differently comes first. Ask those who stand at the ends what they see, before anyone explains.", items: shown(found.differ) },
      { id: "agree", title: "What you agree on", text: "All who answered say the same. Do they mean the same by it?", items: shown(found.agreed) },
      { id: "single", title: "What only one of you could say", text: "Nobody else answered or knew. Would that person tell the others?", items: shown(found.single) },
      { id: "unknown", title: "What nobody knows", text: "Who would know, and who could ask?", items: shown(found.unknown) },
    ];
  }

  /** The answers of an item, those of old versions too. @param {string} item */
  #scaleOf(item) {
    const tool = /** @type {ToolData} */ (this.tool);
    const group = tool.groups.find((known) => known.items.includes(item));
    const now = group?.choices ?? tool.scale;
    const then = tool.set.versions.flatMap((version) => {
      const of = version.groups?.find((known) => known.items.includes(item));
      return version.groups && !of ? [] : of?.choices ?? version.choices;
    });
    return { scale: [...new Set([...now, ...then])].filter((choice) => choice !== UNSURE), ordered: group?.ordered ?? tool.ordered };
  }

  /**
   * What is told of an item. Of a part that was named, the tool knows no more than what its answers say.
   * @param {import("./compare.js").Spread} spread
   * @returns {import("./data.js").About}
   */
  #about({ item, counts }) {
    const tool = /** @type {ToolData} */ (this.tool);
    const given = Object.keys(counts).filter((choice) => counts[choice] && tool.choices[choice]?.href).map((choice) => tool.choices[choice]);
    return tool.items[item] ?? {
      name: this.parts[Number(item.replace("part-", "")) - 1] ?? tool.was[item] ?? item, ask: tool.question,
      links: given.map(({ label, href }) => [label, href ?? ""]),
    };
  }

  // --- what each button does -----------------------------------------------------------------

  /** @type {Record<string, () => void>} */
  #does = {
    scan: () => this.#scan(),
    stop: () => this.#stopScanning(),
    reveal: () => this.#ask(),
    "reveal-anyway": () => this.#reveal(),
    wait: () => {
      this.#find("[data-ask]").hidden = true;
      this.pasted.focus();
    },
    more: () => this.#hide(),
    print: () => print(),
    "copy-text": async () => this.#say(await copied(this.#asText(), this.#find("[data-to-copy]")) ? "The text is copied." : "Here it is, to copy."),
    "save-csv": () => saved("compare.csv", "text/csv", csv(this.#parts().flatMap(({ title, items }) => (items.length ? [[title], ...rowsOf(items), [""]] : [])))),
    clear: () => this.#clear(),
  };

  #asText() {
    const lines = [`${this.tool?.title}: ${inWords(this.members.length)} people`, whole(this.tool?.page ?? "")];
    for (const { title, items } of this.#parts()) {
      if (items.length) lines.push("", title.toUpperCase());
      for (const { spread, about, scale, label, ordered } of items) lines.push("", `- ${about.name}`, `  ${said(spread, scale, label, ordered)}`, ...(about.ask ? [`  ${about.ask}`] : []));
    }
    return `${lines.join("\n")}\n`;
  }

  #clear() {
    if (!confirm("Clear all codes that are in?")) return;
    this.members = [];
    this.tool = null;
    this.parts = [];
    this.awaited.value = "";
    this.pasted.value = "";
    this.#find("[data-refused]").replaceChildren();
    this.#find("[data-not-taken]").hidden = true;
    this.#find("[data-to-copy]").replaceChildren();
    this.#hide();
    history.replaceState(history.state, "", location.pathname + location.search);
    this.#say("Everything is cleared.");
  }

  /** @param {string} text */
  #say(text) {
    say(this.#find("[role=status]"), text);
  }

  /** @param {string} selector @returns {HTMLElement} */
  #find(selector) {
    return /** @type {HTMLElement} */ (this.element.querySelector(selector));
  }
}
