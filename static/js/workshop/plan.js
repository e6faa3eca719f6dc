/** A drawing made larger and moved by keys alone: no finger has to slide or pinch. */
const LARGEST = 4;

function wire(plan) {
  const view = plan.querySelector("[data-plan-view]");

  function set(scale) {
    const middle = [view.scrollLeft + view.clientWidth / 2, view.scrollTop + view.clientHeight / 2];
    const grown = scale / Number(plan.dataset.scale);
    plan.dataset.scale = scale;
    view.scrollTo(middle[0] * grown - view.clientWidth / 2, middle[1] * grown - view.clientHeight / 2);
    plan.querySelectorAll("[data-zoom]").forEach((key) => {
      key.disabled = scale === (Number(key.dataset.zoom) > 0 ? LARGEST : 1);
    });
    plan.querySelectorAll("[data-move]").forEach((key) => (key.disabled = scale === 1));
  }

  plan.addEventListener("click", (event) => {
    const zoom = event.target.closest("[data-zoom]");
    const move = event.target.closest("[data-move]");
    if (zoom) set(Math.min(Math.max(Number(plan.dataset.scale) + Number(zoom.dataset.zoom), 1), LARGEST));
    if (!move) return;
    const [x, y] = move.dataset.move.split(",").map(Number);
    view.scrollBy({ left: (x * view.clientWidth) / 2, top: (y * view.clientHeight) / 2 });
  });
  set(1);
}

export const start = (root = document) => root.querySelectorAll("[data-plan]").forEach(wire);
