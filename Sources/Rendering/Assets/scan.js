// Reads a QR code with the camera: frames go to data-scan-url as JPEG about twice a second, the
// server reads them. Answers: {"location": "/…"} ends the scan, {"text": "…"} too, with the event
// "scanned" for the page's own script; 204 or {} means "no code yet";
// a problem document is shown and the scan rests until the person tries again.
const frameSide = 960;
const frameInterval = 500;

function isLocal(text) {
  return typeof text === "string" && /^\/(?![\/\\])/.test(text)
    && new URL(text, location.origin).origin === location.origin;
}

function begin(panel) {
  const video = panel.querySelector("video");
  const words = panel.querySelector(".scan-words");
  const frame = panel.querySelector(".camera");
  const startButton = panel.querySelector("[data-scan-start]");
  const stopButton = panel.querySelector("[data-scan-stop]");
  const canvas = document.createElement("canvas");
  let stream = null;
  let run = 0;

  const say = (text, isRefusal = false) => {
    words.textContent = text ?? "";
    words.classList.toggle("refusal", isRefusal);
  };

  function stop() {
    run += 1;
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.srcObject = null;
    frame.hidden = true;
    stopButton.hidden = true;
    startButton.hidden = false;
  }

  function explain(error) {
    switch (error.name) {
      case "NotAllowedError":
      case "SecurityError": return panel.dataset.wordsDenied;
      case "NotFoundError":
      case "OverconstrainedError": return panel.dataset.wordsMissing;
      case "NotReadableError":
      case "AbortError": return panel.dataset.wordsBusy;
      default: return panel.dataset.wordsFailed;
    }
  }

  // The middle square, which is what the frame on the screen shows.
  function picture() {
    const side = Math.min(video.videoWidth, video.videoHeight);
    if (side === 0) return Promise.resolve(null);
    const size = Math.min(side, frameSide);
    canvas.width = size;
    canvas.height = size;
    canvas.getContext("2d").drawImage(
      video, (video.videoWidth - side) / 2, (video.videoHeight - side) / 2, side, side,
      0, 0, size, size);
    return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  }

  async function send(blob) {
    const answer = await fetch(panel.dataset.scanUrl, {
      method: "POST",
      headers: {
        "Content-Type": "image/jpeg",
        "Accept": "application/json",
        "Idempotency-Key": crypto.randomUUID(),
      },
      body: blob,
    });
    if (answer.status === 204) return "again";
    const type = answer.headers.get("Content-Type") ?? "";
    const body = type.includes("json") ? await answer.json() : {};
    if (answer.ok && isLocal(body.location)) {
      say(panel.dataset.wordsFound);
      stop();
      location.assign(body.location);
      return "done";
    }
    if (answer.ok && typeof body.text === "string") {
      say(panel.dataset.wordsFound);
      stop();
      panel.dispatchEvent(new CustomEvent("scanned", { detail: body.text, bubbles: true }));
      return "done";
    }
    if (answer.ok) return "again";
    if (answer.status === 503 || answer.status === 429) {
      const seconds = Number(answer.headers.get("Retry-After"));
      return { wait: Math.min(60, Math.max(2, seconds || 2)) * 1000 };
    }
    stop();
    const reason = body.detail ?? body.title ?? panel.dataset.wordsFailed;
    say(body.clause ? `${reason} (${body.clause})` : reason, true);
    return "done";
  }

  async function loop(mine) {
    while (run === mine) {
      const started = performance.now();
      let rest = frameInterval;
      try {
        const blob = document.hidden ? null : await picture();
        if (blob && run === mine) {
          const result = await send(blob);
          if (result === "done") return;
          if (result.wait) rest = result.wait;
        }
      } catch {
        say(panel.dataset.wordsOffline);
        rest = 2000;
      }
      const spent = performance.now() - started;
      await new Promise((done) => setTimeout(done, Math.max(50, rest - spent)));
    }
  }

  async function start() {
    if (!navigator.mediaDevices?.getUserMedia) return say(panel.dataset.wordsMissing);
    startButton.hidden = true;
    run += 1;
    const mine = run;
    try {
      const opened = await navigator.mediaDevices.getUserMedia({
        audio: false,
        video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 960 } },
      });
      if (run !== mine) return opened.getTracks().forEach((track) => track.stop());
      stream = opened;
      video.srcObject = stream;
      frame.hidden = false;
      stopButton.hidden = false;
      await video.play();
      say(panel.dataset.wordsLooking);
      loop(mine);
    } catch (error) {
      stop();
      say(explain(error));
    }
  }

  startButton.hidden = false;
  startButton.addEventListener("click", start);
  stopButton.addEventListener("click", () => { stop(); say(""); });
  addEventListener("pagehide", stop);
}

for (const panel of document.querySelectorAll("[data-scan-url]")) begin(panel);
