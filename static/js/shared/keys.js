/** One key, one place: a field with data-key="/" is reached by that key from anywhere but another field. */
const TYPING = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(TYPING)) return;
  if (document.querySelector("dialog[open]")) return;
  const field = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select?.();
});
