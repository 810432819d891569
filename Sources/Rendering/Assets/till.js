// The till begins: its key, its name with the operator, and what was going on before.

function showKey() {
  find("kid").textContent = key.kid;
  find("proposed").textContent = client ?? ownName();
  find("jwk").textContent = JSON.stringify(key.publicJwk, null, 1);
  root.querySelector("[data-view=key] [data-copy]").dataset.copy = JSON.stringify(key.publicJwk);
  document.getElementById("field-client").value = client ?? ownName();
  show("key");
}

// From the key, so that two tills do not choose the same.
function ownName() {
  const letters = key.kid.toLowerCase().replace(/[^a-z0-9]/g, "");
  return "till-" + letters.slice(0, 8);
}

async function takeName() {
  const name = document.getElementById("field-client").value.trim();
  if (!name) return explain({ title: words.nameMissing, errors: [{ pointer: "", detail: words.nameMissing }], field: "field-client" });
  const before = client;
  client = name;
  token = null;
  try {
    till = await call("GET", "/api/pos/till");
  } catch (error) {
    client = before;
    token = null;
    return explain(error instanceof Refused ? error.problem : { title: words.away, detail: words.later });
  }
  await kept.write("client", name);
  await enter();
}

async function registerInSandbox() {
  const name = document.getElementById("field-client").value.trim();
  try {
    const { answer, body } = await ask(root.dataset.sandbox, {
      method: "POST", headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ clientId: name, publicJwk: key.publicJwk }),
    });
    if (!answer.ok) return explain(body);
  } catch {
    return explain({ title: words.away, detail: words.later });
  }
  await takeName();
}

// MARK: - The beginning

async function next() {
  await keep({ receipt: null, purchase: null, returned: null });
  showScan();
}

// What was going on goes on: an answer that is due comes first.
async function enter() {
  show("waiting");
  for (const place of root.querySelectorAll(".till-told")) place.textContent = words.loading;
  const asked = await deliver("GET", "/api/pos/till", null, tell, state.task === null);
  if (asked.refusal) {
    showKey();
    return explain(asked.refusal);
  }
  till = asked.answer;
  find("shop").textContent = `${till.shopName[language]}, ${till.name}`;
  find("own-name").textContent = client;
  find("own-kid").textContent = key.kid;
  const all = await whole("/api/pos/goods", tell);
  goods = all.items ?? [];
  if (state.task) return run();
  if (state.hold) return showRest();
  if (state.basket) return showBasket();
  if (state.purchase) return showReturn();
  if (state.returned) return showReturned();
  if (state.receipt) return showDone();
  return showScan();
}

function listen() {
  const actions = {
    pay, sell: () => sell("paid", payable(state.lines, till.pays) - left()),
    fail: () => sell("failed", payable(state.lines, till.pays) - left()),
    basket: showBasket, next, receipts: showReceipts, key: showKey, now: () => tryNow(),
    back: takeBack, sandbox: registerInSandbox,
    drop: async () => {
      await keep({ lines: [], basket: null });
      showScan();
    },
  };
  // One step at a time: what is pressed twice is done once.
  let isBusy = false;
  const once = async (action) => {
    if (isBusy) return;
    isBusy = true;
    try { await action(); } finally { isBusy = false; }
  };
  for (const part of root.querySelectorAll("[data-do]")) {
    const action = actions[part.dataset.do];
    part.hidden = part.dataset.do === "sandbox" && !root.dataset.sandbox;
    part.addEventListener("click", () => part.dataset.do === "now" ? action() : once(action));
  }
  const forms = {
    name: takeName,
    scan: () => open(document.getElementById("field-qr").value.trim()),
    search: () => {
      const found = matching(goods, document.getElementById("field-search").value);
      if (found.length === 1) return add(found[0]);
    },
  };
  for (const form of root.querySelectorAll("form[data-form]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      once(forms[form.dataset.form]);
    });
  }
  document.getElementById("field-search").addEventListener("input", drawMatches);
  root.addEventListener("scanned", (event) => once(() => open(event.detail)));
}

async function begins() {
  if (!isSecureContext || !crypto.subtle || !indexedDB) return show("insecure");
  try {
    await kept.open();
    key = await ownKey();
    client = await kept.read("client") ?? null;
    shelves = await kept.read("shelves") ?? {};
    state = { ...nothing, ...await kept.read("state") };
  } catch {
    return show("insecure");
  }
  listen();
  return client ? enter() : showKey();
}

// Two pages of one till would write over each other's basket: the second waits for the first.
if (navigator.locks) {
  const waits = setTimeout(() => show("elsewhere"), 1500);
  navigator.locks.request("qyzmet-till", async () => {
    clearTimeout(waits);
    begins();
    await new Promise(() => {});
  });
} else {
  show("insecure");
}
