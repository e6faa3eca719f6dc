/** The steps of a task without the server, one at a time, as its own page asks them. */
export const todo = (task) => task.steps?.find((one) => !one.done);

const number = (value) => String(value).replace(".", ",");

function measured(page, step) {
  page.querySelector('[name="value"]').value = step.nominal ?? 0;
  const bounds = page.querySelector("[data-bounds]");
  bounds.hidden = step.low === null && step.high === null;
  const words = { "{a}": number(step.low), "{b}": number(step.high), "{unit}": step.unit };
  const { bounds: both, least, most } = bounds.dataset;
  const told = step.high === null ? least : step.low === null ? most : both;
  bounds.textContent = told.replace(/\{\w+\}/g, (name) => words[name]);
}

function chosen(page, step, copy) {
  for (const word of step.words) {
    const tile = copy("step-word");
    const button = tile.querySelector("button");
    button.value = word;
    button.querySelector("[data-fill]").textContent = word;
    page.querySelector(".reasons").append(tile);
  }
}

export function pageOf(step, task, { copy, fill }) {
  const page = fill(copy(`step-${step.kind}`), { text: step.text, unit: step.unit });
  page.querySelector('[name="step_id"]').value = step.id;
  const place = page.querySelector("[data-place]");
  place.textContent = place.dataset.place.replace("{n}", task.steps.indexOf(step) + 1).replace("{count}", task.steps.length);
  if (step.kind === "measure") measured(page, step);
  if (step.kind === "choice") chosen(page, step, copy);
  return page;
}
