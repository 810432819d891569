// The till's page: one view at a time, after each step the state on the disk, and what is wrong.

const find = (name) => document.getElementById("till-" + name);
const nothing = {
  basket: null, lines: [], hold: null, task: null, receipt: null, purchase: null, returned: null,
};
let state = nothing;
let till = null;
let goods = [];
let shelves = {};

async function keep(changes) {
  state = { ...state, ...changes };
  await kept.write("state", state);
}

function make(name, properties = {}, ...content) {
  const { data = {}, aria = {}, ...others } = properties;
  const element = Object.assign(document.createElement(name), others);
  Object.assign(element.dataset, data);
  for (const [part, value] of Object.entries(aria)) element.setAttribute("aria-" + part, value);
  element.append(...content.filter((part) => part !== null));
  return element;
}

function button(text, className, onclick, label = null) {
  return make("button", {
    type: "button", className: "button " + className, textContent: text, onclick,
    aria: label ? { label } : {},
  });
}

function show(name) {
  hush();
  for (const view of root.querySelectorAll("[data-view]")) view.hidden = view.dataset.view !== name;
  // Where the camera runs on in a view that is gone, it stops.
  if (name !== "scan") root.querySelector("[data-scan-stop]")?.click();
  const heading = root.querySelector(`[data-view=${name}] h2`);
  heading?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

// MARK: - What is wrong

function hush() {
  find("fault").hidden = true;
  for (const mark of root.querySelectorAll(".fault[data-line]")) mark.remove();
  for (const part of root.querySelectorAll(".wrong")) part.classList.remove("wrong");
  for (const field of root.querySelectorAll("[aria-invalid]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

// Moments in what the platform says are for programs; the cashier reads a day and a time.
const moments = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+\d\d:\d\d/g;

function withClause(text, clause) {
  const plain = text.replace(moments, dayAndTime);
  return clause ? `${plain} (${clause})` : plain;
}

// Says a problem, and marks the lines that it names; `fields` are the ids in the order of what was sent.
function explain(said, fields = []) {
  hush();
  const problem = said.code === "invalidClient" ? { title: said.title, detail: words.notKnown } : said;
  const list = find("fault-list");
  list.replaceChildren();
  find("fault-title").textContent = problem.title ?? words.failed;
  for (const { pointer, detail, clause } of problem.errors ?? []) {
    const id = fields[Number(/^items\/(\d+)/.exec(pointer)?.[1])] ?? problem.field;
    const field = id && document.getElementById(id);
    const text = withClause(detail, clause);
    if (!field) continue;
    const part = field.closest(".till-line, .field");
    part.classList.add("wrong");
    part.append(make("span", { className: "fault", id: id + "-fault", textContent: text, data: { line: "" } }));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", id + "-fault");
    const name = part.dataset.name ? part.dataset.name + ": " : "";
    list.append(make("li", {}, make("a", { href: "#" + id, textContent: name + text })));
  }
  if (!list.childElementCount) {
    const text = [problem.detail, problem.remedy].filter(Boolean).join(". ");
    list.append(make("li", { textContent: withClause(text || problem.title || words.failed, problem.clause) }));
  }
  find("fault").hidden = false;
  find("fault").focus();
}

// Why there is no answer yet.
function tell(error) {
  const text = isUnknown(error) ? `${words.notKnown} ${error.problem.title ?? ""}`
    : error instanceof Refused ? words.busy : words.offline;
  for (const place of root.querySelectorAll(".till-told")) place.textContent = text;
}
