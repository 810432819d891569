// Counts down in every element with data-ends-at (milliseconds since 1970). The page already says
// at which time it ends; this adds how much is left. data-server-now corrects a wrong clock here.
const offsets = new WeakMap();
let timer;

function offsetOf(element) {
  if (!offsets.has(element)) {
    const serverNow = Number(element.dataset.serverNow);
    offsets.set(element, Number.isFinite(serverNow) ? serverNow - Date.now() : 0);
  }
  return offsets.get(element);
}

function show(element) {
  const left = element.querySelector(".left");
  if (!left || element.dataset.over) return false;
  const milliseconds = Number(element.dataset.endsAt) - (Date.now() + offsetOf(element));
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  left.hidden = false;
  if (seconds === 0) {
    element.dataset.over = "true";
    element.classList.remove("soon");
    element.classList.add("over");
    // One announcement, at the end: a timer that speaks every second is noise.
    left.setAttribute("role", "status");
    left.textContent = element.dataset.ended;
    return false;
  }
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const pad = (value) => String(value).padStart(2, "0");
  left.textContent = hours > 0
    ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
    : `${minutes}:${pad(seconds % 60)}`;
  element.classList.toggle("soon", seconds <= 30);
  return true;
}

function tick() {
  for (const element of document.querySelectorAll("[data-ends-at]")) show(element);
}

function start() {
  clearInterval(timer);
  tick();
  timer = setInterval(tick, 1000);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearInterval(timer);
  else start();
});
start();
