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
queue.start();
day.start();
keepTheShell();
stayAwake();
document.addEventListener("visibilitychange", stayAwake);
