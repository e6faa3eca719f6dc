/**
 * The queue: an event is on disk before anything else, and leaves only after its own answer. One
 * tab sends at a time. Whatever the server says besides, the queue stays.
 */
import { refresh } from "./day.js";
import { fact, forgetEvents, forgetPhoto, keepEvent, keepPhoto, photos, setFact, waiting } from "./store.js";
import { smaller } from "./photo.js";

const HEADERS = { "X-Etabli": "tablette" };
const MOST_EVENTS = 50;
const MOST_CHARACTERS = 200_000;
const PATIENCE_MS = 8000;
const EVERY_MS = 20_000;
const MAY_PASS = new Set([401, 403, 408, 425, 429]); // once somebody is let in, or in a while
const listeners = new Set();
const channel = "BroadcastChannel" in window ? new BroadcastChannel("etabli-file") : null;

export const onChange = (listener) => listeners.add(listener);

/** Every page that is open says anew what waits and what is to be reviewed. */
export async function tell(others = true) {
  const events = await waiting();
  const pictures = await photos();
  const review = (await fact("review")) ?? 0;
  const state = { kept: events.length + pictures.length, review, events };
  for (const listener of listeners) listener(state);
  if (others) channel?.postMessage("changed");
}
channel?.addEventListener("message", () => tell(false));

/** An event of a student, kept with the hour of this very tap. */
export async function keep(event, photo = null) {
  const kept = {
    uuid: newUuid(),
    client_time: new Date().toISOString(),
    offset_ms: (await fact("offset")) ?? 0,
    ...event,
  };
  const picture = photo ? { uuid: newUuid(), event: kept.uuid, blob: photo } : null;
  await keepEvent(kept, picture);
  await tell();
  return kept;
}

/** randomUUID needs HTTPS; a school that begins without it still gets whole uuids. */
export function newUuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

async function ask(url, options) {
  const began = Date.now();
  const answer = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-store" });
  await measure(answer, began);
  return answer;
}

/** How far this tablet's clock is from the server's, the way there and back taken as equal. */
export async function measure(answer, began) {
  const told = Number(answer.headers.get("X-Etabli-Heure"));
  if (told) await setFact("offset", Math.round(told - (began + Date.now()) / 2));
}

/** The next events that fit into one call, those that failed alone last. */
function batchOf(events, size) {
  const batch = [];
  let characters = 0;
  for (const event of events) {
    characters += JSON.stringify(event).length;
    if (batch.length && (batch.length >= size || characters > MOST_CHARACTERS)) break;
    batch.push(event);
  }
  return batch;
}

/** What the server said of each event, by uuid. Stops at the first sign that it is not there. */
async function sendEvents() {
  const told = new Map();
  const failed = new Set();
  let size = MOST_EVENTS;
  for (;;) {
    const batch = batchOf((await waiting()).filter((event) => !failed.has(event.uuid)), size);
    if (!batch.length) return told;
    const answer = await ask("/atelier/evenements", {
      method: "POST",
      headers: { ...HEADERS, "Content-Type": "application/json" },
      body: JSON.stringify({ events: batch.map(({ back, ...event }) => event) }), // its way back is ours
    });
    if (answer.ok) {
      await take(await answer.json(), told);
    } else if (answer.status === 401 || answer.status === 403) {
      return told;
    } else if (batch.length > 1) {
      size = 1; // one of them is the trouble: the others need not wait for it
    } else {
      failed.add(batch[0].uuid);
    }
  }
}

async function take(answers, told) {
  const review = answers.filter((one) => one.answer === "to_review").length;
  if (review) await setFact("review", ((await fact("review")) ?? 0) + review);
  for (const one of answers) told.set(one.uuid, one);
  const taken = new Set(answers.filter((one) => one.answer !== "to_review").map((one) => one.uuid));
  await forgetEvents(
    answers.map((one) => one.uuid),
    (await waiting()).filter((event) => taken.has(event.uuid)),
  );
  await tell();
}

async function sendPhotos() {
  const events = new Set((await waiting()).map((event) => event.uuid));
  for (const photo of await photos()) if (!events.has(photo.event)) await send(photo);
}

/** A photo that will never pass as it is goes once more, smaller, then as its name alone. */
async function send(photo) {
  const answer = await post(photo);
  if (answer.ok) return left(photo, await answer.json());
  const never = answer.status >= 400 && answer.status < 500 && !MAY_PASS.has(answer.status);
  return never && !photo.refused ? send(await reduced(photo)) : null;
}

/** `refused`: the picture stays behind, the instructor hears that it is missing. */
function post({ uuid, event, blob, refused }) {
  const url = `/atelier/photos?photo=${uuid}&event=${event}`;
  return ask(url, { method: "POST", headers: HEADERS, body: refused ? "" : blob });
}

async function reduced(photo) {
  const blob = photo.smaller ? null : await smaller(photo.blob);
  const next = { ...photo, blob: blob ?? photo.blob, smaller: true, refused: !blob };
  await keepPhoto(next);
  return next;
}

async function left(photo, told) {
  if (told.answer === "to_review") await setFact("review", ((await fact("review")) ?? 0) + 1);
  await forgetPhoto(photo.uuid);
  await tell();
  if (told.answer !== "accepted") refresh();
}

/** One tab at a time; where there are no locks, the server sorts out what came twice. */
const alone = (work) => (navigator.locks ? navigator.locks.request("etabli-envoi", work) : work());

/** Sends what waits; the answers by uuid. No network, no answer: everything stays kept. */
export async function flush() {
  try {
    const told = await alone(sendEvents);
    if ([...told.values()].some((one) => one.answer !== "accepted")) refresh(); // the server counts better
    alone(sendPhotos).catch(() => {}); // they are heavy: nobody waits for them
    return told;
  } catch {
    return new Map(); // the next try is never far
  } finally {
    await tell();
  }
}

export function start() {
  for (const sign of ["online", "pageshow", "focus"]) window.addEventListener(sign, flush);
  document.addEventListener("visibilitychange", () => document.hidden || flush());
  setInterval(flush, EVERY_MS);
  flush();
}
