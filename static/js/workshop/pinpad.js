/** The secret code: keys fill the field, dots show how many, the last digit sends the form. */
function start(form) {
  const field = form.querySelector("[data-pinpad-value]");
  const dots = form.querySelectorAll(".pinpad-dot");
  const length = Number(form.dataset.pinpad);

  function show() {
    field.value = field.value.replace(/\D/g, "").slice(0, length);
    dots.forEach((dot, place) => dot.classList.toggle("filled", place < field.value.length));
    if (field.value.length === length) form.requestSubmit();
  }

  form.addEventListener("click", (event) => {
    const key = event.target.closest("[data-digit], [data-erase]");
    if (!key || field.value.length === length) return;
    field.value = "erase" in key.dataset ? field.value.slice(0, -1) : field.value + key.dataset.digit;
    show();
  });
  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    if (field.value.length < length) event.preventDefault();
  });
  function begin() {
    field.value = "";
    show();
    field.focus({ preventScroll: true });
  }

  // A page that comes back from the past has the old code in it. A new one must not be emptied when
  // its last picture is there: fast fingers have typed by then.
  window.addEventListener("pageshow", (event) => event.persisted && begin());
  begin();
}

document.querySelectorAll("[data-pinpad]").forEach(start);
