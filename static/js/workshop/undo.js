/** « Fait. Annuler » for ten seconds, « Annuler ma dernière action » for a quarter of an hour. */
import { fact, setFact } from "./store.js";
import { goOn, refused, say } from "./events.js";

const TOAST_MS = 10_000;
const LASTS_MS = 15 * 60_000;
const UNDOABLE = new Set(["start", "pause", "done", "help", "declare"]);

const ageOf = (event) => Date.now() - Date.parse(event.client_time);

/** The last thing this student said here, if it can still be taken back. */
export async function lastOf(student) {
  const last = (await fact("last"))?.[student];
  return last && UNDOABLE.has(last.kind) && ageOf(last) < LASTS_MS ? last : null;
}

async function undo(form) {
  const told = await say(form, null);
  await setFact("last", { ...(await fact("last")), [form.dataset.student]: null });
  return refused(form, told) ? null : goOn(form, told);
}

/** Each [data-undo] form is shown while there is something of its student to take back. */
export async function start(root = document, after = undo) {
  for (const form of root.querySelectorAll("[data-undo]")) {
    const last = await lastOf(form.dataset.student);
    if (!last) continue;
    const toast = form.dataset.undo === "toast";
    if (toast && ageOf(last) > TOAST_MS) continue;
    Object.assign(form.dataset, { undoes: last.uuid, operation: last.operation_id });
    form.hidden = false;
    if (toast) setTimeout(() => (form.hidden = true), TOAST_MS - ageOf(last));
    form.querySelector("button").disabled = false;
    form.onsubmit = (event) => {  // not one more listener each time the page is poured again
      event.preventDefault();
      form.querySelector("button").disabled = true;
      after(form);
    };
  }
}
