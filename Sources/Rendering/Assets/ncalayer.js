// Signs through NCALayer, which listens on the person's own machine, wherever data-ncalayer says its
// address. The signature is handed in with the page's form for signature files, so what the server
// says of it stands where it always does; without NCALayer the form takes a file.
const storages = [
  "PKCS12", "AKKaztokenStore", "AKKZIDCardStore", "AKEToken72KStore", "AKEToken5110Store",
  "AKJaCartaStore", "AKAKEYStore", "JKS",
];
// Codes that have words of their own on the page.
const known = {
  WRONG_PASSWORD: "password", NO_TOKEN: "token", CERTIFICATE_EXPIRED: "expired",
  CERTIFICATE_NOT_YET_VALID: "early",
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

// Programs of before 2022 know this one alone.
const oldRequest = (data) => ({
  module: "kz.gov.pki.knca.commonUtils",
  method: "createCAdESFromBase64",
  args: ["PKCS12", "SIGNATURE", data, false],
});

// The signature in an answer of either protocol; undefined when the program does not know the new.
function read(answer) {
  if (answer.status === true) {
    const result = answer.body?.result;
    if (result === undefined || result === null) throw new Refusal("cancelled");
    return Array.isArray(result) ? result[0] : result;
  }
  if (answer.status === false) throw new Refusal(known[answer.code] ?? "failed", answer.message);
  if (answer.code === "200") return answer.responseObject;
  if (answer.message === "action.canceled") throw new Refusal("cancelled");
  return undefined;
}

function ask(address, data, onAsked) {
  return new Promise((done, refuse) => {
    const socket = new WebSocket(address);
    let asked = 0;
    socket.addEventListener("message", (event) => {
      // The first frame is a greeting and answers nothing.
      if (asked === 0) {
        asked = 1;
        socket.send(JSON.stringify(newRequest(data)));
        onAsked();
        return;
      }
      try {
        const answer = JSON.parse(event.data);
        const signature = read(answer);
        if (signature === undefined && asked === 1) {
          asked = 2;
          socket.send(JSON.stringify(oldRequest(data)));
          return;
        }
        if (typeof signature !== "string") throw new Refusal("failed", answer.message ?? "");
        done(signature);
      } catch (fault) {
        refuse(fault instanceof Refusal ? fault : new Refusal("failed"));
      }
      socket.close();
    });
    socket.addEventListener("close", () => refuse(new Refusal(asked ? "lost" : "missing")));
  });
}

function handIn(signature) {
  const input = document.querySelector("input[type=file][name=cms]");
  const files = new DataTransfer();
  files.items.add(new File([signature], "signature.cms"));
  input.files = files.files;
  input.form.submit();
}

function prepare(section) {
  const button = section.querySelector("button");
  const words = section.querySelector("[role=status]");
  const say = (kind, detail = "") => {
    const text = section.dataset[`words${kind[0].toUpperCase()}${kind.slice(1)}`] ?? "";
    words.textContent = detail ? `${text} ${detail}` : text;
    words.className = kind === "waiting" ? "notice calm" : "notice warn";
    words.hidden = false;
  };
  section.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("waiting");
    try {
      const signature = await ask(section.dataset.ncalayer, section.dataset.content, () => {
        // Only the sandbox's likeness of NCALayer has its window in the browser.
        if (section.dataset.window) open(section.dataset.window, "ncalayer");
      });
      handIn(signature);
    } catch (fault) {
      say(fault.kind ?? "failed", fault.kind === "failed" ? fault.detail : "");
      button.disabled = false;
      button.focus();
    }
  });
}

for (const section of document.querySelectorAll("[data-ncalayer]")) prepare(section);
