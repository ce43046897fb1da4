// Theme switch, menus, and a word when a request did not go through.

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function switchTheme() {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem("lg-theme", next);
  } catch {
    // It holds for this page, then.
  }
}

function closeMenus(except) {
  for (const menu of document.querySelectorAll("[data-lg-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

let started = false;

export function start(root) {
  for (const button of root.querySelectorAll("[data-lg-theme]")) {
    if (button.dataset.lgReady) continue;
    button.dataset.lgReady = "1";
    button.hidden = false;
    button.addEventListener("click", switchTheme);
  }
  // Tabs that are wider than the window show the current one.
  for (const tab of root.querySelectorAll(".lg-tabs [aria-current]")) {
    const tabs = tab.closest(".lg-tabs");
    tabs.scrollLeft = tab.offsetLeft + tab.offsetWidth - tabs.offsetLeft - tabs.clientWidth;
  }
  if (started) return;
  started = true;
  document.addEventListener("click", (event) => closeMenus(event.target.closest("[data-lg-menu]")));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && document.querySelector("[data-lg-menu][open]");
    if (!open) return;
    closeMenus();
    open.querySelector("summary").focus();
  });
  const banner = document.querySelector("[data-lg-offline]");
  document.body.addEventListener("htmx:sendError", () => (banner.hidden = false));
  document.body.addEventListener("htmx:responseError", () => (banner.hidden = false));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) banner.hidden = true;
  });
}
