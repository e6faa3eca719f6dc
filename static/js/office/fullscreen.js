/** « Plein écran », where the browser can; its way out is the browser's own (Échap). */
const button = document.querySelector("[data-fullscreen]");

if (button && document.fullscreenEnabled) {
  button.hidden = false;
  button.addEventListener("click", () => document.documentElement.requestFullscreen());
}
