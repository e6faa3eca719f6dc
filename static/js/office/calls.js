/** The cards of who calls for help are marked on the board: the strip above it says which, every few seconds. */
const board = document.querySelector("[data-board]");

/** The team that calls, or every team of the operation when nobody was in a session yet. */
const cardsOf = ({ dataset: { call, operation } }) =>
  board.querySelectorAll(call ? `[data-card="${call}"]` : `[data-card][data-operation="${operation}"]`);

function mark() {
  for (const old of board.querySelectorAll(".job-call")) {
    old.classList.remove("job-call");
    old.querySelector(".job-aid").remove();
  }
  for (const call of document.querySelectorAll("[data-call]")) {
    for (const card of cardsOf(call)) say(card, call.querySelector("[data-call-words]"));
  }
}

function say(card, words) {
  const line = document.createElement("p");
  line.className = "job-aid";
  line.append(...words.cloneNode(true).childNodes);
  const told = card.querySelector(".job-aid");
  if (told) told.append(document.createElement("br"), ...line.childNodes);
  else card.prepend(line);
  card.classList.add("job-call");
}

if (board) {
  document.addEventListener("refreshed", mark);
  mark();
}
