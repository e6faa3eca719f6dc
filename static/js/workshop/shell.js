/**
 * The tablet without the server: faces, tasks and cards from the day that is kept here, with what
 * waits in the queue already done to them. The address after # says where one is.
 */
import * as day from "./day.js";
import { say, wire } from "./events.js";
import { flush, onChange } from "./queue.js";
import * as plan from "./plan.js";
import { startAll } from "./stepper.js";
import * as steps from "./steps.js";
import { waiting } from "./store.js";
import * as undo from "./undo.js";
import { after } from "./projection.js";

const root = document.querySelector("[data-shell]");
const EARLY_MS = 30 * 60_000;
const QUESTIONS = { equipe: "team", pause: "pause", fini: "pieces", plan: "plan" };
const hour = new Intl.DateTimeFormat("fr-FR", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Paris" });

const copy = (name) => document.getElementById(`shell-${name}`).content.cloneNode(true);
const place = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
const address = (facts) => `#${new URLSearchParams(facts)}`;
const go = (facts) => location.replace(address(facts));

function fill(part, facts) {
  for (const [name, value] of Object.entries(facts)) {
    part.querySelectorAll(`[data-fill="${name}"]`).forEach((spot) => (spot.textContent = value));
  }
  return part;
}

function portrait(part, student) {
  part.querySelectorAll(".portrait").forEach((one) => {
    one.textContent = student.initials;
    one.className = `portrait team-${(student.id % 6) + 1}`;
  });
}

function icon(part, name) {
  const drawn = document.getElementById(`icon-${name}`) ?? document.getElementById("icon-tools");
  part.querySelector("[data-icon]").replaceChildren(drawn.content.cloneNode(true));
}

/** Those of the sessions that go on, half an hour around included; between sessions, everybody. */
function present(work) {
  const now = Date.now();
  const on = work.sessions.filter((one) => Date.parse(one.starts_at) - EARLY_MS <= now && now <= Date.parse(one.ends_at) + EARLY_MS);
  const ids = new Set((on.length ? on : work.sessions).flatMap((one) => one.student_ids));
  return work.students.filter((student) => ids.has(student.id));
}

function faces(work) {
  const page = copy("faces");
  const list = page.querySelector(".faces");
  for (const student of present(work)) {
    const face = fill(copy("face"), { name: student.first_name });
    portrait(face, student);
    face.querySelector("a").href = address({ eleve: student.id });
    if (!work.tasks.some((task) => task.on.includes(student.id))) face.querySelector(".face-running").remove();
    list.append(face);
  }
  return page;
}

function tasks(work, student) {
  const mine = work.tasks.filter((task) => task.student_ids.includes(student.id) && task.open);
  if (mine.length === 1) return card(work, student, mine[0]);
  const page = copy(mine.length ? "tasks" : "nothing");
  for (const task of mine) {
    const tile = fill(copy("task-tile"), { verb: task.verb, work: task.work });
    icon(tile, task.pictogram);
    tile.querySelector("a").href = address({ eleve: student.id, tache: task.id });
    page.querySelector(".reasons").append(tile);
  }
  return page;
}

function card(work, student, task) {
  const page = fill(copy("card"), { label: task.label, work: task.work, due: task.due, machine: task.machine, wear: task.wear ?? "" });
  const counts = page.querySelector("[data-counts]");
  counts.textContent = counts.dataset.counts.replace("{done}", task.done).replace("{all}", task.quantity);
  for (const name of ["due", "machine", "wear"]) page.querySelector(`[data-has="${name}"]`).hidden = !task[name];
  const drawing = page.querySelector("[data-drawing]");
  page.querySelector("[data-no-drawing]").hidden = Boolean(task.drawing);
  if (task.drawing) drawing.src = task.drawing;
  else drawing.remove();
  const mine = task.on.includes(student.id);
  const told = page.querySelector("[data-steps]");
  const done = task.steps.filter((one) => one.done).length;
  told.textContent = told.dataset.steps.replace("{a}", done).replace("{b}", task.steps.length);
  const open = { equipe: !mine && task.can_start, pause: mine, fini: task.can_finish, plan: Boolean(task.drawing), etape: Boolean(steps.todo(task)) };
  for (const [question, possible] of Object.entries(open)) {
    const button = page.querySelector(`[data-question="${question}"]`);
    if (!possible) button.remove();
    else button.href = address({ eleve: student.id, tache: task.id, question });
  }
  page.querySelector('[data-event="help"]').hidden = task.helped;
  page.querySelector("[data-helped]").hidden = !task.helped;
  return page;
}

function question(name, work, student, task) {
  const page = copy(QUESTIONS[name]);
  page.querySelector("[data-back]").href = address({ eleve: student.id, tache: task.id });
  if (name === "plan") page.querySelector("[data-sheet]").src = task.drawing;
  if (name === "fini") {
    const [good] = page.querySelectorAll(".stepper-value");
    good.max = good.value = Math.max(0, task.quantity - task.done);
  }
  if (name === "equipe") {
    const alone = work.tablet.mode === "alone";
    const team = work.students.filter((one) => (alone ? one.id === student.id : task.student_ids.includes(one.id)));
    for (const member of team) {
      const choice = fill(copy("choice"), { name: member.first_name });
      portrait(choice, member);
      choice.querySelector("input").value = member.id;
      page.querySelector(".choices").append(choice);
    }
  }
  return page;
}

function stepPage(step, student, task) {
  const page = steps.pageOf(step, task, { copy, fill });
  page.querySelector("[data-back]").href = address({ eleve: student.id, tache: task.id });
  return page;
}

function pageOf(work, { eleve, tache, question: asked }) {
  const student = work.students.find((one) => one.id === Number(eleve));
  if (!student) return [faces(work), null, null];
  const task = work.tasks.find((one) => one.id === Number(tache));
  if (!task) return [tasks(work, student), student, null];
  const step = asked === "etape" && steps.todo(task);
  if (step) return [stepPage(step, student, task), student, task];
  if (asked in QUESTIONS) return [question(asked, work, student, task), student, task];
  return [card(work, student, task), student, task];
}

/** Whoever went elsewhere while the tap was leaving is not called back. */
async function answer(form, submitter) {
  const here = location.hash;
  await say(form, submitter);
  if (location.hash === here && !form.matches("[data-step]")) go({ eleve: form.dataset.student });
  await show();
}

function prepare(student, task) {
  root.querySelectorAll("form[data-event], form[data-undo]").forEach((form) => {
    form.dataset.student = student?.id ?? "";
    form.dataset.operation = task?.operation_id ?? "";
  });
  root.querySelectorAll("[data-operation-of]").forEach((form) => (form.dataset.operation = task?.operation_id ?? ""));
  wire(root, answer);
  startAll(root);
  plan.start(root);
  if (!place().question) undo.start(document, (form) => answer(form, null));
}

function head(student, work) {
  const me = document.querySelector("[data-me]");
  me.hidden = !student;
  document.querySelector("[data-quit]").hidden = !student;
  if (student) {
    portrait(me, student);
    fill(me, { name: student.first_name });
  }
  document.querySelectorAll("[data-undo]").forEach((form) => {
    form.hidden = true;
    form.dataset.student = student?.id ?? "";
  });
  const since = document.querySelector("[data-since]");
  if (work) since.textContent = since.dataset.since.replace("{hour}", hour.format(new Date(work.told_at)));
}

async function show() {
  const known = await day.kept();
  if (!known) {
    head(null, null);
    return root.replaceChildren(copy("empty"));
  }
  const work = after(known, await waiting());
  const [page, student, task] = pageOf(work, place());
  const only = task ?? work.tasks.filter((one) => one.student_ids.includes(student?.id) && one.open);
  root.replaceChildren(page);
  head(student, work);
  prepare(student, Array.isArray(only) ? only[0] : only);
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
onChange(() => {});
show();
