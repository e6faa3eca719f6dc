/**
 * Files leave as soon as they are chosen, piece by piece, with a bar that grows. A cut line costs one
 * piece: the sending waits and goes on by itself, even after the page was loaded again. The form then
 * names what has arrived. Without this script it carries the files itself.
 */
const PIECE = 512 * 1024;
const PATIENCE_MS = 120_000;
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000];
const MARK = "envoi:";
const TOLD = [409, 413, 429]; // the server says why in words for whoever sends

const list = document.querySelector("[data-arriving]");
const form = list?.closest("form");
const input = form?.querySelector("input[type=file]");
let all = Promise.resolve();
let waits = false;

function ask(method, url, body = null, told = () => {}) {
  return new Promise((done) => {
    const line = new XMLHttpRequest();
    line.open(method, url);
    line.timeout = PATIENCE_MS;
    line.setRequestHeader("Accept", "application/json");
    line.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    line.upload.addEventListener("progress", (sent) => told(sent.loaded));
    line.addEventListener("loadend", () => done({ ...read(line.responseText), status: line.status }));
    line.send(body);
  });
}

function read(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

const isCut = ({ status }) => status === 0 || status >= 500;
const say = (sentence) => (list.nextElementSibling.textContent = sentence);

/** Until the line is back: a little longer each time, or at once when the browser says so. */
function pause(n) {
  return new Promise((done) => {
    setTimeout(done, PAUSES_MS[Math.min(n, PAUSES_MS.length - 1)]);
    addEventListener("online", done, { once: true });
  });
}

/** The answer, however often the line is cut meanwhile. */
async function insist(...asked) {
  for (let n = 0; ; n += 1) {
    const answer = await ask(...asked);
    if (!isCut(answer)) {
      say("");
      return answer;
    }
    say(list.dataset.cut);
    await pause(n);
  }
}

function make(kind, facts) {
  return Object.assign(document.createElement(kind), facts);
}

function rowOf(file) {
  const row = make("li", { className: "on-its-way" });
  const bar = make("progress", { className: "bar", max: Math.max(file.size, 1), value: 0, ariaLabel: file.name });
  row.append(make("span", { textContent: file.name }), bar);
  list.append(row);
  return row;
}

/** What has arrived is a ticked box: untick it, and it is not sent. */
function tick(row, file, token) {
  const id = `${MARK}${token}`;
  row.className = "form-check";
  row.replaceChildren(
    make("input", { type: "checkbox", checked: true, name: input.name, value: id, id, className: "form-check-input" }),
    make("label", { htmlFor: id, className: "form-check-label", textContent: file.name }),
  );
}

function refuse(row, sentence) {
  const said = make("span", { className: "error", textContent: sentence });
  said.setAttribute("role", "alert");
  row.replaceChildren(said);
}

async function digest(file) {
  if (!crypto.subtle || file.size > list.dataset.largest) return ""; // then the server only counts
  const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(sum)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const nameOf = (file) => `${MARK}${file.name} ${file.size} ${file.lastModified}`;

/** Where this file goes: to what a page that was loaded before began, or to a new place. */
async function placeOf(file) {
  const known = read(sessionStorage.getItem(nameOf(file)));
  if (known.url) {
    const answer = await insist("GET", known.url);
    if (answer.status === 200) return { ...known, ...answer };
  }
  const told = new FormData();
  told.append("name", file.name);
  told.append("size", file.size);
  told.append("sha256", await digest(file));
  const begun = await insist("POST", list.dataset.url, told);
  if (begun.status === 200) sessionStorage.setItem(nameOf(file), JSON.stringify(begun));
  return { received: 0, ...begun };
}

/** How far the file is after its next piece. */
async function next(file, { url, received }, bar) {
  const piece = file.slice(received, received + PIECE);
  const grow = (count) => (bar.value = received + Math.min(count, piece.size));
  const answer = await ask("POST", `${url}?start=${received}`, piece, grow);
  if (answer.status === 409 && "received" in answer) return { ...answer, status: 200 };
  if (!isCut(answer)) return answer;
  say(list.dataset.cut);
  await pause(0);
  return insist("GET", url);
}

async function send(file, row) {
  let place = await placeOf(file);
  while (place.status === 200 && place.received < file.size) {
    place = { ...place, ...(await next(file, place, row.querySelector("progress"))) };
  }
  if (place.status === 200) return tick(row, file, place.token);
  sessionStorage.removeItem(nameOf(file));
  return refuse(row, TOLD.includes(place.status) ? place.message : list.dataset.lost);
}

/** All are shown at once and leave one after the other. */
function take() {
  for (const file of [...input.files]) {
    const row = rowOf(file);
    all = all.then(() => send(file, row)).catch(() => refuse(row, list.dataset.lost));
  }
  input.value = "";
}

function forget() {
  const known = Object.keys(sessionStorage).filter((name) => name.startsWith(MARK));
  for (const name of known) sessionStorage.removeItem(name);
}

/** Once all has arrived and the line is there, the form goes as any other. */
async function leave(event) {
  const chosen = list.querySelector(".on-its-way, input:checked");
  if (!chosen || event.submitter === null) return;
  event.preventDefault();
  if (waits) return;
  waits = true;
  await all;
  const arrived = list.querySelector("input:checked");
  if (arrived) await insist("GET", `${list.dataset.url}/${arrived.value.slice(MARK.length)}`);
  waits = false;
  forget();
  form.requestSubmit();
}

input?.addEventListener("change", take);
form?.addEventListener("submit", leave);
