// Keeps elements with data-live-url fresh. Asks `URL?version=…&wait=25`; the answer is
// {"version": "…"} or {"location": "/…"}. On a new version the page is fetched again and what is in
// the element of the same id taken over, so there is one template and the page works without this
// script. The element itself stays: a live region that is put in anew is not read out.
const waitSeconds = 25;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

const isLocal = (text) =>
  typeof text === "string" && /^\/(?![\/\\])/.test(text)
  && new URL(text, location.origin).origin === location.origin;

function whenVisible() {
  if (!document.hidden) return Promise.resolve();
  return new Promise((done) => {
    document.addEventListener("visibilitychange", () => done(), { once: true });
  });
}

async function refresh(element) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(element.id);
  if (!fresh) return location.reload();
  // Focus inside the element is put back where it was.
  const focused = element.contains(document.activeElement) ? document.activeElement.id : "";
  element.replaceChildren(...fresh.childNodes);
  element.dataset.liveVersion = fresh.dataset.liveVersion ?? "";
  if (!fresh.dataset.liveUrl) delete element.dataset.liveUrl;
  if (focused) document.getElementById(focused)?.focus();
  document.dispatchEvent(new Event("refreshed"));
}

async function follow(element) {
  let failures = 0;
  while (element.isConnected && element.dataset.liveUrl) {
    await whenVisible();
    try {
      const url = new URL(element.dataset.liveUrl, location.href);
      if (url.origin !== location.origin) return;
      url.searchParams.set("version", element.dataset.liveVersion ?? "");
      url.searchParams.set("wait", String(waitSeconds));
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 403) return location.reload();
      if (answer.status === 404) return;
      if (!answer.ok) throw new Error(String(answer.status));
      const state = answer.status === 204 ? {} : await answer.json();
      failures = 0;
      if (isLocal(state.location)) return location.assign(state.location);
      if (state.version !== undefined && state.version !== element.dataset.liveVersion) {
        await refresh(element);
      }
      await pause(200);
    } catch {
      failures += 1;
      if (failures > 20) return;
      await pause(Math.min(30000, 1000 * 2 ** Math.min(failures, 5)));
    }
  }
}

for (const element of document.querySelectorAll("[data-live-url][id]")) follow(element);
