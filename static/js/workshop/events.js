/**
 * What a student taps becomes an event with its own uuid, kept on the tablet until the server has
 * answered for it. Forms carry data-event, data-operation and data-next.
 */
const KEY = "etabli-events";
const kept = () => JSON.parse(localStorage.getItem(KEY) || "[]");
const keep = (events) => localStorage.setItem(KEY, JSON.stringify(events));

function eventOf(form, submitter) {
  const fields = new FormData(form, submitter);
  const number = (name) => Number.parseInt(fields.get(name) || "0", 10) || 0;
  const data = { reason: fields.get("reason"), feeling: fields.get("feeling") };
  if (form.dataset.event === "done") Object.assign(data, { good: number("good"), scrapped: number("scrapped") });
  return {
    uuid: crypto.randomUUID(),
    kind: form.dataset.event,
    operation_id: Number(form.dataset.operation),
    student_ids: fields.getAll("student_ids").map(Number),
    client_time: new Date().toISOString(),
    offset_ms: 0,
    data,
  };
}

/** Sends what is kept; an event leaves the tablet only after its own answer. */
async function flush() {
  const events = kept().slice(0, 50);
  if (!events.length) return [];
  const answer = await fetch("/atelier/evenements", {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Etabli": "tablette" },
    body: JSON.stringify({ events }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  const told = await answer.json();
  const answered = new Set(told.map((one) => one.uuid));
  keep(kept().filter((event) => !answered.has(event.uuid)));
  return told;
}

function show() {
  const mark = document.querySelector("[data-queue]");
  if (!mark) return;
  const count = kept().length;
  mark.classList.toggle("state-warn", count > 0);
  mark.classList.toggle("state-ok", count === 0);
  mark.querySelector("span").textContent = count ? `${mark.dataset.kept} (${count})` : mark.dataset.sent;
}

async function send(form, submitter) {
  keep([...kept(), eventOf(form, submitter)]);
  try {
    const review = (await flush()).find((one) => one.answer === "to_review");
    const place = form.querySelector("[data-answer]");
    if (review && place) {
      place.textContent = review.message;
      return;
    }
  } catch {
    show(); // no network: it stays kept, and the mark says so
  }
  location.assign(form.dataset.next);
}

document.querySelectorAll("form[data-event]").forEach((form) => {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, event.submitter);
  });
  form.addEventListener("stepped", () => {
    const scrap = form.querySelector("[data-scrap]");
    if (scrap) scrap.hidden = Number(form.elements.scrapped.value) === 0;
  });
});
window.addEventListener("online", () => flush().finally(show));
setInterval(() => flush().catch(() => {}).finally(show), 20000);
flush().catch(() => {}).finally(show);
