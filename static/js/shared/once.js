/** A form leaves once: its button rests after the first submit and wakes up when the page is shown again. */
const ANSWER_MS = 8000;
const sent = new Set();

function wake(form) {
  sent.delete(form);
  for (const button of form.querySelectorAll("[data-resting]")) {
    button.disabled = false;
    button.removeAttribute("data-resting");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "again" in form.dataset) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button]):enabled")) {
      button.disabled = true;
      button.setAttribute("data-resting", "");
    }
  });
  setTimeout(() => wake(form), ANSWER_MS);
});

window.addEventListener("pageshow", () => [...sent].forEach(wake));
