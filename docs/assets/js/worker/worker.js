// The service worker, sw.js. Pages come from the network first; what was visited is kept,
// and answers when the network does not, or not in time. One cache for each build.
import { bare, prefix } from "./names.js";

/**
 * @typedef {object} Build what macros/saving.py writes before this script
 * @property {string} version of the files of this build
 * @property {string[]} base what every device keeps: the page for pages that are not kept, and what it loads
 * @property {string} shorts the table of short addresses, among them
 * @property {boolean} off whether the guide no longer keeps anything
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const build = /** @type {Build} */ (Reflect.get(self, "BUILD"));
const ROOT = worker.registration.scope;
const PREFIX = prefix(ROOT);
const CACHE = PREFIX + build.version;
const LIMIT = 3000; // milliseconds that a page may take if an older one is kept
const HASHED = /\/assets\/([\w-]+)-[A-Z0-9]{8}\.(?:js|css)$/;

/** This guide's caches, from old to new: the order in which they were made. */
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** @param {string} address */
async function find(address) {
  const names = (await ours()).filter((name) => name !== CACHE).reverse();
  for (const name of [CACHE, ...names]) {
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

/** @param {string} address @param {Response} answer */
const keep = async (address, answer) => (await caches.open(CACHE)).put(address, answer);

/** @param {number} time */
const wait = (time) => new Promise((done) => { setTimeout(done, time); });

/** The page itself shows from which edition it is, once the mark in it is not hidden.
 * @param {Response} saved */
async function marked(saved) {
  const html = (await saved.text()).replace('<div class="bcs-saved" hidden', '<div class="bcs-saved"');
  return new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Where a short address leads, whose page is never kept.
 * @param {string} address */
async function long(address) {
  const short = address.slice(ROOT.length).match(/^go\/([\w-]+)\/$/)?.[1];
  const table = short && (await find(ROOT + build.shorts));
  const place = table && (await table.json())[short];
  return place ? ROOT + place : "";
}

/** @param {FetchEvent} event */
async function page(event) {
  const address = bare(event.request.url);
  const saved = await find(address);
  const asked = fetch(event.request).then(async (answer) => {
    if (answer.ok && answer.type === "basic" && !answer.redirected && !address.startsWith(`${ROOT}go/`)) await keep(address, answer.clone());
    return answer;
  });
  const answer = await Promise.race([asked.catch(() => undefined), ...(saved ? [wait(LIMIT)] : [])]);
  if (answer instanceof Response && (answer.status < 500 || !saved)) return answer;
  if (saved) {
    const shown = saved.clone();
    event.waitUntil(asked.then((late) => (late.ok ? offer(event, address, saved, late.clone()) : undefined)).catch(() => undefined));
    return marked(shown);
  }
  const place = await long(address);
  if (place) return Response.redirect(place);
  const none = await find(`${ROOT}503.html`);
  return none ? new Response(none.body, { status: 503, headers: none.headers }) : Response.error();
}

/** Tell the page that a newer answer has come, if it is another.
 * @param {FetchEvent} event @param {string} address @param {Response} saved @param {Response} late */
async function offer(event, address, saved, late) {
  if ((await saved.text()) === (await late.text())) return;
  const client = await worker.clients.get(event.resultingClientId);
  client?.postMessage({ newer: address });
}

/** What belongs to pages; a file whose name has a hash never changes.
 * @param {Request} request */
async function part(request) {
  const hashed = HASHED.test(request.url);
  const saved = hashed ? await find(request.url) : undefined;
  if (saved) return saved;
  try {
    const answer = await fetch(request);
    if (answer.ok && request.destination) await keep(request.url, answer.clone()); // neither hints to prefetch nor what scripts ask for
    return answer;
  } catch (error) {
    const kept = await find(request.url);
    if (kept) return kept;
    throw error;
  }
}

/** Keep what the page that has just installed this worker is made of.
 * @param {string[]} addresses */
async function visited(addresses) {
  for (const address of addresses) {
    if (address.startsWith(ROOT) && !(await find(address))) {
      const answer = await fetch(address);
      if (answer.ok && answer.type === "basic" && !answer.redirected) await keep(address, answer);
    }
  }
}

/** Bring what older builds kept up to this one, and let go of them. Without a network they stay. */
async function renew() {
  const cache = await caches.open(CACHE);
  const names = await ours();
  for (const name of names.slice(0, names.indexOf(CACHE))) {
    const old = await caches.open(name);
    const kept = (await old.keys()).map((request) => request.url);
    const stems = new Set(kept.map((address) => HASHED.exec(address)?.[1]));
    for (const address of kept.filter((found) => found.endsWith("/"))) {
      if (await cache.match(address)) continue;
      const answer = await fetch(address, { cache: "no-cache" });
      if (answer.status === 404) continue;
      if (!answer.ok) return;
      const html = await answer.clone().text();
      for (const [, link] of html.matchAll(/="([^"]*\/?assets\/[\w-]+-[A-Z0-9]{8}\.(?:js|css))"/g)) {
        const loaded = new URL(link, address).href;
        if (stems.has(HASHED.exec(loaded)?.[1]) && !(await cache.match(loaded))) await cache.add(loaded);
      }
      if (!answer.redirected) await cache.put(address, answer);
    }
    await caches.delete(name);
  }
}

worker.addEventListener("install", (event) => {
  worker.skipWaiting();
  if (build.off) return;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(build.base.map((path) => new Request(ROOT + path, { cache: "no-cache" })))));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(build.off ? leave() : worker.clients.claim());
});

/** The guide no longer keeps anything: take away all of it, and this worker. */
async function leave() {
  await Promise.all((await ours()).map((name) => caches.delete(name)));
  await worker.registration.unregister();
}

worker.addEventListener("message", (event) => {
  const { keep: addresses, thrifty } = event.data;
  if (build.off) return;
  event.waitUntil(visited(addresses).then(() => (thrifty ? undefined : renew())).catch(() => undefined));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (build.off || request.method !== "GET" || !request.url.startsWith(ROOT) || request.url.startsWith(`${ROOT}files/`)) return;
  if (request.headers.has("range") || request.headers.get("Sec-Purpose")?.startsWith("prefetch")) return;
  event.respondWith(request.mode === "navigate" ? page(event) : part(request));
});
