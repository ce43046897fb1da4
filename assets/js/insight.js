// Account Insight: the weeks of a chart answer to the pointer, a finger and the arrow keys.

const NARROW = 500;

const weeksOf = (box) => [...box.querySelectorAll("svg")].filter((svg) => svg.getClientRects().length)
  .flatMap((svg) => [...svg.querySelectorAll(".lg-week")]);
const linesOf = (week) => week.dataset.lgLines.split("\n");

// The words of a week are its title, without scripts; with them they are shown beside it at once.
function takeTitles(box) {
  for (const week of box.querySelectorAll(".lg-week")) {
    const title = week.querySelector("title");
    if (!title) continue;
    week.dataset.lgLines = title.textContent.trim();
    title.remove();
  }
}

function place(box, tip, week) {
  const all = box.getBoundingClientRect();
  const point = week.querySelector("circle").getBoundingClientRect();
  const x = point.left + point.width / 2 - all.left;
  const room = all.width - tip.offsetWidth;
  const beside = x - tip.offsetWidth - 14;
  tip.style.left = `${Math.max(0, Math.min(room, beside > 0 ? beside : x + 14))}px`;
  // In a narrow window it would lie over the chart: it comes below it.
  const below = all.width < NARROW ? all.height + 4 : point.top - all.top - tip.offsetHeight / 2;
  tip.style.top = `${Math.max(0, below)}px`;
}

function show(box, at) {
  const tip = box.querySelector("[data-lg-tip]");
  const weeks = weeksOf(box);
  for (const on of box.querySelectorAll(".lg-week.lg-on")) on.classList.remove("lg-on");
  box.dataset.lgAt = at < 0 ? "" : String(Math.min(at, weeks.length - 1));
  tip.hidden = at < 0 || !weeks.length;
  if (tip.hidden) return;
  const week = weeks[Number(box.dataset.lgAt)];
  week.classList.add("lg-on");
  const [first, ...rest] = linesOf(week);
  const head = Object.assign(document.createElement("b"), { textContent: first });
  tip.replaceChildren(head, ...rest.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
  place(box, tip, week);
}

function say(box) {
  const week = weeksOf(box)[Number(box.dataset.lgAt)];
  const said = box.parentElement.querySelector("[data-lg-chart-said]");
  if (week && said) said.textContent = linesOf(week).join(". ");
}

function onKey(box, event) {
  if (event.target !== box) return;
  const last = weeksOf(box).length - 1;
  const at = box.dataset.lgAt ? Number(box.dataset.lgAt) : last + 1;
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
  if (event.key === "Escape" && box.dataset.lgAt) show(box, -1);
  if (to === undefined) return;
  event.preventDefault();
  show(box, Math.max(0, Math.min(last, to)));
  say(box);
}

function wire(box) {
  const at = (event) => weeksOf(box).indexOf(event.target.closest(".lg-week"));
  const under = (event) => (event.target.closest(".lg-week") ? show(box, at(event)) : undefined);
  box.addEventListener("pointermove", (event) => event.pointerType === "mouse" && under(event));
  // A finger chooses a week and leaves it shown; elsewhere it is let go.
  box.addEventListener("pointerdown", under);
  box.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse" && document.activeElement !== box) show(box, -1);
  });
  box.addEventListener("keydown", (event) => onKey(box, event));
  box.addEventListener("blur", () => show(box, -1));
}

let started = false;

export function start(root) {
  const within = root.matches?.("[data-lg-chart]") ? [root] : [];
  for (const box of [...within, ...root.querySelectorAll("[data-lg-chart]")]) {
    takeTitles(box);
    box.tabIndex = 0;
    // Else a screen reader keeps the arrow keys to itself.
    box.setAttribute("role", "application");
    const keys = box.parentElement.querySelector("[data-lg-chart-keys]");
    if (keys) keys.hidden = false;
    if (!box.dataset.lgReady) wire(box);
    box.dataset.lgReady = "1";
    if (box.dataset.lgAt) show(box, Number(box.dataset.lgAt));
  }
  if (started) return;
  started = true;
  document.addEventListener("pointerdown", (event) => {
    for (const box of document.querySelectorAll("[data-lg-chart]")) if (!box.contains(event.target)) show(box, -1);
  });
}
