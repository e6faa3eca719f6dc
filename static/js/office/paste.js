/** What is copied in a spreadsheet fills the table from the field it is pasted into. */
const CELL = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/gy; // one with a line break in it comes quoted
const plain = (words) => words.toLowerCase().replace(/[\s%]/g, "");

function rowsOf(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.replace(/\r\n?/g, "\n").replace(/\n$/, "").matchAll(CELL)) {
    rows.at(-1).push((quoted?.replaceAll('""', '"') ?? bare).replace(/\s+/g, " ").trim());
    if (!end) break;
    if (end === "\n") rows.push([]);
  }
  return rows;
}

/** Whether the word found its place: a choice takes only one of its own. */
function put(field, word) {
  if (!word) return true;
  if (!field) return false;
  const choice = field.options && [...field.options].find((one) => plain(one.text) === plain(word));
  if (field.options && !choice) return false;
  field.value = choice ? choice.value : word;
  return true;
}

function start(table) {
  const told = table.parentElement.querySelector("[data-paste-told]");
  const grid = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input, select")]);

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text");
    const top = grid.findIndex((fields) => fields.includes(event.target));
    if (top < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const left = grid[top].indexOf(event.target);
    const placed = rowsOf(text).flatMap((words, down) => words.map((word, right) => put(grid[top + down]?.[left + right], word)));
    told.hidden = !placed.includes(false);
    told.textContent = told.dataset.pasteTold;
  });
}

document.querySelectorAll("[data-paste]").forEach(start);
