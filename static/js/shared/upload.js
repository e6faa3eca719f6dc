/** Files leave with a bar that grows; when the line is cut, nothing is lost and the button tries again. */
const form = document.querySelector("[data-upload]");
let onItsWay = false;

function bar() {
  const line = form.querySelector("progress.upload") ?? document.createElement("progress");
  line.className = "bar upload";
  line.setAttribute("aria-label", form.querySelector("button[type=submit]").textContent.trim());
  form.querySelector(".form-buttons").before(line);
  return line;
}

function say(sentence) {
  const told = form.querySelector("p.upload-said") ?? document.createElement("p");
  told.className = "upload-said error";
  told.setAttribute("role", "alert");
  told.textContent = sentence;
  form.querySelector(".form-buttons").before(told);
}

function show(answer) {
  history.replaceState(null, "", answer.responseURL);
  document.open();
  document.write(answer.responseText);
  document.close();
}

function leave(event) {
  if (![...form.querySelectorAll("input[type=file]")].some((one) => one.files.length)) return;
  event.preventDefault();
  if (onItsWay) return;
  onItsWay = true;
  say("");
  const line = bar();
  const sending = new XMLHttpRequest();
  sending.open("POST", form.action);
  sending.upload.addEventListener("progress", (told) => {
    line.max = told.total;
    line.value = told.loaded;
  });
  sending.addEventListener("load", () => show(sending));
  sending.addEventListener("error", () => {
    onItsWay = false;
    line.remove();
    say(form.dataset.upload);
  });
  sending.send(new FormData(form));
}

form?.addEventListener("submit", leave);
