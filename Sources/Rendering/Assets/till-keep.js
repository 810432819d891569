// The till's script is the files till-*.js and till.js behind each other, as Assets.swift names them.
// This one: what the till keeps in this browser. Its key cannot be taken out; its purchase is kept
// until there is an answer, so that closing the page loses nothing and pays nothing twice.
const root = document.getElementById("till");
const words = JSON.parse(root.dataset.words);
const language = document.documentElement.lang;

const kept = {
  store: null,

  open() {
    return new Promise((done, fail) => {
      const request = indexedDB.open("qyzmet-till", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("kept");
      request.onsuccess = () => { this.store = request.result; done(); };
      request.onerror = () => fail(request.error);
    });
  },

  read(name) {
    return new Promise((done, fail) => {
      const request = this.store.transaction("kept").objectStore("kept").get(name);
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  },

  // Done only when it is on the disk: what is sent afterwards can always be sent again.
  write(name, value) {
    return new Promise((done, fail) => {
      const change = this.store.transaction("kept", "readwrite", { durability: "strict" });
      change.objectStore("kept").put(value, name);
      change.oncomplete = () => done();
      change.onerror = () => fail(change.error);
      change.onabort = () => fail(change.error);
    });
  },
};

const utf8 = (text) => new TextEncoder().encode(text);

function base64URL(bytes) {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

// Made once, here; `false` says that no script ever reads the private half.
async function ownKey() {
  const known = await kept.read("key");
  if (known) return known;
  const pair = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" }, false, ["sign", "verify"]);
  const { crv, kty, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  // RFC 7638: the required members in their order, without blanks.
  const kid = base64URL(
    await crypto.subtle.digest("SHA-256", utf8(JSON.stringify({ crv, kty, x, y }))));
  const made = {
    privateKey: pair.privateKey,
    publicJwk: { kty, crv, x, y, kid, alg: "ES256", use: "sig" },
    kid,
  };
  await kept.write("key", made);
  return made;
}
