// Signs through NCALayer, which listens on the person's own machine, wherever data-ncalayer says its
// address. The signature is handed in with the page's form for signature files, so what the server
// says of it stands where it always does; without NCALayer the form takes a file.
const storages = [
  "PKCS12", "AKKaztokenStore", "AKKZIDCardStore", "AKEToken72KStore", "AKEToken5110Store",
  "AKJaCartaStore", "AKAKEYStore", "JKS",
];
// Codes of either protocol that have words of their own on the page; what is not here is shown as the
// program says it.
const known = {
  WRONG_PASSWORD: "password", NO_TOKEN: "token", CERTIFICATE_EXPIRED: "expired",
  CERTIFICATE_NOT_YET_VALID: "early", UNSUITABLE_KEY: "unsuitable", EMPTY_KEY_LIST: "unsuitable",
  "action.canceled": "cancelled",
};

class Refusal extends Error {
  constructor(kind, detail = "") {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}

const newRequest = (data) => ({
  module: "kz.gov.pki.knca.basics",
  method: "sign",
  args: {
    allowedStorages: storages, format: "cms", data,
    signingParams: { decode: true, encapsulate: false, digested: false },
    signerParams: { extKeyUsageOids: [], chain: [] },
    locale: document.documentElement.lang,
  },
});

// Programs of before 2022 know these alone: which tokens are plugged in, and a signature with a key of
// one place. Keys of that time sign papers or sign in, so the page says for which it asks.
const common = (method, args) => ({ module: "kz.gov.pki.knca.commonUtils", method, args });
const tokensRequest = () => common("getActiveTokens", []);
const oldRequest = (storage, keyUse, data) =>
  common("createCAdESFromBase64", [storage, keyUse, data, false]);

function refused(answer) {
  const kind = [answer.code, answer.errorCode, answer.message].map((name) => known[name])
    .find((found) => found !== undefined);
  return new Refusal(kind ?? "failed", answer.message ?? "");
}

// What to do with an answer: a request that follows it, or the signatures.
function follow(answer, asked) {
  if (asked === "new") {
    // A program that does not know the new protocol has no truth value for a status.
    if (typeof answer.status !== "boolean") return { asked: "tokens", request: tokensRequest() };
    if (!answer.status) throw refused(answer);
    const result = answer.body?.result;
    if (result === undefined || result === null) throw new Refusal("cancelled");
    return { signatures: Array.isArray(result) ? result : [result] };
  }
  if (asked === "tokens") {
    // Whoever has a token plugged in wants to sign with it; one that cannot tell has key files.
    const told = answer.code === "200" ? answer.responseObject : [];
    const tokens = Array.isArray(told) ? told.filter((name) => storages.includes(name)) : [];
    // Which of several, only the person knows.
    if (tokens.length > 1) return { asked: "old", places: [...new Set([...tokens, "PKCS12"])] };
    return { asked: "old", storage: tokens[0] ?? "PKCS12" };
  }
  if (answer.code !== "200") throw refused(answer);
  return { signatures: [answer.responseObject] };
}

// One content is asked for as it is and several as a list; the old protocol takes them one by one.
function ask(address, keyUse, contents, onAsked, choose) {
  return new Promise((done, refuse) => {
    const socket = new WebSocket(address);
    const signatures = [];
    let asked = "";
    let storage = "";
    socket.addEventListener("message", (event) => {
      // The first frame is a greeting and answers nothing.
      if (!asked) {
        asked = "new";
        socket.send(JSON.stringify(newRequest(contents.length === 1 ? contents[0] : contents)));
        onAsked();
        return;
      }
      try {
        const next = follow(JSON.parse(event.data), asked);
        asked = next.asked ?? asked;
        storage = next.storage ?? storage;
        if (next.places) {
          choose(next.places).then((place) => {
            storage = place;
            socket.send(JSON.stringify(oldRequest(storage, keyUse, contents[0])));
          });
          return;
        }
        signatures.push(...(next.signatures ?? []));
        if (signatures.some((one) => typeof one !== "string")) throw new Refusal("failed");
        const request = next.request
          ?? (asked === "old" && signatures.length < contents.length
            ? oldRequest(storage, keyUse, contents[signatures.length]) : undefined);
        if (request) {
          socket.send(JSON.stringify(request));
          return;
        }
        if (signatures.length !== contents.length) throw new Refusal("failed");
        done(signatures);
      } catch (fault) {
        refuse(fault instanceof Refusal ? fault : new Refusal("failed"));
      }
      socket.close();
    });
    socket.addEventListener("close", () => refuse(new Refusal(asked ? "lost" : "missing")));
  });
}

// One goes into the field `cms`, several into `cms0`, `cms1` and so on.
function handIn(signatures, isList) {
  let form;
  signatures.forEach((signature, index) => {
    const name = isList ? `cms${index}` : "cms";
    const input = document.querySelector(`input[type=file][name=${name}]`);
    const files = new DataTransfer();
    files.items.add(new File([signature], "signature.cms"));
    input.files = files.files;
    form = input.form;
  });
  form.submit();
}

function prepare(section) {
  const button = section.querySelector("button");
  const words = section.querySelector("[role=status]");
  const say = (kind, detail = "") => {
    const text = section.dataset[`words${kind[0].toUpperCase()}${kind.slice(1)}`] ?? "";
    words.textContent = detail ? `${text} ${detail}` : text;
    words.className = ["waiting", "choose"].includes(kind) ? "notice calm" : "notice warn";
    words.hidden = false;
  };
  // One button for each place where keys are; answers with the one that was pressed.
  const choose = (places) => new Promise((chosen) => {
    say("choose");
    const list = document.createElement("div");
    list.className = "actions";
    for (const place of places) {
      const choice = document.createElement("button");
      choice.type = "button";
      choice.className = "button secondary";
      choice.dataset.place = place;
      choice.textContent = place === "PKCS12"
        ? section.dataset.wordsFile : place.replace(/^AK/, "").replace(/Store$/, "");
      choice.addEventListener("click", () => {
        list.remove();
        say("waiting");
        chosen(place);
      });
      list.append(choice);
    }
    words.after(list);
    list.firstElementChild.focus();
  });
  section.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("waiting");
    try {
      const isList = section.dataset.contents !== undefined;
      const contents = isList ? section.dataset.contents.split(" ") : [section.dataset.content];
      const { ncalayer, keyUse } = section.dataset;
      const signatures = await ask(ncalayer, keyUse, contents, () => {
        // Only the sandbox's likeness of NCALayer has its window in the browser.
        if (section.dataset.window) open(section.dataset.window, "ncalayer");
      }, choose);
      handIn(signatures, isList);
    } catch (fault) {
      section.querySelector("[data-place]")?.parentElement.remove();
      say(fault.kind ?? "failed", fault.kind === "failed" ? fault.detail : "");
      button.disabled = false;
      button.focus();
    }
  });
}

for (const section of document.querySelectorAll("[data-ncalayer]")) prepare(section);
