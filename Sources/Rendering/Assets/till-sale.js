// A sale: the code, the basket, the money; what is sent is on the disk before it is sent.

async function open(qr) {
  try {
    const basket = await call("POST", "/api/pos/balance", { qr });
    await keep({ basket: { ...basket, qr }, hold: null, receipt: null });
    showBasket();
  } catch (error) {
    explain(error instanceof Refused ? error.problem : { title: words.away, detail: words.scanAgain });
  }
}

function showScan() {
  document.getElementById("field-qr").value = "";
  find("waits").hidden = state.lines.length === 0;
  show("scan");
}

// MARK: - The basket

const left = () => BigInt(state.hold?.amountTiyn ?? state.basket.availableTiyn);
const idOf = (index) => "till-quantity-" + index;

function showBasket() {
  const ends = find("ends");
  ends.dataset.serverNow = String(Date.now() + platformOffset);
  ends.dataset.endsAt = String(Date.parse(state.basket.expiresAt));
  delete ends.dataset.over;
  ends.classList.remove("over");
  ends.querySelector("time").textContent = clockTime(state.basket.expiresAt);
  find("left").textContent = money(left());
  drawLines();
  drawMatches();
  show("basket");
}

function clockTime(instant) { return instant.slice(11, 19); }
function dayAndTime(instant) {
  return `${instant.slice(8, 10)}.${instant.slice(5, 7)}.${instant.slice(0, 4)} ${instant.slice(11, 16)}`;
}

function drawLines() {
  find("lines").replaceChildren(...state.lines.map(drawLine));
  find("none").hidden = state.lines.length > 0;
  find("bar").hidden = state.lines.length === 0;
  drawSums();
}

function drawLine(line, index) {
  const { good } = line;
  const name = nameOf(good);
  const unit = words[good.unit];
  const sum = make("output", { className: "till-sum" });
  const quantity = make("input", {
    className: "input digits", id: idOf(index), type: "text", inputMode: "decimal",
    autocomplete: "off", value: line.quantity,
    aria: { label: `${words.quantity}: ${name}, ${unit}` },
  });
  const refresh = () => {
    const known = read(line);
    sum.textContent = known ? money(cost(known.quantity, known.price)) : "–";
    drawSums();
  };
  const changed = (field, input) => async () => {
    line[field] = input.value;
    refresh();
    await keep({ lines: state.lines });
  };
  const step = (by) => async () => {
    const now = parts(line.quantity, 3) ?? 0n;
    const next = now + by;
    if (next <= 0n) return;
    line.quantity = quantity.value = plain(next);
    refresh();
    await keep({ lines: state.lines });
  };
  quantity.oninput = changed("quantity", quantity);
  const priceField = (field, label) => {
    const input = make("input", {
      className: "input digits", type: "text", inputMode: "decimal", autocomplete: "off",
      value: line[field], aria: { label: `${label}: ${name}` },
    });
    const update = changed(field, input);
    input.oninput = async () => {
      await update();
      const tiyn = field === "shelf" && parts(input.value, 2);
      if (!tiyn) return;
      shelves[codeOf(good)] = Number(tiyn);
      await kept.write("shelves", shelves);
    };
    return make("label", {}, label, input);
  };
  const prices = make("details", { className: "more", open: line.shelf === "" || line.price === "" },
    make("summary", { textContent: words.prices }),
    make("div", {}, priceField("shelf", words.shelf),
      good.supply === "producer" ? priceField("price", words.price) : null));
  const row = make("li", { className: "till-line", data: { name } },
    make("p", { className: "till-name" }, make("strong", { textContent: name }),
      make("span", { className: "soft small", textContent: ` ${line.price === "" ? "–" : money(parts(line.price, 2) ?? 0n)} / ${unit}` })),
    make("div", { className: "till-count" },
      button("−", "secondary", step(-stepOf(good)), `${words.less}: ${name}`), quantity,
      button("+", "secondary", step(stepOf(good)), `${words.more}: ${name}`), sum,
      button("×", "secondary", async () => {
        await keep({ lines: state.lines.filter((other) => other !== line) });
        drawLines();
        document.getElementById("field-search").focus();
      }, `${words.remove}: ${name}`)),
    prices);
  refresh();
  return row;
}

function drawSums() {
  const total = payable(state.lines, till.pays);
  const by = total < left() ? total : left();
  const rest = total - by;
  find("total").textContent = money(total);
  find("by").textContent = money(by);
  find("rest").textContent = money(rest);
  find("rest-row").classList.toggle("till-short", rest > 0n);
  find("pay").textContent = rest > 0n && !state.hold ? words.reserve : words.pay;
}

function drawMatches() {
  const field = document.getElementById("field-search");
  const found = matching(goods, field.value);
  find("goods").replaceChildren(...found.map((good) => make("li", {}, make("button", {
    type: "button", className: "till-good", onclick: () => add(good),
  }, make("strong", { textContent: nameOf(good) }), make("span", {
    textContent: good.unitPriceTiyn === undefined
      ? words[good.unit] : `${money(good.unitPriceTiyn)} / ${words[good.unit]}`,
  })))));
  find("no-goods").hidden = found.length > 0;
}

