// The wizard: moves by keyboard in the picker, keeps the list and the chips together, marks the
// placeholders of a text and puts new ones in, and lets the preview follow without a flash.

const PLACEHOLDER = /\[(?:first_name|inviter|accounts|access_expires|company|link)\]/g;

function once(element, key) {
  if (element.dataset[key]) return false;
  element.dataset[key] = "1";
  return true;
}

// A link that also saves: presses the form's button of that name.
function press(form, value) {
  const button = document.createElement("button");
  button.type = "submit";
  button.name = "do";
  button.value = value;
  button.hidden = true;
  form.append(button);
  button.click();
  button.remove();
}

// Step 1 ----------------------------------------------------------------------------------

const boxes = (picker) => [...picker.querySelectorAll('[data-lg-rows] input[type="checkbox"]')];

// The list is one row to the Tab key, however long it is: the arrows move within it.
function rove(picker, focused) {
  const all = boxes(picker);
  const before = all.find((box) => box.hasAttribute("data-lg-here")) ?? all[0];
  const here = all.includes(focused) ? focused : before;
  for (const box of all) {
    box.toggleAttribute("data-lg-here", box === here);
    for (const stop of box.closest("label").querySelectorAll("a, input")) stop.tabIndex = box === here ? 0 : -1;
  }
}

function move(event, picker, search) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("select")) return;
  const all = boxes(picker);
  const at = all.indexOf(event.target);
  if (at < 0 && !(event.target === search && step > 0)) return;
  event.preventDefault();
  const next = at < 0 ? all[0] : all[at + step];
  if (next) next.focus();
  else if (step < 0) search.focus();
  else picker.querySelector("[data-lg-more] button")?.focus();
}

function clear(search, picker) {
  search.value = "";
  for (const select of picker.querySelectorAll(".lg-picker-filters select")) select.value = "";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  search.focus();
}

function startPicker(picker) {
  const search = picker.querySelector('input[type="search"]');
  rove(picker);
  picker.addEventListener("focusin", (event) => rove(picker, event.target));
  picker.addEventListener("htmx:afterSettle", () => rove(picker));
  picker.addEventListener("keydown", (event) => {
    move(event, picker, search);
    if (event.target !== search) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Escape" && search.value) {
      event.preventDefault();
      search.value = "";
      search.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  picker.addEventListener("change", (event) => {
    if (!event.target.matches("[data-lg-all]")) return;
    for (const box of boxes(picker)) box.checked = event.target.checked;
  });
  picker.addEventListener("click", (event) => {
    if (!event.target.closest("[data-lg-unfilter]")) return;
    event.preventDefault();
    clear(search, picker);
  });
  // The first of the new rows takes the focus of the button that asked for them.
  picker.addEventListener("htmx:beforeSwap", (event) => {
    const more = event.target.closest?.("[data-lg-more]");
    if (!more) return;
    const known = boxes(picker).length;
    picker.addEventListener("htmx:afterSettle", () => boxes(picker)[known]?.focus(), { once: true });
  });
}

function untick(form, ref) {
  for (const box of form.querySelectorAll('[data-lg-rows] input[type="checkbox"]')) {
    if (ref === null || box.value === ref) box.checked = false;
  }
  const all = form.querySelector("[data-lg-all]");
  if (all) all.checked = false;
}

function startWizard(form) {
  form.addEventListener("click", (event) => {
    const link = event.target.closest("[data-lg-press]");
    if (link) {
      event.preventDefault();
      press(form, link.dataset.lgPress);
      return;
    }
    const chip = event.target.closest("[data-lg-remove], [data-lg-clear]");
    if (!chip) return;
    untick(form, chip.dataset.lgRemove ?? null);
    document.body.addEventListener(
      "htmx:afterSettle",
      () => document.getElementById("chosen-count")?.focus(),
      { once: true },
    );
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-lg-chosen]")) document.getElementById("scope-chosen").checked = true;
  });
  // Half a day would be sent as none at all, and none means never: the server is to refuse it.
  form.addEventListener("formdata", (event) => {
    for (const day of form.querySelectorAll('input[type="date"]')) {
      if (day.validity.badInput) event.formData.set(day.name, "…");
    }
  });
}

// Step 3 ----------------------------------------------------------------------------------

function mark(field, back) {
  back.replaceChildren();
  let at = 0;
  for (const found of field.value.matchAll(PLACEHOLDER)) {
    back.append(field.value.slice(at, found.index));
    const piece = document.createElement("mark");
    piece.textContent = found[0];
    back.append(piece);
    at = found.index + found[0].length;
  }
  back.append(`${field.value.slice(at)}\n`);
  back.scrollTop = field.scrollTop;
  back.scrollLeft = field.scrollLeft;
}

// Behind the field lies the same text, of which only the marks are seen.
function startMarked(box) {
  const field = box.querySelector("input, textarea");
  const back = document.createElement("div");
  back.className = `lg-marked-back ${field.className}`;
  back.setAttribute("aria-hidden", "true");
  box.prepend(back);
  const again = () => mark(field, back);
  field.addEventListener("input", again);
  field.addEventListener("scroll", again);
  again();
}

// As if typed, so that it can be undone.
function type(field, text) {
  field.focus();
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function startLetter(letter) {
  const subject = letter.querySelector('input[type="text"]');
  const body = letter.querySelector("textarea");
  const standard = letter.querySelector("[data-lg-standard]");
  const text = (part) => letter.querySelector(`[data-lg-standard-${part}]`).content.textContent;
  let last = body;
  for (const field of [subject, body]) field.addEventListener("focus", () => (last = field));
  const wrong = document.getElementById(`${body.id}-error`) !== null;
  const tell = () => {
    const has = body.value.includes("[link]");
    letter.querySelector("[data-lg-with-link]").hidden = !has;
    letter.querySelector("[data-lg-without-link]").hidden = has || wrong;
    standard.hidden = subject.value === text("subject") && body.value === text("body");
    for (const chip of letter.querySelectorAll("[data-lg-insert]")) {
      chip.classList.toggle("lg-used", body.value.includes(chip.dataset.lgInsert));
    }
  };
  letter.addEventListener("input", tell);
  tell();
  letter.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-lg-insert]");
    // The link belongs into the body, wherever the cursor was.
    if (chip) type(chip.dataset.lgInsert === "[link]" ? body : last, chip.dataset.lgInsert);
    if (!event.target.closest("[data-lg-standard]")) return;
    event.preventDefault();
    for (const [field, part] of [[subject, "subject"], [body, "body"]]) {
      field.focus();
      field.select();
      type(field, text(part));
    }
  });
}

