// Shows every button with data-copy and lets it put that text on the clipboard; live.js may bring new
// ones.
function prepare(button) {
  const words = button.textContent;
  button.hidden = false;
  button.dataset.ready = "";
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    } catch {
      button.hidden = true;
    }
  });
}

function prepareAll() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("button[data-copy]:not([data-ready])")) prepare(button);
}

document.addEventListener("refreshed", prepareAll);
prepareAll();