// One more of what is there already; weighed goods wait for their weight.
async function add(good) {
  const field = document.getElementById("field-search");
  let index = state.lines.findIndex((line) => codeOf(line.good) === codeOf(good));
  if (index >= 0) {
    const line = state.lines[index];
    line.quantity = plain((parts(line.quantity, 3) ?? 0n) + 1000n);
  } else {
    index = state.lines.length;
    state.lines.push(newLine(good, shelves, till.pays));
  }
  await keep({ lines: state.lines });
  field.value = "";
  drawLines();
  drawMatches();
  const quantity = document.getElementById(idOf(index));
  find("said").textContent = `${nameOf(good)}: ${quantity.value} ${words[good.unit]}`;
  if (good.unit === "piece") return field.focus({ preventScroll: true });
  quantity.focus();
  quantity.select();
}

// MARK: - Paying

const fieldsOf = (lines) => lines.map((_, index) => idOf(index));

async function pay() {
  if (!state.lines.length) return explain({ title: words.empty });
  const unread = state.lines.flatMap((line, index) => read(line) ? [] : [{
    pointer: "items/" + index,
    detail: parts(line.quantity, 3) ? words.wrongPrice : words.wrongQuantity,
  }]);
  if (unread.length) return explain({ title: words.check, errors: unread }, fieldsOf(state.lines));
  const total = payable(state.lines, till.pays);
  const rest = total > left() ? total - left() : 0n;
  if (rest === 0n) return sell("paid", 0n);
  if (left() === 0n) return explain({ title: words.nothingLeft });
  if (state.hold) return showRest();
  await begin({
    kind: "hold", path: "/api/pos/holds",
    body: { holdId: crypto.randomUUID(), basketId: state.basket.basketId, amountTiyn: Number(left()) },
  });
}

function showRest() {
  const total = payable(state.lines, till.pays);
  find("take").textContent = money(total - left());
  find("until").textContent = clockTime(state.hold.expiresAt);
  show("rest");
}

async function sell(paymentStatus, rest) {
  await begin({
    kind: paymentStatus, path: "/api/pos/redemptions", fields: fieldsOf(state.lines),
    body: {
      // The till names the purchase before it is sent: under this name it is paid once.
      redemptionId: crypto.randomUUID(), basketId: state.basket.basketId, paymentStatus,
      ...(state.hold ? { holdId: state.hold.holdId } : {}), otherPaymentTiyn: Number(rest),
      items: state.lines.map(itemOf),
    },
  });
}

async function begin(task) {
  await keep({ task });
  await run();
}

// Sends what is kept until there is an answer; a page that was closed goes on here.
async function run() {
  const { task } = state;
  show("waiting");
  for (const place of root.querySelectorAll(".till-told")) place.textContent = words.sending;
  const { answer, refusal } = await deliver("POST", task.path, task.body, tell);
  if (refusal) {
    await keep({ task: null });
    return refused(task, refusal);
  }
  return outcomes[task.kind](answer, task);
}

const outcomes = {
  async hold(answer) {
    await keep({ task: null, hold: answer });
    showRest();
  },
  async paid(answer, task) {
    await keep({
      task: null, basket: null, hold: null, lines: [], receipt: { ...answer, items: task.body.items },
    });
    showDone();
  },
  async failed() {
    await keep({ task: null, hold: null });
    showBasket();
  },
  async back(answer) {
    await keep({ task: null, purchase: null, returned: answer });
    showReturned();
  },
};

const closing = new Set(["basketClosed", "qrExpired", "qrUsed", "voucherExpired", "voucherNotActive"]);

async function refused(task, problem) {
  if (task.kind === "back") {
    showReturn();
    task.fields.forEach((id, index) => {
      document.getElementById(id).value = spoken(task.body.items[index].quantity);
    });
    return explain(problem, task.fields);
  }
  if (problem.code === "holdNotOpen") await keep({ hold: null });
  if (closing.has(problem.code)) {
    await keep({ basket: null, hold: null });
    showScan();
    return explain(problem);
  }
  // Others may have spent from the same vouchers: the same code at the same till says what is left.
  if (problem.code === "notEnoughOnVoucher" || problem.code === "holdNotOpen") {
    try {
      const basket = await call("POST", "/api/pos/balance", { qr: state.basket.qr });
      await keep({ basket: { ...basket, qr: state.basket.qr } });
    } catch (error) {
      if (!isFinal(error)) tell(error);
    }
  }
  showBasket();
  explain(problem, task.fields);
}

function facts(list, rows) {
  list.replaceChildren(...rows.map(([name, value]) => make("div", {},
    make("dt", { textContent: name }), make("dd", { textContent: value }))));
}

function itemsOf(items) {
  return items.map((item) => [
    item.name, `${spoken(item.quantity)} × ${money(item.unitPriceTiyn)}`,
  ]);
}

function showDone() {
  const { receipt } = state;
  facts(find("sums"), [
    [words.total, money(receipt.totalTiyn)], [words.byVoucher, money(receipt.byVoucherTiyn)],
    [words.otherwise, money(receipt.otherPaymentTiyn)], [words.left, money(receipt.remainingTiyn)],
  ]);
  facts(find("bought"), [
    ...itemsOf(receipt.items), [words.at, dayAndTime(receipt.at)], [words.number, receipt.id],
  ]);
  show("done");
}
