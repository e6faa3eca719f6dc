/** Nobody has touched the screen for data-idle milliseconds: ten seconds to say « Je suis là », then the faces. */
const LAST_SECONDS = 10;

export function start() {
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
    let left = LAST_SECONDS;
    count.textContent = String(left);
    dialog.showModal();
    ticking = setInterval(() => {
      left -= 1;
      count.textContent = String(left);
      if (left <= 0) leave();
    }, 1000);
  }

  function leave() {
    clearInterval(ticking);
    document.querySelector("[data-leave]").requestSubmit();
  }

  for (const sign of ["pointerdown", "keydown", "input"]) document.addEventListener(sign, rest, { passive: true });
  rest();
}
