/** One card without the server: the same words and buttons as templates/workshop/tasks/show_task. */
import { copy, fill, icon, only, say } from "./pour.js";
import { isOpen, levelOf, may, waitsForFirst } from "./projection.js";
import * as steps from "./steps.js";

/** Other tasks that this student is at. */
export const others = (work, student, task) =>
  work.tasks.filter((one) => one.operation_id !== task.operation_id && one.on.includes(student.id));

/** Whom « Commencer » puts to work, or is asked about. */
export const teamOf = (work, student, task) =>
  work.students.filter((one) => (work.tablet.mode === "alone" ? one.id === student.id : task.student_ids.includes(one.id)));

/** held, instructor, ask or now; none: it cannot begin, or has. */
function beginning(work, student, task) {
  if (task.on.includes(student.id) || !may(work, task, "start")) return null;
  if (task.held) return "held";
  if (levelOf(task, student.id) === 1 && task.state === "to_do") return "instructor";
  const asked = task.safety || work.tablet.mode === "several" || others(work, student, task).length;
  return asked ? "ask" : "now";
}

function begin(page, work, student, task) {
  const how = beginning(work, student, task);
  only(page, "begin", (one) => one === how);
  const link = page.querySelector('[data-begin="ask"]');
  if (link) link.dataset.question = task.safety ? "securite" : "equipe";
  const form = page.querySelector('[data-begin="now"]');
  for (const one of form ? teamOf(work, student, task) : []) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "student_ids", value: one.id }));
  }
}

const declares = ({ tablet }, student) => tablet.mode === "team" || (tablet.mode === "several" && student.leads);

function asked(page, work, student, task, how) {
  const open = {
    pause: task.on.includes(student.id),
    fini: may(work, task, "hand_in"),
    plan: task.drawing,
    etape: steps.todo(task),
    securite: task.safety,
    duree: declares(work, student) && ["ask", "now"].includes(how),
    probleme: true,
    moi: true,
  };
  only(page, "question", (one) => open[one]);
  if (waitsForFirst(task, student.id)) say(page, "first", {});
}

function route(page, task) {
  const line = page.querySelector(".route");
  for (const one of task.route.length > 1 ? task.route : []) {
    const part = fill(copy("route-step"), { verb: one.verb });
    icon(part, one.pictogram);
    const step = part.querySelector(".route-step");
    step.classList.toggle("route-made", one.made);
    if (one.id === task.operation_id) step.setAttribute("aria-current", "step");
    line.append(part);
  }
  if (!line.children.length) line.remove();
}

function notes(page, work, student, task) {
  const place = task.route.findIndex((one) => one.id === task.operation_id);
  const next = task.route[place + 1];
  const team = work.students.filter((one) => task.student_ids.includes(one.id));
  const there = { due: task.due, machine: task.machine, photo: task.photo, after: next, coach: levelOf(task, student.id) === 4 };
  only(page, "has", (one) => there[one]);
  fill(page, { machine: task.machine, team: team.map((one) => one.first_name).join(", ") });
  if (next) say(page, "after", { next: next.label });
}

function pictures(page, task) {
  page.querySelectorAll("[data-picture]").forEach((one) => (one.src = task[one.dataset.picture]));
  if (task.drawing) page.querySelector("[data-no-drawing]").remove();
}

function progress(page, task) {
  say(page, "counts", { done: task.good, all: task.quantity });
  Object.assign(page.querySelector(".bar"), { max: task.quantity, value: task.good });
  say(page, "steps", { a: task.steps.filter((one) => one.done).length, b: task.steps.length });
}

function help(page, student, task) {
  const kept = task.asked.includes(student.id) && "kept";
  const state = (task.helped.includes(student.id) && "sent") || kept || "none";
  only(page, "help", (one) => one === state);
}

export function card(work, student, task) {
  const page = fill(copy("card"), { label: task.label, work: task.work, due: task.due });
  asked(page, work, student, task, beginning(work, student, task));
  begin(page, work, student, task);
  notes(page, work, student, task);
  pictures(page, task);
  progress(page, task);
  route(page, task);
  help(page, student, task);
  return page;
}

/** What a student has to do: each operation once, its session now or to come before one that is over. */
export function tasksOf(work, student) {
  const over = (task) => Date.parse(task.until) <= Date.now();
  const found = new Map();
  const mine = work.tasks.filter((task) => task.student_ids.includes(student.id) && isOpen(task));
  for (const task of mine.sort((a, b) => over(a) - over(b))) {
    if (!found.has(task.operation_id)) found.set(task.operation_id, task);
  }
  return [...found.values()];
}
