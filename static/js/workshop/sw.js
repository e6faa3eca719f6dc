/**
 * Served at /atelier/sw.js, after a line that says SHELL = {version, files}. It keeps the frame of
 * the tablet's pages; the work of the day is in IndexedDB, the queue too.
 */
const NAME = `etabli-coquille-${SHELL.version}`;
const DRAWINGS = "etabli-plans";
const OFFLINE = "/atelier/hors-ligne";
const PATIENCE_MS = 5000;

self.addEventListener("install", (event) => {
  const fill = async () => (await caches.open(NAME)).addAll(SHELL.files.map((url) => new Request(url, { cache: "reload" })));
  event.waitUntil(fill().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== NAME && name !== DRAWINGS) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

async function page(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status < 500) return answer;
  } catch {
    // no network, or a server that is not there: the kept pages below
  }
  const frame = await caches.match(OFFLINE);
  return frame ?? Response.error();
}

async function file(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) return answer;
  } catch {
    // no network: the kept one below
  }
  return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
}

/** The kept one only without network: a drawing that was revised must never be made again. */
async function drawing(request) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status < 500) return answer;
  } catch {
    // no network: the kept one below
  }
  return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (/\/(plan|piece)\.png$/.test(url.pathname)) event.respondWith(drawing(request));
  else if (SHELL.files.includes(url.pathname)) event.respondWith(file(request));
});
