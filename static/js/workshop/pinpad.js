/**
 * The secret code: keys fill the field, dots show how many, the last digit sends the form. Not a
 * module: it listens before the keys are drawn, so that no finger is faster than what hears it.
 */
(() => {
  const formOf = (target) => target.closest("[data-pinpad]");
  const valueOf = (form) => form.querySelector("[data-pinpad-value]");

  function show(form) {
    const field = valueOf(form);
    const length = Number(form.dataset.pinpad);
    field.value = field.value.replace(/\D/g, "").slice(0, length);
    form.querySelectorAll(".pinpad-dot").forEach((dot, place) => dot.classList.toggle("filled", place < field.value.length));
    if (field.value.length === length) form.requestSubmit();
  }

  document.addEventListener("click", ({ target }) => {
    const key = target.closest("[data-digit], [data-erase]");
    if (!key) return;
    const form = formOf(key);
    const field = valueOf(form);
    if (field.value.length === Number(form.dataset.pinpad)) return;
    field.value = "erase" in key.dataset ? field.value.slice(0, -1) : field.value + key.dataset.digit;
    show(form);
  });
  document.addEventListener("input", ({ target }) => target.matches("[data-pinpad-value]") && show(formOf(target)));
  document.addEventListener("submit", (event) => {
    const form = formOf(event.target);
    if (form && valueOf(form).value.length < Number(form.dataset.pinpad)) event.preventDefault();
  });

  const ready = () => valueOf(document).focus({ preventScroll: true });

  document.addEventListener("DOMContentLoaded", ready);
  window.addEventListener("pageshow", ({ persisted }) => {
    if (!persisted) return;
    const form = document.querySelector("[data-pinpad]"); // come back from the past, the old code in it
    valueOf(form).value = "";
    show(form);
    ready();
  });
})();
