/** A signature drawn with a finger, a pen or a mouse: dark ink on white, kept as a PNG data URL in a hidden field. */
const INK = "#17202b";
const PEN = 2.4;

function start(box) {
  const canvas = box.querySelector("[data-signature-canvas]");
  const value = box.querySelector("[data-signature-value]");
  const pen = canvas.getContext("2d");
  let drawing = false;
  let size = "";

  function blank() {
    const ratio = Math.max(window.devicePixelRatio || 1, 2);
    canvas.width = Math.round(canvas.clientWidth * ratio);
    canvas.height = Math.round(canvas.clientHeight * ratio);
    size = `${canvas.clientWidth}×${canvas.clientHeight}`;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    Object.assign(pen, { strokeStyle: INK, fillStyle: INK, lineCap: "round", lineJoin: "round", lineWidth: PEN });
    pen.scale(ratio, ratio);
    value.value = "";
    box.classList.remove("signed");
  }

  function draw(event) {
    for (const point of event.getCoalescedEvents?.() ?? [event]) pen.lineTo(point.offsetX, point.offsetY);
    pen.stroke();
  }

  function down(event) {
    if (event.button > 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = true;
    pen.beginPath();
    pen.arc(event.offsetX, event.offsetY, PEN / 2, 0, 2 * Math.PI);
    pen.fill();
    pen.beginPath();
    pen.moveTo(event.offsetX, event.offsetY);
  }

  function up() {
    if (!drawing) return;
    drawing = false;
    value.value = canvas.toDataURL("image/png");
    box.classList.add("signed");
  }

  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", (event) => drawing && draw(event));
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  box.querySelector("[data-signature-clear]").addEventListener("click", blank);
  new ResizeObserver(() => {
    if (canvas.clientWidth && size !== `${canvas.clientWidth}×${canvas.clientHeight}`) blank();
  }).observe(canvas);
}

document.querySelectorAll("[data-signature]").forEach(start);
