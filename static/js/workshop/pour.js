/** Pouring facts into the moulds of the pages the tablet keeps. */
export const copy = (name) => document.getElementById(`shell-${name}`).content.cloneNode(true);
export const address = (facts) => `#${new URLSearchParams(facts)}`;

export function fill(part, facts) {
  for (const [name, value] of Object.entries(facts)) {
    part.querySelectorAll(`[data-fill="${name}"]`).forEach((spot) => (spot.textContent = value));
  }
  return part;
}

/** The sentence that [data-name] carries, its {words} filled in. */
export function say(part, name, facts) {
  for (const spot of part.querySelectorAll(`[data-${name}]`)) {
    spot.textContent = spot.dataset[name].replace(/\{(\w+)\}/g, (_, word) => facts[word]);
  }
}

/** Keeps [data-name] of what is true, leaves the others out. */
export function only(part, name, isTrue) {
  part.querySelectorAll(`[data-${name}]`).forEach((one) => isTrue(one.dataset[name]) || one.remove());
}

export function portrait(part, student) {
  part.querySelectorAll(".portrait").forEach((one) => {
    one.textContent = student.initials;
    one.className = `portrait team-${(student.id % 6) + 1}`;
  });
}

export function icon(part, name) {
  const drawn = document.getElementById(`icon-${name}`) ?? document.getElementById("icon-tools");
  part.querySelector("[data-icon]").replaceWith(drawn.content.cloneNode(true));
}
