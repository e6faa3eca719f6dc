/**
 * What the tablet keeps in IndexedDB: the queue of events, their photos, and a few facts (the
 * counter, the clock's offset, the day's work). Nothing is said to be kept before it is on disk.
 */
const NAME = "etabli";
const VERSION = 1;
let opened = null;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, VERSION);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("queue", { keyPath: "uuid" });
      asked.result.createObjectStore("photos", { keyPath: "uuid" });
      asked.result.createObjectStore("facts");
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

/** Runs `work(stores)` in one transaction and resolves with its last request once it is on disk. */
async function change(names, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, "readwrite", { durability: "strict" });
    const last = work(Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)])));
    transaction.oncomplete = () => resolve(last?.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

async function read(name, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const asked = ask(database.transaction(name).objectStore(name));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

export const fact = (key) => read("facts", (facts) => facts.get(key));
export const setFact = (key, value) => change(["facts"], ({ facts }) => facts.put(value, key));
export const photos = () => read("photos", (all) => all.getAll());
export const keepPhoto = (photo) => change(["photos"], (stores) => stores.photos.put(photo));
export const forgetPhoto = (uuid) => change(["photos"], (stores) => stores.photos.delete(uuid));

/** The events that wait, in the order they were tapped. */
export async function waiting() {
  const events = await read("queue", (queue) => queue.getAll());
  return events.sort((a, b) => a.seq - b.seq);
}

/** What the day that is kept does not tell yet: sent after it was asked for, or waiting, in order. */
export async function tapped() {
  const here = await waiting();
  const still = new Set(here.map((event) => event.uuid)); // what is answered meanwhile is told once
  const sent = ((await fact("sent")) ?? []).filter((event) => !still.has(event.uuid));
  return [...sent.map((event) => ({ ...event, sent: true })), ...here].sort((a, b) => a.seq - b.seq);
}

/**
 * Only what the server has answered for leaves the tablet. What it has taken is still to be shown
 * done until it tells a newer day. All or nothing: a page that dies here leaves no event twice.
 */
export function forgetEvents(answered, taken) {
  const now = Date.now();
  return change(["facts", "queue"], ({ facts, queue }) => {
    facts.get("sent").onsuccess = ({ target }) => {
      const known = target.result ?? [];
      facts.put([...known, ...taken.map((event) => ({ ...event, sent_at: now }))], "sent");
    };
    for (const uuid of answered) queue.delete(uuid);
  });
}

/** A day asked for at `moment` tells what was sent before. */
export function forgetSent(moment) {
  return change(["facts"], ({ facts }) => {
    facts.get("sent").onsuccess = ({ target }) => {
      facts.put((target.result ?? []).filter((event) => event.sent_at > moment), "sent");
    };
  });
}

/** Takes the next number and keeps the event, and its photo if it has one, all or nothing. */
export function keepEvent(event, photo) {
  return change(["facts", "queue", "photos"], ({ facts, queue, photos: pictures }) => {
    facts.get("seq").onsuccess = ({ target }) => {
      event.seq = (target.result ?? 0) + 1;
      facts.put(event.seq, "seq");
      queue.put(event);
      if (photo) pictures.put(photo);
    };
  });
}

/** At closing: everything about people goes, except what has not been sent. */
export function wipe() {
  return change(["facts"], ({ facts }) => {
    for (const key of ["day", "review", "last", "sent"]) facts.delete(key);
  });
}
