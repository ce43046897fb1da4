// Pages that are open follow what happens: they ask every two seconds whether anything changed, and
// take over what did where it stands. Hidden they rest; while the server is away they say since when.

const EVERY = 2_000;
const IDLE_EVERY = 10_000;
const IDLE_AFTER = 120_000;
const LONGEST = 60_000;
// Times in words grow old without any news.
const OLD = 300_000;

let timer = 0;
let asking = false;
let failures = 0;
let upToDate = Date.now();
let shownAt = Date.now();
let touchedAt = Date.now();
let pressed = false;

const page = () => document.querySelector("[data-lg-live]");

// --- Taking over: what is the same stays the same node, with its focus, its scroll and its listeners.

const key = (node) => (node.nodeType === 1 ? node.dataset.lgKey || node.id : "");
const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && key(a) === key(b);

function attributes(old, fresh) {
  for (const { name, value } of [...fresh.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    // What scripts noted, and what the reader opened, is theirs.
    if (!fresh.hasAttribute(name) && !name.startsWith("data-lg-") && !["open", "style"].includes(name)) old.removeAttribute(name);
  }
}

function children(old, fresh) {
  const keyed = new Map([...old.childNodes].filter(key).map((node) => [key(node), node]));
  let at = old.firstChild;
  for (const wanted of [...fresh.childNodes]) {
    const found = key(wanted) ? keyed.get(key(wanted)) : at;
    if (found && alike(found, wanted)) {
      // What moves loses its focus: rather what has no name goes out of its way.
      while (at && at !== found && !key(at)) at = without(at);
      if (found === at) at = at.nextSibling;
      else old.insertBefore(found, at);
      morph(found, wanted);
    } else {
      old.insertBefore(document.importNode(wanted, true), at);
    }
  }
  while (at) at = without(at);
}

function without(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

function morph(old, fresh) {
  if (old.nodeType !== 1) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  // What the reader chose to see since, no address tells of.
  if (old.hasAttribute("data-lg-own")) return;
  // What a script has made ready has the attributes that it gave it.
  if (!old.hasAttribute("data-lg-ready")) attributes(old, fresh);
  children(old, fresh);
}

function takeOver(fresh) {
  const focused = document.activeElement;
  for (const part of document.querySelectorAll("[data-lg-part]")) {
    const next = fresh.getElementById(part.id);
    if (!next) continue;
    morph(part, next);
    window.htmx.process(part);
    window.htmx.trigger(part, "htmx:load", { elt: part });
  }
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

// --- Asking

const isBusy = () =>
  pressed ||
  document.querySelector("[data-lg-part] [data-lg-menu][open], [data-lg-part] .lg-tick:checked, dialog[open], .htmx-request") ||
  !getSelection().isCollapsed;

// Somebody signed out, or the access ended: whatever it is, the whole page says it.
function isOver(response) {
  const elsewhere = response.headers.get("HX-Redirect");
  if (elsewhere) location.assign(elsewhere);
  else if (response.status === 403 || response.status === 404) location.reload();
  else return false;
  return true;
}

async function ask(address, headers) {
  const response = await fetch(address, { headers, credentials: "same-origin", signal: AbortSignal.timeout(15_000) });
  if (isOver(response)) return null;
  if (!response.ok || response.redirected) throw new Error(String(response.status));
  return response;
}

async function refresh() {
  const response = await ask(location.href, { Accept: "text/html" });
  if (!response) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const next = fresh.querySelector("[data-lg-live]");
  if (!next || !page() || isBusy()) return;
  takeOver(fresh);
  page().dataset.lgMark = next.dataset.lgMark;
  shownAt = Date.now();
}

function tell(words) {
  const news = document.querySelector("[data-lg-news]");
  const link = news?.querySelector("a");
  if (!link || link.textContent === words) return;
  link.textContent = words;
  link.hidden = !words;
}

async function look() {
  const live = page();
  const address = `${live.dataset.lgLive}&mark=${encodeURIComponent(live.dataset.lgMark)}`;
  const response = await ask(address, { "HX-Request": "true", "HX-Current-URL": location.href });
  if (!response || page() !== live) return;
  const isFeed = Boolean(document.querySelector("[data-lg-news]"));
  const news = response.status === 204 ? { changed: false } : await response.json();
  if (isFeed && news.words) tell(news.words);
  // Else it is asked again with the old mark, until it is shown.
  const shows = !isFeed && (news.changed || Date.now() - shownAt > OLD);
  if (shows) await refresh();
  else if (news.mark) live.dataset.lgMark = news.mark;
}

function stale() {
  const line = document.querySelector("[data-lg-stale]");
  if (!line) return;
  const zone = page().dataset.lgZone;
  const written = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone };
  const time = new Date(upToDate).toLocaleTimeString(document.documentElement.lang, written);
  const words = failures > 1 ? line.dataset.lgStale.replace("{time}", time) : "";
  if (line.textContent !== words) line.textContent = words;
}

function pause() {
  if (failures) return Math.min(LONGEST, EVERY * 2 ** failures);
  return Date.now() - touchedAt > IDLE_AFTER ? IDLE_EVERY : EVERY;
}

async function tick() {
  clearTimeout(timer);
  if (asking || document.hidden || !page()) return;
  asking = true;
  try {
    if (!isBusy()) await look();
    failures = 0;
    upToDate = Date.now();
  } catch {
    failures += 1;
  }
  asking = false;
  stale();
  timer = setTimeout(tick, pause());
}

// What htmx brings in is the reader's own choice, unless the address tells of it: lines that a list
// goes on with, and what takes the place of a panel.
function isOwn(element) {
  if (element && !element.closest("[data-lg-addressed]")) element.setAttribute("data-lg-own", "");
}

function onBeforeSwap(event) {
  isOwn(event.detail.target?.parentElement?.closest("ul"));
}

function onSettle(event) {
  const target = event.detail.target;
  if (target?.id) isOwn(document.getElementById(target.id)?.closest("section"));
  if (target?.id === "feed") document.querySelector("#feed-title")?.focus();
}

let started = false;

export function start() {
  if (started || !page()) return;
  started = true;
  document.addEventListener("visibilitychange", tick);
  addEventListener("online", tick);
  addEventListener("pageshow", (event) => event.persisted && tick());
  for (const name of ["pointerdown", "keydown", "wheel", "pointermove"]) {
    addEventListener(name, () => {
      const wasIdle = Date.now() - touchedAt > IDLE_AFTER;
      touchedAt = Date.now();
      if (wasIdle) tick();
    }, { passive: true });
  }
  addEventListener("pointerdown", () => (pressed = true), { passive: true });
  for (const name of ["pointerup", "pointercancel", "blur"]) addEventListener(name, () => (pressed = false));
  document.body.addEventListener("htmx:beforeSwap", onBeforeSwap);
  document.body.addEventListener("htmx:afterSettle", onSettle);
  timer = setTimeout(tick, EVERY);
}
