/** Share a sum over open invoices, the oldest first, until somebody changes a part by hand. */
const read = (text) => Math.round(Number(text.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")) * 100);
const write = (cents) => (cents > 0 ? (cents / 100).toFixed(2).replace(".", ",") : "");

function start(form) {
  const amount = form.querySelector("[name=amount]");
  const parts = [...form.querySelectorAll("[data-split-part]")];
  let byHand = false;

  function share() {
    let rest = read(amount.value);
    if (byHand || !Number.isFinite(rest)) return;
    for (const part of parts) {
      const own = Math.min(rest, read(part.dataset.splitPart));
      part.value = write(own);
      rest -= Math.max(own, 0);
    }
  }

  amount.addEventListener("input", share);
  for (const part of parts) part.addEventListener("input", () => { byHand = true; });
}

document.querySelectorAll("[data-split]").forEach(start);
