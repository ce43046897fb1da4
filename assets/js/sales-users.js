// The Sales Users tab: a row opens its person's sheet beside the list; the search keeps its address.

const CHANGED = "lg-roster-changed";
let opener = "";
let stale = false;

const sheet = () => document.querySelector("dialog[data-lg-sheet]");
const roster = () => document.querySelector("[data-lg-roster]");
const isPlain = (event) =>
  !event.defaultPrevented &&
  event.button === 0 &&
  !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

function focusWithin(dialog) {
  const wanted = dialog.querySelector("[data-lg-focus]") ?? dialog.querySelector("h1");
  wanted?.focus();
}

async function open(address, remember) {
  const dialog = sheet();
  dialog.replaceChildren();
  await window.htmx.ajax("GET", address, { target: dialog, swap: "innerHTML" });
  if (!dialog.firstElementChild) return;
  if (!dialog.open) dialog.showModal();
  focusWithin(dialog);
  if (remember) history.pushState({ lgSheet: true }, "", address);
}

function onClick(event) {
  const dialog = sheet();
  if (!dialog || !window.htmx) return;
  const link = event.target.closest("[data-lg-sheet-link]");
  if (link && isPlain(event)) {
    event.preventDefault();
    opener = link.getAttribute("href");
    open(opener, true);
  } else if (event.target === dialog || event.target.closest("[data-lg-sheet-close]")) {
    dialog.close();
  }
}

// Esc, the button and the scrim all end here; the list is fetched anew if something changed.
async function onClose(event) {
  if (event.target !== sheet()) return;
  event.target.replaceChildren();
  if (history.state?.lgSheet) history.back();
  if (stale) {
    stale = false;
    const list = roster();
    await window.htmx.ajax("GET", list.dataset.lgHref, { target: list, swap: "outerHTML" });
  }
  const links = [...document.querySelectorAll("[data-lg-sheet-link]")];
  links.find((link) => link.getAttribute("href") === opener)?.focus();
}

function onPopState(event) {
  const dialog = sheet();
  if (!dialog) return;
  if (event.state?.lgSheet) open(location.pathname, false);
  else if (dialog.open) dialog.close();
}

// Signed out meanwhile: the page asks to sign in, and comes back here.
function onBeforeSwap(event) {
  const mine = [sheet(), roster()].includes(event.detail.target);
  const shown = /lg-sheet-in|lg-roster/.test(event.detail.serverResponse);
  if (!mine || shown || event.detail.isError) return;
  event.detail.shouldSwap = false;
  location.reload();
}

function onSwap(event) {
  showPicked();
  const dialog = sheet();
  if (dialog?.open && event.detail.target === dialog) focusWithin(dialog);
  // What the search found has an address of its own, to reload and to share.
  const found = event.detail.elt?.closest?.("[data-lg-roster]") ?? roster();
  const searched = event.detail.requestConfig?.elt?.matches("[data-lg-roster-search]");
  if (searched && found) history.replaceState(null, "", found.dataset.lgHref);
}

// The bar shows once somebody is selected; all that match is everybody, whatever boxes are ticked.
function showPicked() {
  const form = document.querySelector("[data-lg-bulk]");
  if (!form) return;
  const boxes = [...form.querySelectorAll("[data-lg-pick]")];
  const picked = boxes.filter((box) => box.checked).length;
  const all = form.querySelector("[data-lg-pick-all]");
  const page = form.querySelector("[data-lg-pick-page]");
  if (picked === 0) all.checked = false;
  page.hidden = false;
  page.checked = picked === boxes.length;
  page.indeterminate = picked > 0 && !page.checked;
  form.querySelector("[data-lg-bulk-bar]").hidden = picked === 0;
  // Where the window is too narrow for the box of the page, whoever is selected opens the choice.
  const fits = page.getClientRects().length > 0;
  form.querySelector("[data-lg-pick-all-label]").hidden = fits && !page.checked;
  const told = form.querySelector("[data-lg-picked]");
  const words = all.checked ? told.dataset.all : told.dataset.some.replace("{n}", picked);
  if (told.textContent !== words) told.textContent = words;
}

function onPick(event) {
  const form = event.target.closest("[data-lg-bulk]");
  if (!form) return;
  const page = event.target.matches("[data-lg-pick-page]");
  if (page) for (const box of form.querySelectorAll("[data-lg-pick]")) box.checked = event.target.checked;
  else if (event.target.matches("[data-lg-pick]")) form.querySelector("[data-lg-pick-all]").checked = false;
  showPicked();
}

// Typing or picking a day chooses "Another day".
function onInput(event) {
  if (!event.target.matches("[data-lg-other-day]")) return;
  event.target.form.querySelector("[data-lg-other]").checked = true;
}

// Enter in the search of a question searches; everywhere else in it, the question goes on.
function onKeydown(event) {
  if (event.key !== "Enter" || !event.target.matches(".lg-ask input[name=q]")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector("button[value=search]"));
}

let started = false;

export function start(root) {
  // The search answers while one types; the button is for browsers without scripts.
  for (const button of root.querySelectorAll("[data-lg-roster-submit]")) button.hidden = true;
  showPicked();
  if (started) return;
  started = true;
  root.querySelector(":is(.lg-sheet-page, .lg-bulk-page) [data-lg-focus]")?.focus();
  document.addEventListener("click", onClick);
  document.addEventListener("close", onClose, true);
  document.addEventListener("input", onInput);
  document.addEventListener("change", onPick);
  document.addEventListener("keydown", onKeydown);
  document.addEventListener("htmx:beforeSwap", onBeforeSwap);
  document.addEventListener("htmx:afterSwap", onSwap);
  document.addEventListener(CHANGED, () => (stale = true));
  addEventListener("popstate", onPopState);
}
