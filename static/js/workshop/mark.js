/** The three honest states of the head: kept here, sent, to be seen by the instructor. */
import { onChange } from "./queue.js";

function show(mark, { kept, review }) {
  const part = (name) => mark.querySelector(`[data-mark="${name}"]`);
  const put = (name, count) => {
    part(name).hidden = count === 0;
    part(name).querySelector("span").textContent = `${mark.dataset[name]} (${count})`;
  };
  put("kept", kept);
  put("review", review);
  part("sent").hidden = kept > 0;
}

export function start() {
  onChange((state) => document.querySelectorAll("[data-queue]").forEach((mark) => show(mark, state)));
}
