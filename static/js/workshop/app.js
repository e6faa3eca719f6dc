/** What every page of the tablet does: send what waits, stay awake, come back to the faces. */
import "../shared/live.js";
import { wire } from "./events.js";
import * as day from "./day.js";
import * as idle from "./idle.js";
import * as mark from "./mark.js";
import * as plan from "./plan.js";
import * as queue from "./queue.js";
import * as reading from "./reading.js";
import { startAll } from "./stepper.js";
import * as undo from "./undo.js";

const REST_MS = 1000;
const AT_MOST_MS = 10_000;
const SIGNS = ["pointerdown", "keydown", "input"];

/** Fingers first: what the tablet does of itself waits until nobody has touched it for a second, ten at most. */
function atRest(work) {
  let waits;
  const wait = () => {
    clearTimeout(waits);
    waits = setTimeout(begin, REST_MS);
  };
  const latest = setTimeout(begin, AT_MOST_MS);
  function begin() {
    clearTimeout(waits);
    clearTimeout(latest);
    for (const sign of SIGNS) document.removeEventListener(sign, wait);
    work();
  }
  for (const sign of SIGNS) document.addEventListener(sign, wait, { passive: true });
  wait();
}

/** Without HTTPS there is no worker: the pages still work as long as the network does. */
async function keepTheShell() {
  try {
    await navigator.serviceWorker?.register("/atelier/sw.js", { scope: "/atelier/" });
  } catch {
    document.documentElement.dataset.shell = "none";
  }
}

/** The screen stays lit while somebody may look at it; a tablet that cannot simply dims. */
async function stayAwake() {
  try {
    if (!document.hidden) await navigator.wakeLock?.request("screen");
  } catch {
    document.documentElement.dataset.awake = "no";
  }
}

mark.start();
reading.start();
if (!document.querySelector("[data-shell]")) {
  wire();
  startAll();
  plan.start();
  undo.start();
  idle.start();
  document.addEventListener("refreshed", ({ target }) => wire(target));
}
queue.tell(false);
stayAwake();
atRest(() => {
  queue.start();
  day.start();
  keepTheShell();
});
document.addEventListener("visibilitychange", stayAwake);
