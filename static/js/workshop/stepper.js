/** Minus and plus keys around a number that stays between its two ends. */
function start(stepper) {
  const field = stepper.querySelector("input");
  const decimals = (field.step.split(".")[1] ?? "").length;
  const keys = stepper.querySelectorAll("[data-step]");

  function set(number) {
    const wanted = Number.isFinite(number) ? number : Number(field.min);
    field.value = Math.min(Math.max(wanted, Number(field.min)), Number(field.max)).toFixed(decimals);
    for (const key of keys) {
      const end = Number(key.dataset.step) < 0 ? field.min : field.max;
      key.disabled = Number(field.value) === Number(end);
    }
    field.dispatchEvent(new Event("stepped", { bubbles: true }));
  }

  stepper.addEventListener("click", (event) => {
    const key = event.target.closest("[data-step]");
    if (key) set(Number(field.value) + Number(key.dataset.step));
  });
  field.addEventListener("change", () => set(Number(field.value)));
  set(Number(field.value));
}

export const startAll = (root = document) => root.querySelectorAll("[data-stepper]").forEach(start);
