/**
 * Cards move by hand: one that is dropped in a cell is sent as its form would be, and the server
 * answers. Without this module « Déplacer vers… » does the same with the keyboard or a finger.
 */
const board = document.querySelector("[data-board]");
const form = document.getElementById("drop");
let held = null;

const cellOf = (event) => event.target.closest?.("[data-drop]");

function mark(cell) {
  for (const one of board.querySelectorAll(".cell-over")) if (one !== cell) one.classList.remove("cell-over");
  cell?.classList.add("cell-over");
}

/** In its own cell only the order changes; elsewhere the session, the hands or the machine. */
function send(cell, under) {
  const stays = held.closest("[data-drop]") === cell;
  const link = held.querySelector("a");
  const told = { ...cell.dataset, ...held.dataset, ahead: under?.dataset.card ?? "" };
  for (const name of ["card", "version", "operation", "row", "day", "half", "from", "ahead"]) {
    form.elements[name].value = told[name] ?? "";
  }
  form.action = stays ? `${new URL(link.href).pathname}/ranger` : form.dataset.drop;
  form.submit();
}

if (board && form) {
  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.("[draggable][data-operation]") ?? null;
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.dataset.operation);
    board.classList.add("board-held");
  });
  document.addEventListener("dragend", () => {
    held = null;
    mark(null);
    board.classList.remove("board-held");
  });
  board.addEventListener("dragover", (event) => {
    const cell = held && cellOf(event);
    mark(cell || null);
    if (cell) event.preventDefault();
  });
  board.addEventListener("drop", (event) => {
    const cell = held && cellOf(event);
    if (!cell) return;
    event.preventDefault();
    const under = event.target.closest("[data-card]");
    if (under !== held) send(cell, under);
  });
}
