/** What is copied in a spreadsheet fills the table from the field it is pasted into. */
function start(table) {
  const told = table.parentElement.querySelector("[data-paste-told]");
  const grid = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input")]);

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
    const top = grid.findIndex((fields) => fields.includes(event.target));
    if (top < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const left = grid[top].indexOf(event.target);
    const lines = text.split(/\r?\n/);
    lines.slice(0, grid.length - top).forEach((line, down) => {
      line.split("\t").forEach((word, right) => {
        const field = grid[top + down][left + right];
        if (field) field.value = word.trim();
      });
    });
    told.hidden = lines.length <= grid.length - top;
    told.textContent = told.dataset.pasteTold;
  });
}

document.querySelectorAll("[data-paste]").forEach(start);
