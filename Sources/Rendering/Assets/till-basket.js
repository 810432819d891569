// What is bought: sums as whole tiyn, quantities as thousandths, never a fraction of a number.

const matchesMax = 30;

function money(tiyn) {
  const value = BigInt(tiyn);
  const digits = String(value / 100n).replace(
    /\B(?=(\d{3})+$)/g, language === "en" ? "," : "\u00a0");
  const rest = String(value % 100n).padStart(2, "0");
  return digits + (rest === "00" ? "" : (language === "en" ? "." : ",") + rest) + "\u00a0₸";
}

// A decimal text with so many places at most, as a whole number of its smallest part; null for others.
function parts(text, places) {
  const plain = text.trim().replace(",", ".");
  if (!/^\d{1,7}(\.\d+)?$/.test(plain)) return null;
  const [whole, rest = ""] = plain.split(".");
  if (rest.length > places) return null;
  return BigInt(whole + rest.padEnd(places, "0"));
}

function plain(thousandths) {
  const rest = String(thousandths % 1000n).padStart(3, "0").replace(/0+$/, "");
  return String(thousandths / 1000n) + (rest ? "." + rest : "");
}

// A decimal text as people here write it.
const spoken = (quantity) => language === "en" ? quantity : quantity.replace(".", ",");
const codeOf = (good) => good.ntin ?? good.gtin;
const nameOf = (good) => good.name[language];
// What − and + change: a piece, a litre, a hundred grams.
const stepOf = (good) => good.unit === "kilogram" ? 100n : 1000n;
const cost = (thousandths, price) => (thousandths * price + 500n) / 1000n;

// A line as it stands on the screen, read; null where something in it cannot be read.
function read(line) {
  const quantity = parts(line.quantity, 3);
  const shelf = parts(line.shelf, 2);
  const price = parts(line.price, 2);
  return quantity && shelf && price ? { quantity, shelf, price } : null;
}

// What vouchers may pay of the lines that can be read (`pays` of GET /api/pos/till).
function payable(lines, pays) {
  return lines.map(read).filter(Boolean).reduce((sum, { quantity, shelf, price }) => {
    const paid = cost(quantity, price);
    return sum + (pays === "discount" ? cost(quantity, shelf) - paid : paid);
  }, 0n);
}

// A text in tenge for a field.
function tenge(tiyn) {
  if (tiyn === undefined || tiyn === null) return "";
  const rest = String(tiyn % 100).padStart(2, "0");
  return String(Math.floor(tiyn / 100)) + (rest === "00" ? "" : "." + rest);
}

// The shelf price is what the cashier entered for the product last. Where the voucher pays the whole
// price it changes no sum, and the official value stands in for it.
function newLine(good, shelves, pays) {
  const price = good.unitPriceTiyn;
  const known = shelves[codeOf(good)];
  const usual = pays === "discount" ? undefined : Math.max(good.officialPriceTiyn ?? 0, price ?? 0);
  return { good, quantity: "1", shelf: tenge(known ?? (usual || undefined)), price: tenge(price) };
}

function itemOf(line) {
  const { quantity, shelf, price } = read(line);
  const { good } = line;
  return {
    ...(good.ntin ? { ntin: good.ntin } : { gtin: good.gtin }),
    name: nameOf(good), quantity: plain(quantity), shelfUnitPriceTiyn: Number(shelf),
    unitPriceTiyn: Number(price),
  };
}

// Goods by a part of the name in any of the three languages, or of the number under the bars.
function matching(goods, text) {
  const wanted = text.trim().toLowerCase();
  return goods.filter((good) => codeOf(good).includes(wanted)
    || Object.values(good.name).some((name) => name.toLowerCase().includes(wanted)))
    .slice(0, matchesMax);
}
