/**
 * What a student taps becomes an event. Forms carry data-event, data-operation, data-student and
 * data-next. A tap that got no answer goes on in the pages kept on the tablet, which know of it.
 */
import { after, before } from "./projection.js";
import { fact, setFact, tapped } from "./store.js";
import { flush, keep } from "./queue.js";
import { pictureOf } from "./photo.js";

const PATIENCE_MS = 4000;
const FLASH_MS = 8000;
const NUMBERS = new Set(["good", "scrapped", "minutes", "step_id", "rework"]);
const PASSING = new Set(["undo", "photo"]); // what was done before may still be taken back
const OWN = new Set(["student_ids", "photo", "csrf_token"]);

export function eventOf(form, submitter) {
  const fields = new FormData(form, submitter);
  const data = {};
  for (const [name, value] of fields) {
    if (OWN.has(name) || value instanceof File) continue;
    data[name] = NUMBERS.has(name) ? Number.parseInt(value, 10) || 0 : value;
  }
  if (form.dataset.undoes) data.undoes = form.dataset.undoes;
  if (data.parallel) data.parallel = data.parallel === "true";
  return {
    kind: form.dataset.event,
    operation_id: Number(form.dataset.operation),
    student_id: Number(form.dataset.student),
    student_ids: fields.getAll("student_ids").map(Number),
    data,
  };
}

const soon = (promise) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, new Map()))]);

/** The tap and its picture; one that cannot be read answers no step, and says so. */
async function tapOf(form, submitter) {
  const event = eventOf(form, submitter);
  const file = form.querySelector("input[type=file]")?.files[0];
  const picture = file ? await pictureOf(file) : null;
  if (file && !picture) event.data = { unreadable: true };
  return [event, picture];
}

/** With what « Annuler » leads back to, should the day tell the tap already when it comes. */
async function tapWithWayBack(form, submitter) {
  const [tap, picture] = await tapOf(form, submitter);
  if (tap.kind === "undo") return [{ ...tap, back: (await fact("last"))?.[tap.student_id]?.back }, picture];
  const day = await fact("day");
  return [{ ...tap, back: day ? before(after(day, await tapped()), tap) : {} }, picture];
}

/** Keeps the event, then waits a little for its answer; null: it is kept, nobody answered yet. */
export async function say(form, submitter) {
  const [tap, picture] = await tapWithWayBack(form, submitter);
  const event = await keep(tap, picture);
  const told = (await soon(flush())).get(event.uuid) ?? null;
  if (event.data.unreadable) return { answer: "unreadable", message: document.querySelector(".bench").dataset.unreadable };
  if (!PASSING.has(event.kind) && told?.answer !== "to_review") await setFact("last", { ...(await fact("last")), [event.student_id]: event });
  return told;
}

/** « Fini pour moi » wins over the answer of a tap that comes after it. */
let leaving = false;
document.addEventListener("submit", ({ target }) => {
  if (target.matches("[data-leave]")) leaving = true;
});
window.addEventListener("pageshow", () => (leaving = false));

/** After an answer to the next page; without one to the pages kept here. */
export function goOn(form, told) {
  if (leaving) return;
  location.assign(told ? form.dataset.next : `/atelier/hors-ligne#eleve=${form.dataset.student}`);
}

/** Shows why the instructor has to look at it, or the photo be taken again; false: one goes on. */
export function refused(form, told) {
  if (!["to_review", "unreadable"].includes(told?.answer)) return false;
  const place = form.querySelector("[data-answer]");
  if (place) place.textContent = told.message;
  else if (told.answer === "unreadable") flash(told.message);
  form.querySelectorAll("input[type=file]").forEach((input) => (input.value = "")); // the same one may come again
  return Boolean(place) || told.answer === "unreadable";
}

function flash(words) {
  const told = Object.assign(document.createElement("p"), { className: "flash flash-refusal", textContent: words });
  document.querySelector(".flashes").replaceChildren(told);
  setTimeout(() => told.remove(), FLASH_MS);
}

async function submit(form, submitter) {
  const told = await say(form, submitter);
  if (!refused(form, told)) goOn(form, told);
}

/** Spoilt pieces without a reason would come back from the server; it is said at once instead. */
function lacksReason(form) {
  const scrap = form.querySelector("[data-scrap]:not([hidden])");
  if (!scrap || scrap.querySelector(":checked")) return false;
  form.querySelector("[data-answer]").textContent = scrap.dataset.scrap;
  scrap.scrollIntoView({ block: "center" });
  return true;
}

/** Every form with data-event inside `root`, undo.js has its own; `done(form, submitter)` says what a tap does. */
export function wire(root = document, done = submit) {
  root.querySelectorAll("form[data-event]:not([data-undo])").forEach((form) => {
    form.dataset.wired = "";
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (form.dataset.busy || lacksReason(form)) return;
      form.dataset.busy = "yes"; // two taps of a glove are one
      done(form, event.submitter).finally(() => delete form.dataset.busy);
    });
    form.addEventListener("stepped", () => {
      const scrap = form.querySelector("[data-scrap]");
      if (scrap) scrap.hidden = Number(form.elements.scrapped.value) === 0;
    });
    form.addEventListener("change", (event) => {
      if (event.target.type === "file" && event.target.files.length) form.requestSubmit();
    });
  });
}
