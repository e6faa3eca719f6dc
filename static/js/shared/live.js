/**
 * A page that stays true by itself: [data-live] is asked for again every few seconds with the ETag
 * of what is shown; nothing new costs nothing, something new replaces what is inside.
 */
const EVERY_MS = 4000;

async function look(place) {
  const headers = place.dataset.etag ? { "If-None-Match": place.dataset.etag } : {};
  const answer = await fetch(place.dataset.live, { headers, cache: "no-store" });
  if (answer.redirected || answer.status === 401 || answer.status === 423) return location.reload();
  if (answer.status !== 200) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.querySelector("[data-live]");
  if (!fresh || busy(place)) return null;
  place.replaceChildren(...document.importNode(fresh, true).childNodes);
  place.dataset.etag = answer.headers.get("ETag") ?? "";
  place.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
  return null;
}

/** Nothing moves under a finger, in an open question, where somebody writes, or has chosen something. */
const busy = (place) =>
  "touched" in place.dataset || place.querySelector(":active, details[open], :is(input, textarea):focus") !== null;

const place = document.querySelector("[data-live]");
place?.addEventListener("change", () => (place.dataset.touched = ""));
if (place) setInterval(() => document.hidden || look(place).catch(() => {}), EVERY_MS);
