/** Nobody has touched the screen for data-idle milliseconds: ten seconds to say « Je suis là », then the faces. */
const LAST_SECONDS = 10;

/** `leave` goes back to the faces, which nobody needs to leave: `isSomebody` says whether a student is there. */
export function start({ leave = () => document.querySelector("[data-leave]").requestSubmit(), isSomebody = () => true } = {}) {
  const quiet = Number(document.querySelector("[data-idle]")?.dataset.idle);
  if (!quiet) return;
  const dialog = document.getElementById("still-there");
  const count = dialog.querySelector("[data-count]");
  let timer = null;
  let ticking = null;

  function rest() {
    clearTimeout(timer);
    clearInterval(ticking);
    if (dialog.open) dialog.close();
    timer = setTimeout(warn, quiet);
  }

  function warn() {
    if (!isSomebody()) return rest();
    let left = LAST_SECONDS;
    count.textContent = String(left);
    dialog.showModal();
    ticking = setInterval(() => {
      left -= 1;
      count.textContent = String(left);
      if (left > 0) return;
      rest();
      leave();
    }, 1000);
    return null;
  }

  for (const sign of ["pointerdown", "keydown", "input"]) document.addEventListener(sign, rest, { passive: true });
  rest();
}
