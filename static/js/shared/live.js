/**
 * A page that stays true by itself: [data-live] is asked for again every few seconds with the ETag
 * of what is shown; nothing new costs nothing, something new replaces what is inside. A child with
 * data-part="name" where somebody writes, has chosen or opened something waits alone.
 */
const EVERY_MS = 4000;
const OPEN = "[data-touched], details[open], :is(input, select, textarea):focus";

async function look(place) {
  const headers = place.dataset.etag ? { "If-None-Match": place.dataset.etag } : {};
  const answer = await fetch(place.dataset.live, { headers, cache: "no-store" });
  if (answer.redirected || answer.status === 401 || answer.status === 423) return location.reload();
  if (answer.status !== 200) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (fresh && !isHeld(place)) renew(place, document.importNode(fresh, true), answer.headers.get("ETag") ?? "");
  return null;
}

/** Nothing moves under a finger, below a question, nor where something is open that has no part of its own. */
const isHeld = (place) =>
  "touched" in place.dataset ||
  document.querySelector("dialog[open]") !== null ||
  place.querySelector(":active") !== null ||
  [...place.querySelectorAll(OPEN)].some((one) => !one.closest("[data-part]"));

const isOpen = (part) => part.matches("[data-touched]") || part.querySelector(OPEN) !== null;

/** As long as a part waits the ETag is not: what it hides is asked for again. */
function renew(place, fresh, etag) {
  const kept = [...place.querySelectorAll(":scope > [data-part]")].filter(isOpen);
  const shown = [etag, ...kept.map((part) => part.dataset.part)].join(" ");
  if (shown === place.dataset.shown) return;
  put(place, fresh, kept);
  place.dataset.shown = shown;
  place.dataset.etag = kept.length ? "" : etag;
  place.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
}

/** Around what is kept, in its order; what is kept never leaves the page, so a cursor in it stays. */
function put(place, fresh, kept) {
  for (const child of [...place.childNodes]) if (!kept.includes(child)) child.remove();
  let next = 0;
  for (const child of [...fresh.childNodes]) {
    const known = kept.findIndex((part) => part.dataset.part === child.dataset?.part);
    if (known < 0) place.insertBefore(child, kept[next] ?? null);
    else next = known + 1;
  }
}

const place = document.querySelector("[data-live]");
place?.addEventListener("change", ({ target }) => ((target.closest("[data-part]") ?? place).dataset.touched = ""));
if (place) setInterval(() => document.hidden || look(place).catch(() => {}), EVERY_MS);
