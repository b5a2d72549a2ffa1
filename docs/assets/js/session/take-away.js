// A plan to take along: as Markdown, as a table, for a calendar.

import { csv, whole } from "../answers/hand-on.js";
import { share, times } from "./agenda.js";
import { dayOf, listed, spoken } from "./words.js";

/**
 * @typedef {import("./address.js").Plan} Plan
 * @typedef {import("./data.js").BuilderData} BuilderData
 * @typedef {import("./data.js").Told} Told
 *
 * @typedef {object} Slot an item with its times, for a copy
 * @property {string} name
 * @property {Told | undefined} activity
 * @property {number} minutes
 * @property {number} start minutes since midnight
 * @property {boolean} holds does it have to begin then?
 * @property {number[]} steps the minutes of each step
 * @property {string} note what is particular to this session
 */

/**
 * @param {Plan} plan
 * @param {BuilderData} data
 * @returns {Slot[]}
 */
export function slotsOf({ items, start, ready }, data) {
  const begins = times(items, start);
  return items.map((item, place) => {
    const activity = data.activities.find((known) => known.id === item.activity);
    return {
      name: activity?.title ?? item.pause ?? "", activity, minutes: item.minutes, start: begins[place], holds: item.at !== undefined,
      steps: activity ? share(item.minutes, activity.steps) : [], note: data.ready[ready]?.notes[item.activity ?? ""] ?? "",
    };
  });
}

/** Everything to bring, once. @param {Slot[]} slots */
export const bringing = (slots) => [...new Set(slots.flatMap((slot) => slot.activity?.materials ?? []))];

/** @param {Plan} plan */
export const endOf = ({ items, start }) => items.reduce((sum, item) => sum + item.minutes, start);

/** `Learn from a story · 10 people · 6:00 pm to 7:30 pm` @param {Plan} plan @param {BuilderData} data */
export function headOf(plan, data) {
  const when = `${spoken(plan.start)} to ${spoken(endOf(plan))}`;
  return [data.aims[plan.aim], `${plan.people} people`, plan.day ? `${dayOf(plan.day)}, ${when}` : when].join(" · ");
}

/** What Markdown would read as marks. @param {string} text */
const plain = (text) => text.replace(/[\\`*_[\]<>|#]/g, "\\$&");

/** @param {Plan} plan @param {BuilderData} data @param {string} link that brings the plan back */
export function asMarkdown(plan, data, link) {
  const slots = slotsOf(plan, data);
  const lines = [`# ${data.title}`, "", plain(headOf(plan, data)), "", "| Time | What we do | Minutes |", "|---|---|---|"];
  for (const slot of slots) lines.push(`| ${spoken(slot.start)} | ${plain(slot.name)} | ${slot.minutes} |`);
  lines.push(`| ${spoken(endOf(plan))} | End | |`, "", "## Step by step, for the facilitator", "");
  const bring = bringing(slots);
  if (bring.length) lines.push(`Bring: ${plain(bring.join("; "))}.`, "");
  for (const { name, activity, minutes, start, note, steps } of slots) {
    lines.push(`### ${spoken(start)} ${plain(name)} (${minutes} min)`, "");
    if (note) lines.push(plain(note), "");
    if (!activity) continue;
    lines.push(plain(activity.purpose), "", `> ${plain(activity.invitation)}`, "");
    activity.steps.forEach((step, place) => lines.push(`${place + 1}. ${data.groupings[step.who]}, ${steps[place]} min: ${plain(step.text)}`));
    lines.push("", `- Facilitator: ${plain(activity.facilitator)}`, `- Participants: ${plain(activity.participants)}`, `- Room: ${plain(activity.room)}`);
    if (activity.materials.length) lines.push(`- Bring: ${plain(activity.materials.join("; "))}`);
    for (const [label, places] of placesOf(activity)) lines.push(`- ${label}: ${places.map(([text, href]) => `[${plain(text)}](${whole(href)})`).join(", ")}`);
    lines.push("");
  }
  lines.push(`This plan, to change it: ${link}`);
  return `${lines.join("\n")}\n`;
}

/**
 * Where an activity leads, by what it is good for.
 * @param {Told} activity
 * @returns {[string, import("./data.js").Link[]][]}
 */
export function placesOf({ pages, tools, cards }) {
  /** @type {[string, import("./data.js").Link[]][]} */
  const all = [["Open", pages], ["Tools", tools], ["Hand out", cards]];
  return all.filter(([, places]) => places.length);
}

/** @param {Plan} plan @param {BuilderData} data */
export function asCsv(plan, data) {
  return csv([
    ["Begins", "Minutes", "What we do", "Purpose", "Participants", "Facilitator", "Room", "Bring"],
    ...slotsOf(plan, data).map(({ start, minutes, name, activity }) => [
      spoken(start).replace("\u00a0", " "), minutes, name, activity?.purpose ?? "", activity?.participants ?? "", activity?.facilitator ?? "",
      activity?.room ?? "", activity?.materials.join("; ") ?? "",
    ]),
  ]);
}

/**
 * One event (RFC 5545) at local time, wherever the calendar is. The same plan on the same
 * day is the same event.
 * @param {Plan} plan with a day
 * @param {BuilderData} data
 * @param {string} link
 * @param {Date} now
 */
export function asCalendar(plan, data, link, now) {
  const slots = slotsOf(plan, data);
  const agenda = slots.map((slot) => `${spoken(slot.start)} ${slot.name} (${slot.minutes} min)`.replaceAll("\u00a0", " "));
  const bring = bringing(slots);
  const description = [...agenda, ...(bring.length ? ["", `Bring: ${listed(bring)}`] : []), "", link].join("\n");
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Better Connected Services//Session builder//EN", "BEGIN:VEVENT",
    `UID:${named(`${plan.day} ${link}`)}@better-connected-services`, `DTSTAMP:${now.toISOString().replace(/[-:]|\.\d+/g, "")}`,
    `DTSTART:${local(plan.day, plan.start)}`, `DTEND:${local(plan.day, endOf(plan))}`,
    `SUMMARY:${escaped(data.aims[plan.aim])}`, `DESCRIPTION:${escaped(description)}`, `URL:${link}`, "END:VEVENT", "END:VCALENDAR",
  ].map(folded).join("\r\n") + "\r\n";
}

/** @param {string} day @param {number} minutes since its midnight */
function local(day, minutes) {
  const date = new Date(`${day}T00:00Z`);
  date.setUTCMinutes(minutes);
  return date.toISOString().slice(0, 19).replace(/[-:]/g, "");
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");

/** No line is longer than 75 octets; no letter is cut. @param {string} line */
function folded(line) {
  const encoder = new TextEncoder();
  let made = "";
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > 75) {
      made += "\r\n ";
      octets = 1;
    }
    made += letter;
    octets += size;
  }
  return made;
}

/** Sixteen letters that stand for a text (FNV-1a, twice). @param {string} text */
function named(text) {
  return [0x811c9dc5, 0x1b873593].map((seed) => {
    let sum = seed;
    for (const octet of new TextEncoder().encode(text)) sum = Math.imul(sum ^ octet, 0x01000193);
    return (sum >>> 0).toString(16).padStart(8, "0");
  }).join("");
}
