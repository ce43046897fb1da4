// The search of the top bar as a combobox: "/" goes there, arrows choose, Enter opens, Escape closes.

const place = (options) => options.findIndex((one) => one.getAttribute("aria-selected") === "true");

function wire(form) {
  const field = form.querySelector("#find");
  const pop = form.querySelector("#find-pop");
  const said = form.querySelector("[data-lg-find-said]");
  const options = () => [...pop.querySelectorAll('[role="option"]')];

  const choose = (at) => {
    const all = options();
    all.forEach((one, n) => one.setAttribute("aria-selected", String(n === at)));
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", all[at].id);
    all[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    choose(-1);
    pop.hidden = true;
    field.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    pop.hidden = !pop.firstElementChild || !field.value.trim();
    field.setAttribute("aria-expanded", String(!pop.hidden && options().length > 0));
  };
  const step = (event, by) => {
    const all = options();
    if (pop.hidden) open();
    if (pop.hidden || !all.length) return;
    event.preventDefault();
    const at = place(all);
    choose(at < 0 && by < 0 ? all.length - 1 : (at + by + all.length) % all.length);
  };
  const keys = {
    ArrowDown: (event) => step(event, 1),
    ArrowUp: (event) => step(event, -1),
    Escape: (event) => {
      if (pop.hidden) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    },
    Enter: (event) => {
      const chosen = pop.hidden ? undefined : options()[place(options())];
      if (!chosen) return;
      event.preventDefault();
      location.assign(chosen.dataset.href);
    },
  };

  // Without this script it is a plain field that leads to a page.
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-haspopup", "listbox");
  field.setAttribute("aria-controls", "find-hits");
  close();
  field.addEventListener("keydown", (event) => keys[event.key]?.(event));
  field.addEventListener("input", () => field.value.trim() || close());
  field.addEventListener("focus", open);
  pop.addEventListener("mousedown", (event) => event.target.closest("a") || event.preventDefault());
  pop.addEventListener("click", (event) => {
    const chosen = event.target.closest('[role="option"]');
    if (chosen) location.assign(chosen.dataset.href);
  });
  pop.addEventListener("htmx:afterSwap", () => {
    choose(-1);
    if (document.activeElement === field) open();
    said.textContent = pop.querySelector("[data-lg-found]")?.dataset.lgFound ?? "";
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
}

let started = false;

export function start(root) {
  for (const form of root.querySelectorAll("[data-lg-find]")) {
    if (form.dataset.lgReady) continue;
    form.dataset.lgReady = "1";
    wire(form);
  }
  if (started) return;
  started = true;
  document.addEventListener("keydown", (event) => {
    const field = document.querySelector("#find");
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing || !field) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
