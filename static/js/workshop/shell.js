/**
 * The tablet without the server: faces, tasks and cards from the day that is kept here, with what
 * was tapped since already done to them. The address after # says where one is.
 */
import { card, tasksOf } from "./card.js";
import * as day from "./day.js";
import { refused, say, wire } from "./events.js";
import * as idle from "./idle.js";
import * as plan from "./plan.js";
import { address, copy, fill, icon, portrait } from "./pour.js";
import { after } from "./projection.js";
import { question } from "./questions.js";
import { flush } from "./queue.js";
import { startAll } from "./stepper.js";
import { tapped, waiting } from "./store.js";
import * as undo from "./undo.js";

const root = document.querySelector("[data-shell]");
const bench = document.querySelector(".bench");
const EARLY_MS = 30 * 60_000;
const PARIS = new Intl.DateTimeFormat("fr-FR", { hour: "numeric", minute: "2-digit", timeZone: "Europe/Paris" });

/** As the server writes it: « 9 h 05 ». */
const hour = (moment) => PARIS.format(moment).replace(/^0/, "").replace(":", "\u00a0h\u00a0");

const place = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const go = (facts) => location.replace(address(facts));

/** Those of the sessions that go on, half an hour around included; between sessions, everybody. */
function present(work) {
  const now = Date.now();
  const on = work.sessions.filter((one) => Date.parse(one.starts_at) - EARLY_MS <= now && now <= Date.parse(one.ends_at) + EARLY_MS);
  const ids = new Set((on.length ? on : work.sessions).flatMap((one) => one.student_ids));
  return work.students.filter((student) => ids.has(student.id));
}

function face(work, student) {
  const part = fill(copy("face"), { name: student.first_name });
  portrait(part, student);
  const calls = work.tasks.some((task) => [...task.helped, ...task.asked].includes(student.id));
  const on = work.tasks.some((task) => task.on.includes(student.id));
  part.querySelector("a").href = address({ eleve: student.id });
  part.querySelector("a").classList.toggle("face-help", calls);
  if (!calls) part.querySelector(".face-calls").remove();
  if (calls || !on) part.querySelector(".face-running").remove();
  return part;
}

function faces(work) {
  const page = copy("faces");
  page.querySelector(".faces").append(...present(work).map((student) => face(work, student)));
  return page;
}

function tasks(mine, student) {
  const page = copy(mine.length ? "tasks" : "nothing");
  for (const task of mine) {
    const tile = fill(copy("task-tile"), { verb: task.verb, work: task.work });
    icon(tile, task.pictogram);
    tile.querySelector("a").href = address({ eleve: student.id, tache: task.id });
    page.querySelector(".reasons").append(tile);
  }
  return page;
}

/** The page, who is there, and the task it is about. */
function pageOf(work, { eleve, tache, question: asked }) {
  const student = work.students.find((one) => one.id === Number(eleve));
  if (!student) return [faces(work), null, null];
  const mine = tasksOf(work, student);
  const only = mine.length === 1 && asked !== "moi" ? mine[0] : null;
  const task = asked === "moi" ? null : (work.tasks.find((one) => one.id === Number(tache)) ?? only);
  if (!task) return [tasks(mine, student), student, null];
  return [question(asked, work, student, task) ?? card(work, student, task), student, task];
}

/** Whoever went elsewhere while the tap was leaving is not called back. */
async function answer(form, submitter) {
  const here = location.hash;
  const { then } = form.dataset;
  const told = await say(form, submitter);
  if (refused(form, told)) return;
  const eleve = form.dataset.student;
  if (location.hash === here && !form.matches("[data-step]")) go(then ? { eleve, tache: place().tache, question: then } : { eleve });
  await show();
}

function prepare(student, task) {
  for (const form of root.querySelectorAll("form[data-event]:not([data-undo])")) {
    form.dataset.student = student?.id ?? "";
    form.dataset.operation = task?.operation_id ?? "";
  }
  for (const form of document.querySelectorAll("[data-undo]")) {
    form.hidden = true;
    form.dataset.student = student?.id ?? "";
  }
  const here = { eleve: student?.id ?? "", tache: task?.id ?? "" };
  root.querySelectorAll("[data-back]").forEach((link) => (link.href = address(here)));
  root.querySelectorAll("[data-question]").forEach((link) => (link.href = address({ ...here, question: link.dataset.question })));
  wire(root, answer);
  startAll(root);
  plan.start(root);
  if (student && (!place().question || !task)) undo.start(document, (form) => answer(form, null));
}

function head(student, work) {
  const me = document.querySelector("[data-me]");
  me.hidden = document.querySelector("[data-quit]").hidden = !student;
  const [size, spacing, font] = student?.comfort ?? [];
  bench.dataset.comfort = student ? `size-${size} spacing-${spacing} font-${font}` : "";
  if (student) {
    portrait(me, student);
    fill(me, { name: student.first_name });
  }
  const since = document.querySelector("[data-since]");
  if (work) since.textContent = since.dataset.since.replace("{hour}", hour(new Date(work.told_at)));
}

async function show() {
  const known = await day.kept();
  if (!known) {
    head(null, null);
    return root.replaceChildren(copy("empty"));
  }
  const work = after(known, await tapped());
  const [page, student, task] = pageOf(work, place());
  root.replaceChildren(page);
  document.querySelector(".flashes").replaceChildren();
  head(student, work);
  prepare(student, task);
  document.querySelector("#content").focus({ preventScroll: true });
  return null;
}

/** The server is there again and knows everything: its own pages, as soon as nobody is in the middle. */
async function leaveWhenPossible() {
  await flush();
  if ((await waiting()).length || place().eleve) return;
  const fresh = await day.refresh().catch(() => null);
  if (fresh) location.replace("/atelier/");
}

document.querySelector("[data-quit]").addEventListener("click", () => go({}));
window.addEventListener("hashchange", show);
window.addEventListener("online", leaveWhenPossible);
setInterval(leaveWhenPossible, 10_000);
idle.start({ leave: () => go({}), isSomebody: () => Boolean(place().eleve) });
show();
