/**
 * What the day looks like once what was tapped since is taken into account: kind by kind as
 * erp/production/actions/applying.py takes it. What the server would refuse changes nothing here.
 */
const USUAL_LEVEL = 3;
const OVER = ["to_validate", "done"];
const OF_OPERATION = ["state", "on", "good", "scrapped", "helped", "asked", "steps"];
const UNHEARD = ["help", "photo"]; // what may be said in between without an undo being too late

export const levelOf = (task, student) => task.levels?.[student] ?? USUAL_LEVEL;
export const waitsForFirst = (task, student) => levelOf(task, student) < USUAL_LEVEL && !task.first_good;
export const isOpen = (task) => !OVER.includes(task.state);
export const may = (day, task, verb) => day.verbs[task.state].includes(verb);

const without = (list, ids) => list.filter((one) => !ids.includes(one));
const peopleOf = (event) => [...new Set([event.student_id, ...(event.student_ids ?? [])])];
const numbersOf = ({ good = 0, scrapped = 0, rework = 0 }) => ({ good, scrapped, rework });
const answered = (task, id) => task.steps.filter((one) => one.id === id).forEach((one) => (one.done = true));

function copyOf(day) {
  const fresh = (task) => ({ ...task, on: [...task.on], helped: [...task.helped], asked: [], steps: task.steps.map((one) => ({ ...one })), route: task.route.map((one) => ({ ...one })) });
  return { ...day, tasks: day.tasks.map(fresh) };
}

const EFFECTS = {
  start(task, event, day) {
    const alone = task.state !== "to_do" || levelOf(task, event.student_id) > 1;
    if (!may(day, task, "start") || task.held || !alone) return;
    task.state = "running";
    const coming = without(peopleOf(event), task.on);
    if (!event.data.parallel) for (const other of day.tasks) leave(other, coming, peopleOf(event), day);
    task.on.push(...coming);
  },
  pause(task, event, day) {
    if (!task.on.some((one) => peopleOf(event).includes(one)) && !may(day, task, "pause")) return;
    task.on = without(task.on, peopleOf(event));
    if (!task.on.length && may(day, task, "pause")) task.state = "paused";
  },
  done(task, event, day) {
    const { good, scrapped, rework } = numbersOf(event.data);
    const early = good + scrapped > 1 && waitsForFirst(task, event.student_id);
    if (!may(day, task, "hand_in") || early) return;
    if (task.good + good > task.quantity || scrapped > task.quantity) return;
    if ((scrapped && !event.data.reason) || (rework && !sendBack(task, rework, day))) return;
    Object.assign(task, { on: [], helped: [], asked: [], good: task.good + good, scrapped: task.scrapped + scrapped });
    if (task.good + task.scrapped >= task.quantity) task.state = "to_validate";
    else if (may(day, task, "pause")) task.state = "paused";
  },
  help(task, event) {
    const known = [...task.helped, ...task.asked].includes(event.student_id);
    if (!known) (event.sent ? task.helped : task.asked).push(event.student_id);
  },
  step: (task, event) => answered(task, event.data.step_id),
  photo: (task, event) => answered(task, event.data.step_id),
  declare(task, event, day) {
    const busy = day.tasks.some((one) => one.on.some((id) => peopleOf(event).includes(id)));
    if (!may(day, task, "start") || busy) return;
    task.state = task.on.length ? "running" : "paused";
  },
};

/** A task that students go on from: they call from it no more, and it rests when it is empty. */
function leave(task, coming, team, day) {
  if (!task.on.some((one) => coming.includes(one))) return;
  Object.assign(task, { on: without(task.on, coming), helped: without(task.helped, team), asked: without(task.asked, team) });
  if (!task.on.length && may(day, task, "pause")) task.state = "paused";
}

/** Pieces to rework go back to the operation before, if they were good there. */
function sendBack(task, pieces, day) {
  const place = task.route.findIndex((one) => one.id === task.operation_id);
  if (place < 1) return false;
  const before = day.tasks.find((one) => one.operation_id === task.route[place - 1].id);
  if (!before) return true; // no task of today: nothing to show
  if (before.good < pieces) return false;
  before.good -= pieces;
  if (may(day, before, "redo")) before.state = "to_redo";
  return true;
}

/** What was taken back in time: nothing else said since by the student or of the operation. */
function takenBack(events) {
  const found = new Set();
  for (const [n, undo] of events.entries()) {
    if (undo.kind !== "undo") continue;
    const at = events.findIndex((one) => one.uuid === undo.data.undoes); // -1: the day tells it already
    const told = events[at] ?? undo;
    const related = (one) => one.student_id === undo.student_id || one.operation_id === told.operation_id;
    const since = events.slice(at + 1, n).some((one) => !UNHEARD.includes(one.kind) && related(one));
    if (at < n && told.student_id === undo.student_id && !since) found.add(undo.data.undoes);
  }
  return found;
}

/** Morning and afternoon are two tasks of one operation; its route says what is made by now. */
function agree(tasks) {
  for (const task of tasks) {
    const first = tasks.find((one) => one.operation_id === task.operation_id);
    for (const name of OF_OPERATION) task[name] = first[name];
  }
  for (const one of tasks.flatMap((task) => task.route)) {
    const known = tasks.find((task) => task.operation_id === one.id);
    if (known) one.made = !isOpen(known);
  }
}

/** `events` in the order they were tapped; `sent`: the server has them, this day is older. */
export function after(day, events) {
  const undone = takenBack(events);
  const now = copyOf(day);
  for (const event of events) {
    const task = now.tasks.find((one) => one.operation_id === event.operation_id);
    if (!task) continue;
    const isTold = event.kind === "undo" && !events.some((one) => one.uuid === event.data.undoes);
    if (isTold && undone.has(event.data.undoes)) restore(now.tasks, event.back ?? {});
    else if (!undone.has(event.uuid)) EFFECTS[event.kind]?.(task, event, now);
  }
  agree(now.tasks);
  return now;
}

/** What an undo leads back to: the operations that `event` is about to change. */
export function before(day, event) {
  const route = day.tasks.find((one) => one.operation_id === event.operation_id)?.route ?? [];
  const touched = (task) => route.some((one) => one.id === task.operation_id) || task.on.some((id) => peopleOf(event).includes(id));
  const facts = (task) => Object.fromEntries(OF_OPERATION.map((name) => [name, task[name]]));
  return Object.fromEntries(day.tasks.filter(touched).map((task) => [task.operation_id, facts(task)]));
}

function restore(tasks, back) {
  for (const task of tasks) if (back[task.operation_id]) Object.assign(task, structuredClone(back[task.operation_id]));
}
