/** The part of a page that moves, asked for again every half minute while somebody looks; 304 costs nothing. */
const EVERY_MS = 30000;
const tags = new WeakMap();

async function refresh(part) {
  if (document.hidden || part.contains(document.activeElement)) return;
  const headers = tags.has(part) ? { "If-None-Match": tags.get(part) } : {};
  const answer = await fetch(part.dataset.refresh, { headers, cache: "no-store" }).catch(() => null);
  if (!answer || answer.status !== 200 || answer.redirected) return;
  tags.set(part, answer.headers.get("ETag"));
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.replaceChildren(...fresh.body.childNodes);
}

for (const part of document.querySelectorAll("[data-refresh]")) {
  setInterval(() => refresh(part), Number(part.dataset.every) || EVERY_MS);
}
