/** Reading aloud, where the tablet itself has a French voice: nothing said leaves the room. */
const voice = () =>
  window.speechSynthesis?.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith("fr"));

function show() {
  const there = Boolean(voice());
  for (const button of document.querySelectorAll("[data-say]")) button.hidden = !there;
}

/** What the button names, or everything marked as a sentence in the page. */
function wordsOf(button) {
  const chosen = button.dataset.say ? `#${button.dataset.say}` : "#content [data-read], #content h1";
  const told = [...document.querySelectorAll(chosen)].filter((one) => one.offsetParent !== null);
  return told.map((one) => one.textContent.trim().replace(/\s+/g, " ")).join(". ");
}

function speak(button) {
  const said = new SpeechSynthesisUtterance(wordsOf(button));
  said.voice = voice();
  said.lang = "fr-FR";
  said.rate = 0.9;
  speechSynthesis.cancel();
  speechSynthesis.speak(said);
}

export function start() {
  if (!window.speechSynthesis) return;
  show();
  speechSynthesis.addEventListener?.("voiceschanged", show);
  document.addEventListener("refreshed", show);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-say]");
    if (button) speak(button);
  });
}
