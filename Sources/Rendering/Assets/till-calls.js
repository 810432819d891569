// How the till speaks with the platform: the public interface and nothing else, in its own name.

// What the platform said no with; `isAtToken` when it did not even know the till.
class Refused extends Error {
  constructor(status, problem, isAtToken = false) {
    super(problem.title ?? String(status));
    this.status = status;
    this.problem = problem;
    this.isAtToken = isAtToken;
  }
}

// The device's clock may be wrong; the page brought the machine's, and the one that terms go by.
const clockOffset = Number(root.dataset.now) - Date.now();
const platformOffset = Number(root.dataset.clock) - Date.now();
const answerWithin = 10_000;
let key = null;
let client = null;
let token = null;

async function assertion() {
  const now = Math.floor((Date.now() + clockOffset) / 1000);
  const part = (value) => base64URL(utf8(JSON.stringify(value)));
  const text = part({ alg: "ES256", typ: "JWT", kid: key.kid }) + "." + part({
    iss: client, sub: client, aud: root.dataset.audience, iat: now, exp: now + 60,
    jti: crypto.randomUUID(),
  });
  const signature = await crypto.subtle.sign(
    { name: "ECDSA", hash: "SHA-256" }, key.privateKey, utf8(text));
  return text + "." + base64URL(signature);
}

async function ask(path, options) {
  const answer = await fetch(path, {
    cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(answerWithin), ...options,
    headers: { "Accept": "application/json", "Accept-Language": language, ...options.headers },
  });
  const type = answer.headers.get("Content-Type") ?? "";
  return { answer, body: type.includes("json") ? await answer.json() : {} };
}

async function accessToken() {
  if (token && Date.now() < token.endsAt) return token.text;
  const { answer, body } = await ask("/oauth/token", {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion(),
    }),
  });
  if (!answer.ok) throw new Refused(answer.status, body, true);
  token = { text: body.access_token, endsAt: Date.now() + (body.expires_in - 30) * 1000 };
  return token.text;
}

async function send(method, path, content) {
  const headers = { "Authorization": "Bearer " + await accessToken() };
  if (content) headers["Content-Type"] = "application/json";
  const { answer, body } = await ask(
    path, { method, headers, body: content && JSON.stringify(content) });
  if (!answer.ok) throw new Refused(answer.status, body);
  return body;
}

// With a new token once, where the one in hand is over.
async function call(method, path, content) {
  try {
    return await send(method, path, content);
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 401 || error.isAtToken) throw error;
    token = null;
    return send(method, path, content);
  }
}

// Whether the answer decides: after any other the same is sent again. Something between us and the
// platform decides nothing, so it must be a problem of the platform's own list.
function isFinal(error) {
  return error instanceof Refused && !error.isAtToken && typeof error.problem.code === "string"
    && error.status < 500 && error.status !== 401 && error.status !== 429;
}

let tryNow = () => {};
addEventListener("online", () => tryNow());

// Whether the platform does not know the key under this name.
const isUnknown = (error) => error instanceof Refused && error.isAtToken
  && error.status < 500 && error.status !== 429;

// Sends the same until there is an answer that decides; `tell` hears why there is none yet. What must
// not be lost waits for the operator too, where the till is not known.
async function deliver(method, path, content, tell, mayBeLost = false) {
  for (let tries = 0; ; tries += 1) {
    try {
      return { answer: await call(method, path, content) };
    } catch (error) {
      if (isFinal(error) || mayBeLost && isUnknown(error)) return { refusal: error.problem };
      tell(error);
    }
    await new Promise((done) => {
      tryNow = done;
      setTimeout(done, Math.min(15_000, 500 * 2 ** Math.min(tries, 6)));
    });
  }
}

// Every page of a list.
async function whole(path, tell) {
  const items = [];
  let cursor = null;
  do {
    const query = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const { answer, refusal } = await deliver("GET", `${path}?limit=200${query}`, null, tell, true);
    if (refusal) return { refusal };
    items.push(...answer.items);
    cursor = answer.nextCursor;
  } while (cursor);
  return { items };
}
