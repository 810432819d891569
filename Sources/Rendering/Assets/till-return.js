// Goods that come back, by the lines of the shop's receipts.

async function showReceipts() {
  show("waiting");
  for (const place of root.querySelectorAll(".till-told")) place.textContent = words.loading;
  const { items, refusal } = await whole("/api/pos/redemptions", tell);
  if (refusal) {
    showScan();
    return explain(refusal);
  }
  const sold = items.filter(({ receipt }) => receipt.paymentStatus === "paid");
  find("no-receipts").hidden = sold.length > 0;
  find("receipts").replaceChildren(...sold.map((purchase) => make("li", { className: "card stack-small" },
    make("header", {}, make("h3", { textContent: dayAndTime(purchase.receipt.at) }),
      make("strong", { textContent: money(purchase.receipt.totalTiyn) })),
    make("p", { textContent: purchase.items.map((item) => `${item.name} × ${spoken(item.quantity)}`).join(", ") }),
    make("p", { className: "soft small mono", textContent: purchase.receipt.id }),
    button(words.take, "secondary small", async () => {
      await keep({ purchase });
      showReturn();
    }, `${words.take}: ${dayAndTime(purchase.receipt.at)}`))));
  show("receipts");
}

function showReturn() {
  const { purchase } = state;
  find("return-of").textContent = `${dayAndTime(purchase.receipt.at)}, ${money(purchase.receipt.totalTiyn)}`;
  find("return-lines").replaceChildren(...purchase.items.map((item) => {
    const id = "till-return-" + item.line;
    const gone = item.returned === "0" ? "" : `, ${words.cameBack}: ${spoken(item.returned)}`;
    return make("li", { className: "till-line", data: { name: item.name } },
      make("label", { htmlFor: id, className: "till-name" }, make("strong", { textContent: item.name }),
        make("span", { className: "soft small", textContent: ` ${spoken(item.quantity)} × ${money(item.unitPriceTiyn)}${gone}` })),
      make("input", {
        className: "input digits", id, type: "text", inputMode: "decimal", autocomplete: "off",
        value: "", placeholder: "0", data: { line: item.line },
      }));
  }));
  show("return");
}

async function takeBack() {
  const fields = [...find("return-lines").querySelectorAll("input")].filter((input) => input.value.trim());
  if (!fields.length) return explain({ title: words.nothingBack });
  const wrong = fields.flatMap((input, index) => parts(input.value, 3) ? [] : [
    { pointer: "items/" + index, detail: words.wrongQuantity }]);
  const ids = fields.map((input) => input.id);
  if (wrong.length) return explain({ title: words.check, errors: wrong }, ids);
  await begin({
    kind: "back", fields: ids, path: `/api/pos/redemptions/${state.purchase.receipt.id}/returns`,
    body: {
      returnId: crypto.randomUUID(),
      items: fields.map((input) => ({
        line: Number(input.dataset.line), quantity: plain(parts(input.value, 3)),
      })),
    },
  });
}

function showReturned() {
  facts(find("returned"), [
    [words.onVoucher, money(state.returned.byVoucherTiyn)],
    [words.inMoney, money(state.returned.otherPaymentTiyn)], [words.at, dayAndTime(state.returned.at)],
  ]);
  show("returned");
}
