/** The work of the day, kept on the tablet; wiped when the tablet is closed, the queue apart. */
import { fact, forgetSent, setFact, wipe } from "./store.js";
import { measure, tell } from "./queue.js";

const EVERY_MS = 60_000;
const DRAWINGS = "etabli-plans";

export const kept = () => fact("day");

async function fetchDay() {
  const began = Date.now();
  const known = await kept();
  const headers = known ? { "If-None-Match": known.etag } : {};
  const answer = await fetch("/atelier/jour.json", { headers, cache: "no-store" });
  await measure(answer, began);
  if (answer.status === 401 || answer.status === 423) return forget();
  if (answer.status === 304) return counted(known, began);
  if (!answer.ok) return null;
  const day = { ...(await answer.json()), etag: answer.headers.get("ETag") };
  await setFact("day", day);
  await counted(day, began);
  await keepDrawings(day.tasks.flatMap((task) => [task.drawing, task.photo]).filter(Boolean));
  return day;
}

/** What was sent before is in it; an answer lost on its way, or a word of the instructor: it counts what is to be reviewed. */
async function counted(day, asked) {
  await forgetSent(asked);
  await setFact("review", day.to_review);
  await tell();
  return day;
}

async function keepDrawings(urls) {
  if (!("caches" in window)) return;
  const drawings = await caches.open(DRAWINGS);
  const there = (await drawings.keys()).map(({ url }) => new URL(url).pathname + new URL(url).search);
  for (const url of there) if (!urls.includes(url)) await drawings.delete(url);
  for (const url of urls.filter((one) => !there.includes(one))) {
    const answer = await fetch(url);
    if (answer.ok) await drawings.put(url, answer); // one that cannot be drawn keeps no other away
  }
}

export async function forget() {
  await wipe();
  if ("caches" in window) await caches.delete(DRAWINGS);
  return null;
}

/** Asks again; without network the last roster stays. */
export async function refresh() {
  try {
    await forgetYesterday(); // a tablet may stay on overnight
    return await fetchDay();
  } catch {
    return null;
  }
}

/** A roster of another day is nobody's business any more. */
async function forgetYesterday() {
  const day = await kept();
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date());
  if (day && day.day < today) await forget();
}

export async function start() {
  await refresh();
  setInterval(refresh, EVERY_MS);
}