function show(form, language) {
  for (const letter of form.querySelectorAll("[data-lg-letter]")) {
    letter.toggleAttribute("data-lg-shown", letter.dataset.lgLetter === language);
  }
  for (const tab of form.querySelectorAll("[data-lg-tab]")) {
    if (tab.dataset.lgTab === language) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
  form.querySelector("[data-lg-language]").value = language;
}

function startMessage(form) {
  form.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-lg-tab]");
    if (!tab) return;
    event.preventDefault();
    show(form, tab.dataset.lgTab);
    tab.dispatchEvent(new Event("look"));
  });
  form.addEventListener("change", (event) => {
    if (!event.target.matches("[data-lg-view]")) return;
    form.querySelector("[data-lg-preview]").dataset.lgPreview = event.target.value;
  });
}

// The new picture is drawn behind the old one and then takes its place.
function follow(live) {
  const place = live.parentElement.querySelector("[data-lg-frame]");
  const old = place.querySelector("iframe");
  if (!once(live, "lgFollowed") || !place.dataset.lgReady) {
    place.dataset.lgReady = "1";
    return;
  }
  for (const stale of [...place.querySelectorAll("iframe")].slice(1)) stale.remove();
  const fresh = old.cloneNode();
  fresh.src = live.dataset.lgSource;
  fresh.addEventListener("load", () => old.remove(), { once: true });
  place.append(fresh);
}

// -----------------------------------------------------------------------------------------

// The server sends once however often the button is pressed; this only spares it the asking.
function startOnce(button) {
  document.addEventListener("submit", (event) => {
    if (event.submitter !== button) return;
    if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
    button.setAttribute("aria-disabled", "true");
  });
}

const STARTERS = {
  lgWizard: startWizard,
  lgPicker: startPicker,
  lgMessage: startMessage,
  lgLetter: startLetter,
  lgMarked: startMarked,
  lgOnce: startOnce,
};

function within(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...found] : found;
}

export function start(root) {
  for (const [name, starter] of Object.entries(STARTERS)) {
    const selector = `[data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}]`;
    for (const element of within(root, selector)) if (once(element, `${name}Started`)) starter(element);
  }
  for (const live of within(root, "#live")) follow(live);
}
