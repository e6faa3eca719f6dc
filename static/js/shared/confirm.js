/** A form with data-confirm="question" asks before it is sent; where dialogs are unknown it is simply sent. */
const dialog = document.getElementById("confirm");
const agreed = new WeakSet();
let waiting = null;

function ask(form, submitter) {
  const yes = dialog.querySelector("[data-confirm-yes]");
  dialog.querySelector(".confirm-question").textContent = form.dataset.confirm;
  yes.textContent = submitter?.textContent.trim() || yes.textContent;
  yes.classList.toggle("btn-danger", Boolean(submitter?.classList.contains("btn-danger")));
  waiting = { form, submitter };
  dialog.returnValue = "";
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || !dialog?.showModal) return;
  if (agreed.delete(form)) return;
  event.preventDefault();
  ask(form, event.submitter);
});

dialog?.addEventListener("close", () => {
  if (dialog.returnValue === "yes" && waiting) {
    agreed.add(waiting.form);
    waiting.form.requestSubmit(waiting.submitter);
  }
  waiting = null;
});
