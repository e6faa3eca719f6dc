/** What the day looks like once the events that wait here have been taken into account. */

const copyOf = (day) => ({ ...day, tasks: day.tasks.map((task) => ({ ...task, on: [...task.on], steps: (task.steps ?? []).map((one) => ({ ...one })) })) });
const answered = (task, id) => task.steps.filter((one) => one.id === id).forEach((one) => (one.done = true));
const without = (list, ids) => list.filter((one) => !ids.includes(one));

const EFFECTS = {
  start(task, event, tasks) {
    const ids = [...new Set([event.student_id, ...event.student_ids])];
    if (!event.data.parallel) for (const other of tasks) other.on = without(other.on, ids);
    task.on = [...without(task.on, ids), ...ids];
    Object.assign(task, { can_finish: true });
  },
  pause(task, event) {
    task.on = without(task.on, [event.student_id, ...event.student_ids]);
  },
  done(task, event) {
    task.done += event.data.good + event.data.scrapped;
    task.on = [];
    if (task.done >= task.quantity) Object.assign(task, { open: false, can_start: false, can_finish: false });
  },
  help(task) {
    task.helped = true;
  },
  step(task, event) {
    answered(task, event.data.step_id);
  },
  photo(task, event) {
    answered(task, event.data.step_id);
  },
};

/** `events` in the order they were tapped; one that is undone by a later one counts for nothing. */
export function after(day, events) {
  const undone = new Set(events.filter((one) => one.kind === "undo").map((one) => one.data.undoes));
  const now = copyOf(day);
  for (const event of events) {
    const task = now.tasks.find((one) => one.operation_id === event.operation_id);
    if (task && !undone.has(event.uuid)) EFFECTS[event.kind]?.(task, event, now.tasks);
  }
  return now;
}
