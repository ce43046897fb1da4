// The invitation page: shows a password on request and counts its characters while it is typed.

const filled = (words, count) => words.replace("[count]", count);

function count(field) {
  const form = field.form;
  const hint = form.querySelector("[data-lg-accept-hint]");
  const words = hint.querySelector("[data-lg-accept-words]");
  const said = form.querySelector("[data-lg-accept-said]");
  const typed = [...field.value].length;
  const enough = typed >= Number(field.dataset.lgAcceptPassword);
  hint.querySelector("[data-lg-accept-ok]").hidden = !enough;
  hint.dataset.told ??= words.textContent;
  words.textContent = typed
    ? filled(enough ? hint.dataset.long : hint.dataset.short, typed)
    : hint.dataset.told;
  // What was wrong with the password before is over.
  form.querySelector("#password-error")?.remove();
  field.removeAttribute("aria-invalid");
  field.setAttribute("aria-describedby", hint.id);
  // Said once when it becomes long enough, not at every key.
  const before = said.textContent !== "";
  if (enough !== before) said.textContent = enough ? words.textContent : "";
}

function toggle(button) {
  const field = document.getElementById(button.getAttribute("aria-controls"));
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.setAttribute("aria-pressed", String(shown));
  button.querySelector("[data-lg-accept-closed]").hidden = shown;
  button.querySelector("[data-lg-accept-open]").hidden = !shown;
}

// A second click of a double click would find the link used.
function once(event) {
  if (event.target.dataset.lgSent) event.preventDefault();
  event.target.dataset.lgSent = "1";
}

function each(root, selector, wire) {
  for (const element of root.querySelectorAll(selector)) {
    if (element.dataset.lgReady) continue;
    element.dataset.lgReady = "1";
    wire(element);
  }
}

// Link scanners run scripts too: the page counts as opened by a person once somebody acts on it.
const ACTS = ["pointermove", "pointerdown", "keydown", "touchstart", "wheel"];

function tellOpened(page) {
  const told = new AbortController();
  const tell = (event) => {
    if (!event.isTrusted || navigator.webdriver || document.visibilityState !== "visible") return;
    told.abort();
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    fetch(page.dataset.lgOpened, { method: "POST", headers, keepalive: true }).catch(() => {});
  };
  const options = { passive: true, signal: told.signal };
  for (const act of ACTS) document.addEventListener(act, tell, options);
}

export function start(root) {
  each(root, "[data-lg-opened]", tellOpened);
  each(root, "[data-lg-accept-password]", (field) => {
    field.addEventListener("input", () => count(field));
  });
  each(root, "[data-lg-accept-show]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => toggle(button));
  });
  each(root, "form[data-lg-once]", (form) => form.addEventListener("submit", once));
}
