/** Nobody has touched the screen for data-idle milliseconds: ten seconds to say « Je suis là », then the faces. */
const LAST_SECONDS = 10;
const CAMERA_MS = 5 * 60_000; // who takes a photo touches another screen

/** `leave` goes back to the faces, which nobody needs to leave: `isSomebody` says whether a student is there. */
export function start({ leave = () => document.querySelector("[data-leave]").requestSubmit(), isSomebody = () => true } = {}) {
  const quiet = Number(document.querySelector("[data-idle]")?.dataset.idle);
  if (!quiet) return;
  const dialog = document.getElementById("still-there");
  const count = dialog.querySelector("[data-count]");
  let timer = null;
  let ticking = null;

  function rest(patience = quiet) {
    clearTimeout(timer);
    clearInterval(ticking);
    if (dialog.open) dialog.close();
    timer = setTimeout(warn, patience);
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

  for (const sign of ["pointerdown", "keydown", "input", "cancel"]) document.addEventListener(sign, () => rest(), { passive: true });
  document.addEventListener("click", ({ target }) => target.matches("input[type=file]") && rest(CAMERA_MS));
  rest();
}
